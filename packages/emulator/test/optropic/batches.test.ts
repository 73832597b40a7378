import { describe, expect, test } from "vitest";
import { Bench, type Facts, type Page } from "./harness.ts";

async function order(bench: Bench, operation: string, items: readonly unknown[]): Promise<string> {
  const { batch_id } = await bench.data<{ batch_id: string }>("POST /batches", { operation, items });
  return batch_id;
}

async function finish(bench: Bench, operation: string, items: readonly unknown[]): Promise<Facts> {
  const id = await order(bench, operation, items);
  bench.advance(1000);
  return await bench.data(`GET /batches/${id}/result`);
}

describe("a job", () => {
  test("is pending at first, then under way, and completed after a second", async () => {
    const bench = new Bench();
    const job = await bench.data("POST /batches", { operation: "create_assets", items: [{}] });
    const seen = [job];

    for (const ms of [250, 500, 250]) {
      bench.advance(ms);
      seen.push(await bench.data(`GET /batches/${String(job["batch_id"])}`));
    }

    const ordered = { batch_id: job["batch_id"], operation: "create_assets", created_at: "2025-06-15T12:00:00.000Z" };
    expect(seen).toEqual([
      { ...ordered, status: "pending", progress: 0 },
      { ...ordered, status: "processing", progress: 25 },
      { ...ordered, status: "processing", progress: 75 },
      { ...ordered, status: "completed", progress: 100, completed_at: "2025-06-15T12:00:01.000Z" },
    ]);
  });

  test("does its work when its time has come, not before", async () => {
    const bench = new Bench();
    await order(bench, "create_assets", [{}, {}]);
    const total = async (): Promise<number> => (await bench.data<Page>("GET /assets")).pagination.total;

    bench.advance(999);
    expect(await total()).toBe(0);
    bench.advance(1);
    expect(await total()).toBe(2);
  });

  test("that is cancelled does nothing and stays cancelled", async () => {
    const bench = new Bench();
    const id = await order(bench, "create_assets", [{}]);

    const cancelled = await bench.call(`POST /batches/${id}/cancel`);
    bench.advance(2000);

    expect(cancelled).toMatchObject({ status: 200, body: { batch_id: id, status: "cancelled" } });
    expect(await bench.data(`GET /batches/${id}`)).toEqual(cancelled.body);
    expect(await bench.data(`GET /batches/${id}/result`)).toMatchObject({ status: "cancelled", successful_items: 0 });
    expect(await bench.data<Page>("GET /assets")).toMatchObject({ data: [] });
  });

  test("that has ended cannot be cancelled, and one under way has no result", async () => {
    const bench = new Bench();
    const id = await order(bench, "create_assets", [{}]);

    const early = await bench.refusal(`GET /batches/${id}/result`);
    bench.advance(1000);
    const late = await bench.refusal(`POST /batches/${id}/cancel`);

    expect(early).toEqual({ code: "409 CONFLICT", details: { batch_id: id, status: "pending" } });
    expect(late).toEqual({ code: "409 CONFLICT", details: { batch_id: id, status: "completed" } });
  });

  test("fails when every item does", async () => {
    const bench = new Bench();
    const id = await order(bench, "verify_assets", [{ asset_id: "nobody" }, {}]);

    bench.advance(1000);

    expect(await bench.data(`GET /batches/${id}`)).toMatchObject({
      status: "failed",
      error_message: expect.any(String),
    });
    expect(await bench.data(`GET /batches/${id}/result`)).toMatchObject({
      status: "failed",
      total_items: 2,
      failed_items: 2,
      results: [],
      errors: [
        { index: 0, code: "NOT_FOUND" },
        { index: 1, code: "VALIDATION_ERROR" },
      ],
    });
  });
});

describe("an operation", () => {
  test("create_assets makes assets and lists faulty items", async () => {
    const bench = new Bench();

    const result = await finish(bench, "create_assets", [{ external_id: "a" }, { config: 1 }]);

    expect(result).toEqual({
      batch_id: expect.stringMatching(/^bat_/),
      operation: "create_assets",
      status: "completed",
      total_items: 2,
      successful_items: 1,
      failed_items: 1,
      results: [expect.objectContaining({ external_id: "a", created_at: "2025-06-15T12:00:01.000Z" })],
      errors: [expect.objectContaining({ index: 1, code: "VALIDATION_ERROR" })],
    });
  });

  test("revoke_assets revokes, and verify_assets sees it", async () => {
    const bench = new Bench();
    const asset_id = await bench.createAsset();

    const revoked = await finish(bench, "revoke_assets", [{ asset_id, reason: "recall" }]);
    const verified = await finish(bench, "verify_assets", [{ asset_id }]);

    expect(revoked).toMatchObject({ results: [{ asset_id, status: "revoked" }], errors: null });
    expect(verified).toMatchObject({ results: [{ asset_id, revocation_status: "revoked" }] });
  });

  test("enroll_documents enrolls", async () => {
    const bench = new Bench();
    const asset_id = await bench.createAsset();
    const print = { fingerprint_hash: "a", descriptor_version: "v1", substrate_type: "S_fb" };

    const result = await finish(bench, "enroll_documents", [{ asset_id, ...print }]);

    expect(result).toMatchObject({ results: [{ asset_id, ...print }] });
    expect(await bench.data("POST /documents/verify", print)).toMatchObject({ matched: true, asset_id });
  });

  test("that nobody knows is refused, and so is a job without items", async () => {
    const bench = new Bench();

    const refusal = await bench.refusal("POST /batches", { operation: "toString", items: [] });

    expect(Object.keys(refusal.details)).toEqual(["items", "operation"]);
  });

  test("needs its own permission", async () => {
    const bench = new Bench();
    const options = { key: bench.fixtures.limitedApiKey };

    const refusal = await bench.refusal("POST /batches", { operation: "create_assets", items: [{}] }, options);

    expect(refusal).toEqual({ code: "403 INSUFFICIENT_PERMISSIONS", details: { required: "assets:write" } });
  });
});

test("jobs are listed newest first, as many as were asked for", async () => {
  const bench = new Bench();
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) ids.unshift(await order(bench, "create_assets", [{}]));

  const jobs = await bench.data<Facts[]>("GET /batches?limit=2");

  expect(jobs.map(({ batch_id }) => batch_id)).toEqual(ids.slice(0, 2));
});
