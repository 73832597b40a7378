import { generateKeyPairSync, sign } from "node:crypto";
import { NotFoundError, Permission } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

describe("assets", () => {
  test("what was created can be fetched, found and changed", async () => {
    const { optropic } = startBench();
    const created = await optropic.assets.create({ external_id: "SKU-1", config: { product_name: "Widget" } });

    await optropic.assets.update(created.id, { metadata: { shelf: 4 } });

    const asset = await optropic.assets.retrieve(created.id);
    const found = await Array.fromAsync(optropic.assets.listAll({ status: "active" }), ({ id }) => id);
    expect(asset).toMatchObject({ external_id: "SKU-1", config: { product_name: "Widget" }, metadata: { shelf: 4 } });
    expect(found).toEqual([created.id]);
  });

  test("a revoked one verifies as revoked and can no longer be changed", async () => {
    const { optropic } = startBench();
    const { id } = await optropic.assets.create({});

    await optropic.assets.revoke(id, { reason: "recall" });

    expect(await optropic.assets.verify(id)).toMatchObject({ signature_valid: true, revocation_status: "revoked" });
    expect(await failureOf(optropic.assets.update(id, { vertical: "tea" }))).toMatchObject({
      status: 410,
      code: "CODE_REVOKED",
    });
  });

  test("one that does not exist is a NotFoundError that names the request", async () => {
    const { optropic } = startBench();

    const error = await failureOf(optropic.assets.retrieve("ast_none"));

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^GET \/assets\/ast_none failed with 404: /) as unknown,
      route: "/assets/{}",
    });
  });
});

describe("keys", () => {
  test("a created key works until it is revoked", async () => {
    const { client, optropic } = startBench();
    const params = { environment: "live", tenant_id: "tnt_test", label: "CI", permissions: [Permission.ASSETS_READ] };
    const { key } = await optropic.keys.create(params);
    const holder = client({ apiKey: key });
    const info = await holder.keys.current();

    await optropic.keys.revoke(info.key_id);

    expect(info).toMatchObject({ name: "CI", permissions: ["assets:read"] });
    expect(await failureOf(holder.assets.list())).toMatchObject({ status: 401 });
    expect(await optropic.keys.retrieve(info.key_id)).toMatchObject({ is_active: false });
  });

  test("the old key of a rotation works on for its grace period", async () => {
    const { client, emulator, optropic } = startBench();
    const { key } = await optropic.keys.create({ environment: "live", tenant_id: "tnt_test" });
    const holder = client({ apiKey: key });
    const { key_id } = await holder.keys.current();
    const { new_key_value } = await optropic.keys.rotate(key_id, { grace_period_hours: 2 });

    await holder.keys.current();
    emulator.clock.advance(2 * 3_600_000);

    expect(await failureOf(holder.keys.current())).toMatchObject({ status: 401, code: "EXPIRED_API_KEY" });
    expect((await client({ apiKey: new_key_value }).keys.current()).key_id).not.toBe(key_id);
  });
});

describe("the audit log", () => {
  test("keeps what is written, in a chain that can be proved", async () => {
    const { optropic } = startBench();
    for (const event_type of ["label.printed", "label.torn", "label.printed"])
      await optropic.audit.create({ event_type });

    const printed = await Array.fromAsync(optropic.audit.listAll({ event_type: "label.printed", limit: 1 }));
    const proof = await optropic.compliance.getMerkleProof(printed[0]?.id ?? "");
    const chain = await optropic.compliance.verifyChain();
    const [root] = await Array.fromAsync(optropic.compliance.listAllMerkleRoots());

    expect(printed.map(({ chain_sequence }) => chain_sequence)).toEqual([1, 3]);
    expect(chain).toMatchObject({ chain_valid: true, events_checked: 3 });
    expect(proof).toMatchObject({ verified: true, merkle_root: root?.root_hash });
  });

  test("is exported as CSV", async () => {
    const { optropic } = startBench();
    await optropic.audit.create({ event_type: "label.printed" });

    const { csv, event_count } = await optropic.compliance.exportAudit();

    expect(event_count).toBe(1);
    expect(csv).toContain("label.printed");
  });
});

