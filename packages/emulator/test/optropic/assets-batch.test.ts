import { expect, test } from "vitest";
import { Bench, type Page } from "./harness.ts";

test("a batch creates every sound asset and lists the others with their index", async () => {
  const bench = new Bench();

  const answer = await bench.data("POST /assets/batch", {
    assets: [{ external_id: "a" }, { config: 3 }, "no", { external_id: "d" }],
  });

  expect(answer).toMatchObject({
    created: 2,
    requested: 4,
    assets: [{ external_id: "a" }, { external_id: "d" }],
    errors: [
      { index: 1, code: "VALIDATION_ERROR", details: { config: "must be an object" } },
      { index: 2, code: "VALIDATION_ERROR", details: { body: "must be a JSON object" } },
    ],
  });
  expect(await bench.data<Page>("GET /assets")).toMatchObject({ pagination: { total: 2 } });
});

test("a batch without faults has null for errors", async () => {
  const bench = new Bench();

  const answer = await bench.data("POST /assets/batch", { assets: [{}] });

  expect(answer["errors"]).toBeNull();
});

test("a batch notes the keyset that it names", async () => {
  const bench = new Bench();

  const answer = await bench.data("POST /assets/batch", { keyset_id: "ks_1", assets: [{}] });

  expect(answer["assets"]).toMatchObject([{ keyset_id: "ks_1" }]);
});

test("batch-verify judges each asset and lists unknown ones as errors", async () => {
  const bench = new Bench();
  const [clear, revoked] = [await bench.createAsset(), await bench.createAsset()];
  await bench.call(`POST /assets/${revoked}/revoke`, { reason: "lost" });

  const answer = await bench.call("POST /assets/batch-verify", { asset_ids: [clear, "nobody", revoked] });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    verified: 2,
    requested: 3,
    results: [
      { asset_id: clear, signature_valid: true, revocation_status: "clear" },
      { asset_id: revoked, signature_valid: true, revocation_status: "revoked" },
    ],
    errors: [{ index: 1, asset_id: "nobody", code: "NOT_FOUND" }],
  });
});

test("batch-revoke revokes what it finds", async () => {
  const bench = new Bench();
  const id = await bench.createAsset();

  const answer = await bench.data("POST /assets/batch-revoke", { asset_ids: [id, "nobody"], reason: "recall" });

  expect(answer).toMatchObject({ revoked: 1, requested: 2, results: [{ asset_id: id, status: "revoked" }] });
  expect(await bench.data(`GET /assets/${id}`)).toMatchObject({ status: "revoked", revocation_reason: "recall" });
});

test.each([
  ["POST /assets/batch", { assets: [] }, "assets"],
  ["POST /assets/batch", { assets: Array.from({ length: 1001 }, () => ({})) }, "assets"],
  ["POST /assets/batch-verify", { asset_ids: [1] }, "asset_ids"],
  ["POST /assets/batch-revoke", { asset_ids: ["a"] }, "reason"],
])("%s refuses a list that is empty, too long or of other things, and a missing reason", async (route, body, field) => {
  const bench = new Bench();

  const refusal = await bench.refusal(route, body);

  expect(refusal.code).toBe("400 VALIDATION_ERROR");
  expect(Object.keys(refusal.details)).toEqual([field]);
});

test("assets beyond the tenant's quota are errors of their own", async () => {
  const bench = new Bench();

  const answer = await bench.data("POST /assets/batch", { assets: [{}, {}, {}] }, { key: bench.fixtures.smallApiKey });

  expect(answer).toMatchObject({ created: 2, errors: [{ index: 2, code: "QUOTA_EXCEEDED" }] });
});
