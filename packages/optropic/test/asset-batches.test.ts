import { InternalServerError, type OptropicError, TimeoutError } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `ast_${index}`);
const once = { retryConfig: { maxRetries: 0 } };
const faults = [{ code: "NOT_FOUND" }];

describe("a batch is sent in chunks", () => {
  test("of a hundred, one after another, each with a key of its own, and the answers are joined", async () => {
    const service = scripted(
      json({ verified: 99, requested: 100, results: [{ asset_id: "a" }], errors: faults }),
      json({ verified: 100, requested: 100, results: [{ asset_id: "b" }], errors: null }),
      json({ verified: 50, requested: 50, results: [{ asset_id: "c" }] }),
    );

    const result = await clientOf(service).assets.batchVerify(ids(250));

    expect(service.sent.map(({ body }) => (body as { asset_ids: string[] }).asset_ids)).toEqual([
      ids(250).slice(0, 100),
      ids(250).slice(100, 200),
      ids(250).slice(200),
    ]);
    expect(new Set(service.sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(3);
    expect(result).toEqual({
      verified: 249,
      requested: 250,
      results: [{ asset_id: "a" }, { asset_id: "b" }, { asset_id: "c" }],
      errors: faults,
    });
  });

  test("of another size, with keys made of the given one", async () => {
    const service = scripted(json({ revoked: 2, requested: 2, results: [], errors: [] }));
    const { assets } = clientOf(service);

    const result = await assets.batchRevoke(ids(5), { reason: "recall" }, { chunkSize: 2, idempotencyKey: "recall-7" });

    expect(service.sent.map(({ body }) => body)).toEqual([
      { asset_ids: ["ast_0", "ast_1"], reason: "recall" },
      { asset_ids: ["ast_2", "ast_3"], reason: "recall" },
      { asset_ids: ["ast_4"], reason: "recall" },
    ]);
    expect(service.sent.map(({ headers }) => headers["idempotency-key"])).toEqual([
      "recall-7-1",
      "recall-7-2",
      "recall-7-3",
    ]);
    expect(result).toEqual({ revoked: 6, requested: 6, results: [], errors: null });
  });

  test("or as one request with the given key where it fits", async () => {
    const service = scripted(json({ created: 2, requested: 2 }));

    const result = await clientOf(service).assets.batchCreate([{}, {}], { idempotencyKey: "order-1" });

    expect(service.sent.map(({ headers }) => headers["idempotency-key"])).toEqual(["order-1"]);
    expect(result).toEqual({ created: 2, requested: 2, assets: [], errors: null });
  });

  test("each with the keyset", async () => {
    const service = scripted(json({ created: 1, requested: 1 }));

    await clientOf(service).assets.batchCreate({ keyset_id: "ks_1", assets: [{}, {}] }, { chunkSize: 1 });

    expect(service.sent.map(({ body }) => body)).toEqual([
      { keyset_id: "ks_1", assets: [{}] },
      { keyset_id: "ks_1", assets: [{}] },
    ]);
  });
});

describe("a batch that fails midway", () => {
  const done = { verified: 2, requested: 2, results: [{ asset_id: "ast_0" }, { asset_id: "ast_1" }], errors: null };

  test("tells what was done before", async () => {
    const service = scripted(json(done), json({}, 500));

    const error = await failureOf(clientOf(service, once).assets.batchVerify(ids(4), { chunkSize: 2 }));

    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 500, partial: done });
    expect(JSON.stringify(error)).not.toContain("ast_0");
  });

  test("tells it whatever the failure is", async () => {
    const service = scripted(json(done), async () => await new Promise<Response>(() => undefined));

    const error = await failureOf(
      clientOf(service, { ...once, timeout: 5 }).assets.batchVerify(ids(4), { chunkSize: 2 }),
    );

    expect(error).toBeInstanceOf(TimeoutError);
    expect((error as OptropicError).partial).toEqual(done);
  });

  test("has nothing to tell in its first chunk", async () => {
    const service = scripted(json({}, 500));

    const error = (await failureOf(clientOf(service, once).assets.batchVerify(ids(4)))) as OptropicError;

    expect(error.partial).toBeUndefined();
  });
});

test.each([0, 1.5, -1, Number.NaN])("a chunk of %d items is refused", async (chunkSize) => {
  const service = scripted(json({}));

  const error = await failureOf(clientOf(service).assets.batchVerify(ids(2), { chunkSize }));

  expect(error).toMatchObject({ name: "ConfigError", message: expect.stringContaining("chunkSize") as unknown });
  expect(service.sent).toEqual([]);
});

test("what the service makes of a batch can be fetched", async () => {
  const { optropic } = startBench();

  const { assets, created } = await optropic.assets.batchCreate(
    ids(7).map((external_id) => ({ external_id })),
    { chunkSize: 3 },
  );
  const checked = await optropic.assets.batchVerify([...assets.map(({ id }) => id), "ast_none"]);

  expect(created).toBe(7);
  expect(assets.map(({ external_id }) => external_id)).toEqual(ids(7));
  expect(checked).toMatchObject({ verified: 7, requested: 8 });
  expect(checked.errors).toHaveLength(1);
});
