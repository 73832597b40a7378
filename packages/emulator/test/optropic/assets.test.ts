import { describe, expect, test } from "vitest";
import { Bench, type Page } from "./harness.ts";

const widget = {
  external_id: "SKU-1",
  vertical: "luxury",
  security_level: "sealed",
  config: { product_name: "Widget" },
  metadata: { line: 7 },
};

const seal = {
  signature: expect.stringMatching(/^[0-9a-f]{128}$/),
  public_key_hex: expect.stringMatching(/^[0-9a-f]{64}$/),
  key_id: "sig_1",
  signed_at: "2025-06-15T12:00:00.000Z",
  algorithm: "ed25519",
};

test("a created asset comes with its seal, and without metadata", async () => {
  const bench = new Bench();

  const answer = await bench.call("POST /assets", widget);

  const { metadata: _metadata, ...shown } = widget;
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    ...shown,
    id: expect.stringMatching(/^ast_/),
    assetConfig: widget.config,
    status: "active",
    is_sandbox: false,
    created_at: "2025-06-15T12:00:00.000Z",
    seal,
  });
});

test("a created asset can be fetched, with metadata and the time of its last change", async () => {
  const bench = new Bench();
  const id = await bench.createAsset(widget);

  const asset = await bench.data(`GET /assets/${id}`);

  expect(asset).toMatchObject({ ...widget, id, seal, updated_at: "2025-06-15T12:00:00.000Z" });
});

test("an asset without settings has a vertical and a security level all the same", async () => {
  const bench = new Bench();

  const asset = await bench.data("POST /assets", {});

  expect(asset).toMatchObject({ vertical: "general", security_level: "signed", config: {} });
  expect(asset).not.toHaveProperty("external_id");
});

describe("the seal", () => {
  test("is checked by a verification, with exactly five facts", async () => {
    const bench = new Bench();
    const id = await bench.createAsset();

    const verification = await bench.data(`POST /assets/${id}/verify`);

    expect(verification).toEqual({
      signature_valid: true,
      revocation_status: "clear",
      filter_age_seconds: null,
      verified_at: "2025-06-15T12:00:00.000Z",
      verification_mode: "online",
    });
  });

  test("fits the public key among the fixtures", async () => {
    const bench = new Bench();
    const asset = await bench.data<{ id: string; created_at: string; seal: { signature: string } }>("POST /assets", {});

    const key = await crypto.subtle.importKey("raw", bytes(bench.fixtures.signingPublicKey), "Ed25519", false, [
      "verify",
    ]);
    const message = new TextEncoder().encode(`${asset.id}.${asset.created_at}`);

    expect(await crypto.subtle.verify("Ed25519", key, bytes(asset.seal.signature), message)).toBe(true);
  });
});

describe("updating", () => {
  test("replaces each field that is sent and leaves the others", async () => {
    const bench = new Bench();
    const id = await bench.createAsset(widget);
    bench.advance(1000);

    await bench.data(`PATCH /assets/${id}`, { config: { size: 3 }, metadata: { line: 8 } });

    expect(await bench.data(`GET /assets/${id}`)).toMatchObject({
      external_id: "SKU-1",
      vertical: "luxury",
      config: { size: 3 },
      assetConfig: { size: 3 },
      metadata: { line: 8 },
      created_at: "2025-06-15T12:00:00.000Z",
      updated_at: "2025-06-15T12:00:01.000Z",
    });
  });

  test("never changes the security level", async () => {
    const bench = new Bench();
    const id = await bench.createAsset(widget);

    await bench.data(`PATCH /assets/${id}`, { security_level: "signed", external_id: "SKU-2" });

    expect(await bench.data(`GET /assets/${id}`)).toMatchObject({ security_level: "sealed", external_id: "SKU-2" });
  });
});

describe("a revoked asset", () => {
  test("changes its status and verifies as revoked, its signature still valid", async () => {
    const bench = new Bench();
    const id = await bench.createAsset();

    const revoked = await bench.call(`POST /assets/${id}/revoke`, { reason: "stolen" });

    expect(revoked).toMatchObject({ status: 200, body: { id, status: "revoked", revocation_reason: "stolen" } });
    expect(await bench.data(`POST /assets/${id}/verify`)).toMatchObject({
      signature_valid: true,
      revocation_status: "revoked",
    });
  });

  test("cannot be changed: 410 with the reason", async () => {
    const bench = new Bench();
    const id = await bench.createAsset();
    await bench.call(`POST /assets/${id}/revoke`, { reason: "stolen" });

    const refusal = await bench.refusal(`PATCH /assets/${id}`, { vertical: "wine" });

    const details = { code: id, reason: "stolen", revokedAt: "2025-06-15T12:00:00.000Z" };
    expect(refusal).toEqual({ code: "410 CODE_REVOKED", details });
  });

  test("keeps its first reason when it is revoked again", async () => {
    const bench = new Bench();
    const id = await bench.createAsset();

    await bench.call(`POST /assets/${id}/revoke`, { reason: "stolen" });
    await bench.call(`POST /assets/${id}/revoke`, { reason: "lost" });

    expect(await bench.data(`GET /assets/${id}`)).toMatchObject({ revocation_reason: "stolen" });
  });

  test("needs a reason", async () => {
    const bench = new Bench();
    const id = await bench.createAsset();

    const refusal = await bench.refusal(`POST /assets/${id}/revoke`, {});

    expect(refusal).toEqual({ code: "400 VALIDATION_ERROR", details: { reason: "is required" } });
  });
});

describe("listing", () => {
  const ids = ({ data }: Page): readonly unknown[] => data.map(({ id }) => id);

  test("filters by vertical and status", async () => {
    const bench = new Bench();
    const [wine, revoked] = [await bench.createAsset({ vertical: "wine" }), await bench.createAsset()];
    await bench.call(`POST /assets/${revoked}/revoke`, { reason: "lost" });

    expect(ids(await bench.data("GET /assets?vertical=wine"))).toEqual([wine]);
    expect(ids(await bench.data("GET /assets?status=revoked"))).toEqual([revoked]);
    expect(ids(await bench.data("GET /assets?vertical=wine&status=revoked"))).toEqual([]);
  });

  test.each(["true", "True"])("finds the assets of sandbox keys with is_sandbox=%s", async (spelling) => {
    const bench = new Bench();
    await bench.createAsset();
    const sandbox = await bench.createAsset({}, { key: bench.fixtures.sandboxApiKey });

    expect(ids(await bench.data(`GET /assets?is_sandbox=${spelling}`))).toEqual([sandbox]);
  });

  test("refuses an is_sandbox that is neither true nor false", async () => {
    const bench = new Bench();

    expect((await bench.refusal("GET /assets?is_sandbox=1")).code).toBe("400 VALIDATION_ERROR");
  });
});

test("a tenant with as many assets as it may have is refused with 402", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.smallApiKey };
  await bench.createAsset({}, options);
  await bench.createAsset({}, options);

  const refusal = await bench.refusal("POST /assets", {}, options);

  const details = { quotaLimit: 2, quotaUsed: 2, resetsAt: "2025-07-01T00:00:00.000Z" };
  expect(refusal).toEqual({ code: "402 QUOTA_EXCEEDED", details });
});

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