describe("webhooks", () => {
  test("an event is queued for the endpoints that want it, until they are switched off", async () => {
    const { optropic } = startBench();
    const { id } = await optropic.webhooks.create({ url: "https://app.example/hook", events: ["asset.created"] });
    const asset = await optropic.assets.create({});
    await optropic.assets.verify(asset.id);
    await optropic.webhooks.update(id, { is_active: false });
    await optropic.assets.create({});

    const deliveries = await Array.fromAsync(optropic.webhooks.listAllDeliveries(id));

    expect(deliveries.map(({ event_type }) => event_type)).toEqual(["asset.created"]);
  });

  test("a deleted one is gone, and its secret was shown once", async () => {
    const { optropic } = startBench();
    const { id, secret } = await optropic.webhooks.create({ url: "https://app.example/hook" });
    const fetched = await optropic.webhooks.retrieve(id);

    await optropic.webhooks.delete(id);

    expect(secret).toMatch(/^whsec_/);
    expect(fetched).not.toHaveProperty("secret");
    expect(await failureOf(optropic.webhooks.retrieve(id))).toBeInstanceOf(NotFoundError);
  });
});

describe("documents", () => {
  test("a superseded one no longer matches", async () => {
    const { optropic } = startBench();
    const { id: asset_id } = await optropic.assets.create({});
    const paper = { asset_id, descriptor_version: "1", substrate_type: "paper" };
    const old = await optropic.documents.enroll({ ...paper, fingerprint_hash: "aa11" });
    const fresh = await optropic.documents.enroll({ ...paper, fingerprint_hash: "bb22" });

    await optropic.documents.supersede(old.id, { new_document_id: fresh.id });

    const match = await optropic.documents.verify({ fingerprint_hash: "aa11", descriptor_version: "1" });
    const active = await Array.fromAsync(optropic.documents.listAll({ status: "active" }), ({ id }) => id);
    expect(match).toMatchObject({ matched: false });
    expect(active).toEqual([fresh.id]);
  });
});

describe("provenance", () => {
  test("the steps of an asset form a chain of their own", async () => {
    const { optropic } = startBench();
    const wine = await optropic.assets.create({});
    const tea = await optropic.assets.create({});
    const record = async (asset_id: string, event_type: string): Promise<unknown> =>
      await optropic.provenance.record({ asset_id, event_type, actor: "dock", location: { country: "PT" } });
    await record(wine.id, "manufactured");
    await record(tea.id, "manufactured");
    await record(wine.id, "shipped");

    const { events } = await optropic.provenance.getChain(wine.id);

    expect(events.map(({ event_type, chain_sequence }) => [event_type, chain_sequence])).toEqual([
      ["manufactured", 1],
      ["shipped", 2],
    ]);
    expect(await optropic.provenance.verifyChain(wine.id)).toMatchObject({ chain_valid: true });
    expect((await optropic.provenance.list({ asset_id: tea.id })).data).toHaveLength(1);
  });
});

describe("machines", () => {
  test("a device that signs the nonce is believed, until it is revoked", async () => {
    const { optropic } = startBench();
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const public_key = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
    const { id: asset_id } = await optropic.assets.create({});
    const { device_id } = await optropic.m2m.registerDevice({ label: "Scanner", public_key });
    const answer = async (): Promise<boolean> => {
      const { id: challenge_id, nonce } = await optropic.m2m.initiateChallenge({ asset_id });
      const response = sign(null, Buffer.from(nonce), privateKey).toString("hex");
      return (await optropic.m2m.verify({ challenge_id, response, device_id })).valid;
    };
    const before = await answer();

    await optropic.m2m.revokeDevice(device_id);

    expect([before, await answer()]).toEqual([true, false]);
    expect((await optropic.m2m.listDevices()).data).toMatchObject([{ device_id, status: "revoked" }]);
  });

  test("a wrong answer is no error, and a challenge expires", async () => {
    const { emulator, optropic } = startBench();
    const { id: asset_id } = await optropic.assets.create({});
    const { id: challenge_id } = await optropic.m2m.initiateChallenge({ asset_id, ttl_seconds: 5 });
    const wrong = await optropic.m2m.verify({ challenge_id, response: "00ff" });

    emulator.clock.advance(5_000);

    const late = await optropic.m2m.verify({ challenge_id, response: "00ff" });
    expect([wrong.reason, late.reason]).toEqual(["bad_signature", "expired"]);
  });
});

test("a tenant learns what it may have and what it used", async () => {
  const { client, emulator } = startBench();
  const optropic = client({ apiKey: emulator.fixtures.smallApiKey });
  await optropic.assets.create({});
  await optropic.assets.create({});

  const error = await failureOf(optropic.assets.create({}));
  const { limits, usage } = await optropic.getQuota();

  expect(error).toMatchObject({ status: 402, code: "QUOTA_EXCEEDED", attempts: 1 });
  expect([limits.max_assets, usage.assets_created]).toEqual([2, 2]);
});
