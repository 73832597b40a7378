import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

interface Challenge {
  readonly id: string;
  readonly nonce: string;
}

interface Signer {
  readonly deviceId: string;
  readonly privateKey: KeyObject;
}

async function registerSigner(bench: Bench): Promise<Signer> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const hex = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  const device = await bench.data<{ device_id: string }>("POST /m2m/devices", { label: "scanner", public_key: hex });
  return { deviceId: device.device_id, privateKey };
}

async function challenge(bench: Bench, settings: object = {}): Promise<Challenge> {
  return await bench.data("POST /m2m/challenge", { asset_id: await bench.createAsset(), ...settings });
}

async function verify(bench: Bench, challenge_id: string, response: string, more: object = {}): Promise<Facts> {
  return await bench.data("POST /m2m/verify", { challenge_id, response, ...more });
}

const signText = ({ nonce }: Challenge, key: KeyObject): string => sign(null, Buffer.from(nonce), key).toString("hex");

describe("a challenge", () => {
  test("has a nonce of 32 bytes and a minute to live where nothing is said", async () => {
    const bench = new Bench();
    const asset_id = await bench.createAsset();

    const made = await bench.data("POST /m2m/challenge", { asset_id });

    expect(made).toEqual({
      id: expect.stringMatching(/^chl_/),
      asset_id,
      nonce: expect.stringMatching(/^[0-9a-f]{64}$/),
      algorithm: "ed25519",
      created_at: "2025-06-15T12:00:00.000Z",
      expires_at: "2025-06-15T12:01:00.000Z",
    });
  });

  test("is refused for an unknown asset and for another algorithm", async () => {
    const bench = new Bench();
    const asset_id = await bench.createAsset();

    expect((await bench.refusal("POST /m2m/challenge", { asset_id: "ast_1" })).code).toBe("404 NOT_FOUND");
    expect((await bench.refusal("POST /m2m/challenge", { asset_id, algorithm: "rsa" })).details).toEqual({
      algorithm: "must be ed25519",
    });
  });
});

describe("a response", () => {
  test.each([
    ["text", (nonce: string) => Buffer.from(nonce)],
    ["bytes", (nonce: string) => Buffer.from(nonce, "hex")],
  ])("that a registered device signed over the nonce's %s is valid", async (_what, read) => {
    const bench = new Bench();
    const { deviceId, privateKey } = await registerSigner(bench);
    const { id, nonce } = await challenge(bench);

    const verdict = await verify(bench, id, sign(null, read(nonce), privateKey).toString("hex"), {
      device_id: deviceId,
    });

    expect(verdict).toEqual({
      valid: true,
      asset_id: expect.stringMatching(/^ast_/),
      challenge_id: id,
      verified_at: "2025-06-15T12:00:00.000Z",
    });
  });

  test("that is wrong is a success with a reason", async () => {
    const bench = new Bench();
    await registerSigner(bench);
    const { id } = await challenge(bench);

    const answer = await bench.call("POST /m2m/verify", { challenge_id: id, response: "ab".repeat(64) });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ valid: false, reason: "bad_signature", challenge_id: id });
  });

  test.each(["no hex", "ab"])("that is no signature at all is a bad signature: %s", async (response) => {
    const bench = new Bench();
    const { id } = await challenge(bench);

    expect(await verify(bench, id, response)).toMatchObject({ valid: false, reason: "bad_signature" });
  });

  test("to another challenge is a bad signature", async () => {
    const bench = new Bench();
    const { privateKey } = await registerSigner(bench);
    const [one, other] = [await challenge(bench), await challenge(bench)];

    const verdict = await verify(bench, one.id, signText(other, privateKey));

    expect(verdict).toMatchObject({ valid: false, reason: "bad_signature" });
  });

  test("meets a challenge once, and within its time", async () => {
    const bench = new Bench();
    const { privateKey } = await registerSigner(bench);
    const [met, late] = [await challenge(bench), await challenge(bench, { ttl_seconds: 5 })];
    const verdicts = [await verify(bench, met.id, signText(met, privateKey))];

    verdicts.push(await verify(bench, met.id, signText(met, privateKey)));
    bench.advance(5000);
    verdicts.push(await verify(bench, late.id, signText(late, privateKey)));

    expect(verdicts.map(({ reason }) => reason)).toEqual([undefined, "expired", "expired"]);
  });

  test("counts for nothing once its asset or its device is revoked", async () => {
    const bench = new Bench();
    const { deviceId, privateKey } = await registerSigner(bench);
    const [one, other] = [await challenge(bench), await challenge(bench)];
    const { asset_id } = await verify(bench, one.id, "ab");
    await bench.call(`POST /assets/${String(asset_id)}/revoke`, { reason: "lost" });
    await bench.call(`DELETE /m2m/devices/${deviceId}`);

    const ofAsset = await verify(bench, one.id, signText(one, privateKey));
    const ofDevice = await verify(bench, other.id, signText(other, privateKey), { device_id: deviceId });
    const unnamed = await verify(bench, other.id, signText(other, privateKey));

    expect([ofAsset, ofDevice, unnamed].map(({ reason }) => reason)).toEqual(["revoked", "revoked", "bad_signature"]);
  });

  test("to an unknown challenge or from an unknown device is a 404", async () => {
    const bench = new Bench();
    const { id } = await challenge(bench);

    const unknown = await bench.refusal("POST /m2m/verify", { challenge_id: "chl_1", response: "ab" });
    const nobody = await bench.refusal("POST /m2m/verify", { challenge_id: id, response: "ab", device_id: "dev_1" });

    expect([unknown, nobody].map(({ details }) => details["resource"])).toEqual(["challenge", "device"]);
  });
});

describe("a device", () => {
  const settings = { label: "scanner", public_key: "ab".repeat(32), metadata: { site: "Munich" } };

  test("that is registered can be fetched and listed", async () => {
    const bench = new Bench();

    const device = await bench.data("POST /m2m/devices", settings);

    expect(device).toEqual({
      ...settings,
      device_id: expect.stringMatching(/^dev_/),
      status: "active",
      created_at: "2025-06-15T12:00:00.000Z",
    });
    expect(await bench.data(`GET /m2m/devices/${String(device["device_id"])}`)).toEqual(device);
    expect(await bench.data("GET /m2m/devices")).toEqual([device]);
  });

  test("that is revoked stays listed as such", async () => {
    const bench = new Bench();
    const { device_id } = await bench.data("POST /m2m/devices", settings);

    expect((await bench.call(`DELETE /m2m/devices/${String(device_id)}`)).status).toBe(204);
    expect(await bench.data("GET /m2m/devices")).toMatchObject([{ device_id, status: "revoked" }]);
  });

  test("needs a label and a key in hex", async () => {
    const bench = new Bench();

    const refusal = await bench.refusal("POST /m2m/devices", { public_key: "xyz" });

    expect(refusal.details).toEqual({ label: "is required", public_key: "must be hex" });
  });
});
