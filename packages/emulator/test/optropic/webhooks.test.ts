import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const hook = { url: "https://shop.example/hook", events: ["asset.created"], description: "Shop" };

async function createWebhook(bench: Bench, settings: object = hook): Promise<string> {
  const { id } = await bench.data<{ id: string }>("POST /webhooks", settings);
  return id;
}

async function deliveries(bench: Bench, id: string): Promise<readonly Facts[]> {
  return await bench.data<Facts[]>(`GET /webhooks/${id}/deliveries`);
}

test("a created endpoint comes with its secret, once", async () => {
  const bench = new Bench();

  const { secret, ...endpoint } = await bench.data("POST /webhooks", hook);

  expect(secret).toMatch(/^whsec_/);
  expect(endpoint).toEqual({
    ...hook,
    id: expect.stringMatching(/^whk_/),
    is_active: true,
    created_at: "2025-06-15T12:00:00.000Z",
  });
  expect(await bench.data("GET /webhooks")).toEqual([endpoint]);
  expect(await bench.data(`GET /webhooks/${String(endpoint["id"])}`)).toEqual(endpoint);
});

test("an endpoint can be changed", async () => {
  const bench = new Bench();
  const id = await createWebhook(bench);
  bench.advance(1000);

  const updated = await bench.data(`PATCH /webhooks/${id}`, { url: "http://localhost:1", is_active: false });

  expect(updated).toMatchObject({ url: "http://localhost:1", events: hook.events, description: "Shop" });
  expect(updated).toMatchObject({ is_active: false, updated_at: "2025-06-15T12:00:01.000Z" });
  expect(await bench.data(`GET /webhooks/${id}`)).toEqual(updated);
});

test("a deleted endpoint is gone with its deliveries", async () => {
  const bench = new Bench();
  const id = await createWebhook(bench);

  expect((await bench.call(`DELETE /webhooks/${id}`)).status).toBe(204);
  expect(await bench.data("GET /webhooks")).toEqual([]);
  expect((await bench.refusal(`DELETE /webhooks/${id}`)).code).toBe("404 NOT_FOUND");
  expect((await bench.refusal(`GET /webhooks/${id}/deliveries`)).code).toBe("404 NOT_FOUND");
});

test.each(["shop.example", "ftp://shop.example", ""])("an endpoint cannot have the address %j", async (url) => {
  const bench = new Bench();

  const refusal = await bench.refusal("POST /webhooks", { url });

  expect(refusal.code).toBe("400 VALIDATION_ERROR");
  expect(Object.keys(refusal.details)).toEqual(["url"]);
});

describe("deliveries", () => {
  test("wait for what happened to assets, and are never sent", async () => {
    const bench = new Bench();
    const id = await createWebhook(bench);

    await bench.createAsset();

    expect(await deliveries(bench, id)).toEqual([
      {
        id: expect.stringMatching(/^dlv_/),
        event_type: "asset.created",
        status: "pending",
        attempts: 0,
        created_at: "2025-06-15T12:00:00.000Z",
      },
    ]);
  });

  test("are of the endpoint's events only, of all where it names none", async () => {
    const bench = new Bench();
    const some = await createWebhook(bench, { ...hook, events: ["asset.verified"] });
    const all = await createWebhook(bench, { url: hook.url });
    const asset = await bench.createAsset();

    await bench.call(`POST /assets/${asset}/verify`);
    await bench.call(`POST /assets/${asset}/revoke`, { reason: "lost" });

    const types = (rows: readonly Facts[]): readonly unknown[] => rows.map(({ event_type }) => event_type);
    expect(types(await deliveries(bench, some))).toEqual(["asset.verified"]);
    expect(types(await deliveries(bench, all))).toEqual(["asset.created", "asset.verified", "asset.revoked"]);
  });

  test("end when the endpoint is switched off", async () => {
    const bench = new Bench();
    const id = await createWebhook(bench);
    await bench.call(`PATCH /webhooks/${id}`, { is_active: false });

    await bench.createAsset();

    expect(await deliveries(bench, id)).toEqual([]);
  });
});

test("a tenant with as many endpoints as it may have is refused with 402", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.smallApiKey };
  await bench.data("POST /webhooks", hook, options);

  expect((await bench.refusal("POST /webhooks", hook, options)).code).toBe("402 QUOTA_EXCEEDED");
});
