import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const day = 24 * 60 * 60 * 1000;

test("the current tenant is the key's", async () => {
  const bench = new Bench();

  const [own, other] = [
    await bench.data("GET /tenants/current"),
    await bench.data("GET /tenants/current", undefined, { key: bench.fixtures.otherApiKey }),
  ];

  expect(own).toEqual({
    id: "tnt_test",
    name: "Test",
    plan: "enterprise",
    status: "active",
    created_at: "2024-01-01T00:00:00.000Z",
  });
  expect(other).toMatchObject({ id: "tnt_other" });
});

test("limits are five numbers", async () => {
  const bench = new Bench();

  const limits = await bench.data("GET /tenants/limits", undefined, { key: bench.fixtures.smallApiKey });

  expect(limits).toEqual({
    max_assets: 2,
    max_api_calls_per_month: 100_000_000,
    max_keys: 2,
    max_webhooks: 1,
    max_batch_size: 1000,
  });
});

describe("usage", () => {
  test("counts calls, assets, verifications and documents", async () => {
    const bench = new Bench();
    const asset_id = await bench.createAsset();
    await bench.call(`POST /assets/${asset_id}/verify`);
    await bench.call("POST /assets/batch-verify", { asset_ids: [asset_id, asset_id] });
    await bench.call("GET /assets/nobody");
    const print = { fingerprint_hash: "a", descriptor_version: "v1", substrate_type: "S_fb" };
    await bench.call("POST /documents", { asset_id, ...print });

    const usage = await bench.data("GET /tenants/usage");

    expect(usage).toEqual({
      api_calls: 5,
      assets_created: 1,
      verifications: 3,
      documents_enrolled: 1,
      bandwidth_mb: expect.any(Number),
      period_start: "2025-06-01T00:00:00.000Z",
      period_end: "2025-07-01T00:00:00.000Z",
    });
    expect(usage["bandwidth_mb"]).toBeGreaterThan(0);
  });

  test.each([
    ["day", 1, "2025-06-16", "2025-06-17"],
    ["week", 1, "2025-06-16", "2025-06-23"],
    ["month", 2, "2025-06-01", "2025-07-01"],
    ["year", 2, "2025-01-01", "2026-01-01"],
  ])("of the %s is counted from its first moment", async (period, assets_created, start, end) => {
    const bench = new Bench();
    await bench.createAsset();
    bench.advance(day);
    await bench.createAsset();

    const usage = await bench.data(`GET /tenants/usage?period=${period}`);

    expect(usage).toMatchObject({
      api_calls: assets_created,
      assets_created,
      period_start: `${start}T00:00:00.000Z`,
      period_end: `${end}T00:00:00.000Z`,
    });
  });

  test("of an unknown period is refused", async () => {
    const bench = new Bench();

    expect((await bench.refusal("GET /tenants/usage?period=decade")).details).toEqual({
      period: "must be one of month, day, week, year",
    });
  });
});

test.each([
  [
    "",
    [
      ["/v1/assets", "POST", 1, 0],
      ["/v1/assets/:id", "GET", 3, 2],
      ["/v1/keys", "GET", 1, 0],
    ],
  ],
  [
    "?group_by=resource_type",
    [
      ["assets", "*", 4, 2],
      ["keys", "*", 1, 0],
    ],
  ],
  [
    "?group_by=status_code",
    [
      ["201", "*", 1, 0],
      ["200", "*", 2, 0],
      ["404", "*", 2, 2],
    ],
  ],
])("a breakdown counts calls and errors by endpoint, resource or status: %s", async (query, expected) => {
  const bench = new Bench();
  const id = await bench.createAsset();
  for (const asset of [id, "nobody", "nobody"]) await bench.call(`GET /assets/${asset}`);
  await bench.call("GET /keys");

  const rows = await bench.data<Facts[]>(`GET /tenants/usage/breakdown${query}`);

  const shape = ["endpoint", "method", "count", "avg_latency_ms", "error_count"];
  expect(rows.map((row) => Object.keys(row))).toEqual(expected.map(() => shape));
  expect(rows.map((row) => [row["endpoint"], row["method"], row["count"], row["error_count"]])).toEqual(expected);
});

test("the quota is limits and the month's usage together", async () => {
  const bench = new Bench();
  await bench.createAsset();

  const quota = await bench.data("GET /quota");

  expect(quota).toMatchObject({ limits: await bench.data("GET /tenants/limits"), usage: { assets_created: 1 } });
});
