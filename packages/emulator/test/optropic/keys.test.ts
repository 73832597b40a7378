import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const day = 24 * 60 * 60 * 1000;

interface MadeKey extends Facts {
  readonly id: string;
  readonly key: string;
}

async function createKey(bench: Bench, settings: object = {}): Promise<MadeKey> {
  return await bench.data("POST /keys", { environment: "live", tenant_id: bench.fixtures.tenantId, ...settings });
}

async function statusWith(bench: Bench, key: string): Promise<number> {
  const { status } = await bench.call("GET /keys/current", undefined, { key });
  return status;
}

describe("a created key", () => {
  test("is shown once with its secret and a warning", async () => {
    const bench = new Bench();

    const made = await createKey(bench, { label: "ci", permissions: ["assets:read"] });

    expect(made).toEqual({
      id: expect.stringMatching(/^key_/),
      key: expect.stringMatching(/^optr_live_[0-9A-Za-z]{32}$/),
      warning: expect.any(String),
      key_prefix: made.key.slice(0, "optr_live_".length + 4),
      environment: "live",
      permissions: ["assets:read"],
      rate_limit_per_hour: 1_000_000,
      created_at: "2025-06-15T12:00:00.000Z",
      is_active: true,
      label: "ci",
    });
  });

  test("is fetched and listed without its secret", async () => {
    const bench = new Bench();
    const { key, warning: _warning, ...meta } = await createKey(bench, { label: "ci" });

    const listed = await bench.data<Facts[]>("GET /keys");

    expect(await bench.data(`GET /keys/${String(meta["id"])}`)).toEqual(meta);
    expect(listed.at(-1)).toEqual(meta);
    expect(JSON.stringify(listed)).not.toContain(key);
  });

  test("works with its permissions only until it is revoked, then it is unknown for good", async () => {
    const bench = new Bench();
    const { id, key } = await createKey(bench, { permissions: ["assets:read"] });

    expect((await bench.call("GET /assets", undefined, { key })).status).toBe(200);
    expect((await bench.refusal("GET /keys", undefined, { key })).code).toBe("403 INSUFFICIENT_PERMISSIONS");
    expect((await bench.call(`DELETE /keys/${id}`)).status).toBe(204);
    expect((await bench.refusal("GET /assets", undefined, { key })).code).toBe("401 REVOKED_API_KEY");
    expect(await bench.data(`GET /keys/${id}`)).toMatchObject({ is_active: false });
  });

  test("can be revoked twice", async () => {
    const bench = new Bench();
    const { id } = await createKey(bench);

    expect((await bench.call(`DELETE /keys/${id}`)).status).toBe(204);
    expect((await bench.call(`DELETE /keys/${id}`)).status).toBe(204);
  });

  test("has every permission where none is named", async () => {
    const bench = new Bench();

    const { permissions } = await createKey(bench);

    expect(permissions).toHaveLength(12);
  });

  test.each([
    ["live", /^optr_live_/, false],
    ["test", /^optr_test_/, true],
    ["sandbox", /^optr_sandbox_/, true],
    ["staging", /^optr_live_/, false],
  ])("of the environment %s has its prefix, and its assets follow", async (environment, prefix, isSandbox) => {
    const bench = new Bench();

    const { key } = await createKey(bench, { environment });

    expect(key).toMatch(prefix);
    expect(await bench.data("POST /assets", {}, { key })).toMatchObject({ is_sandbox: isSandbox });
  });

  test("works for as many days as were asked for", async () => {
    const bench = new Bench();
    const { key } = await createKey(bench, { expires_in_days: 2 });

    bench.advance(2 * day - 1);
    expect(await statusWith(bench, key)).toBe(200);
    bench.advance(1);
    expect((await bench.refusal("GET /assets", undefined, { key })).code).toBe("401 EXPIRED_API_KEY");
  });

  test("with addresses works from these only, 127.0.0.1 where nothing was forwarded", async () => {
    const bench = new Bench();
    const { key } = await createKey(bench, { allowed_ips: ["203.0.113.1"] });
    const forwarded = { key, headers: { "X-Forwarded-For": "203.0.113.1, 10.0.0.1" } };

    expect((await bench.call("GET /assets", undefined, forwarded)).status).toBe(200);
    expect(await bench.refusal("GET /assets", undefined, { key })).toEqual({
      code: "403 INSUFFICIENT_PERMISSIONS",
      details: { address: "127.0.0.1" },
    });
  });
});

test("a tenant id that is another tenant's is refused, one that nobody has stands for the caller's", async () => {
  const bench = new Bench();
  const body = { environment: "live", tenant_id: "tnt_other" };

  expect((await bench.refusal("POST /keys", body)).code).toBe("403 INSUFFICIENT_PERMISSIONS");
  expect((await bench.call("POST /keys", { ...body, tenant_id: "t_123" })).status).toBe(201);
});

test("environment and tenant are required", async () => {
  const bench = new Bench();

  const refusal = await bench.refusal("POST /keys", {});

  expect(refusal.details).toEqual({ tenant_id: "is required", environment: "is required" });
});

test("a label can be changed, and only that", async () => {
  const bench = new Bench();
  const { id } = await createKey(bench, { label: "ci" });

  const updated = await bench.data(`PATCH /keys/${id}`, { label: "deploy", environment: "test" });

  expect(updated).toMatchObject({ id, label: "deploy", environment: "live" });
});

test("the current key says what it may do and when it was last used", async () => {
  const bench = new Bench();
  const settings = { label: "ci", expires_in_days: 1, rate_limit_per_minute: 50, permissions: [] };
  const { id, key } = await createKey(bench, settings);

  const current = await bench.data("GET /keys/current", undefined, { key });

  expect(current).toEqual({
    key_id: id,
    name: "ci",
    permissions: [],
    rate_limit: 50,
    expires_at: "2025-06-16T12:00:00.000Z",
    last_used_at: "2025-06-15T12:00:00.000Z",
    allowed_ips: [],
  });
});

describe("rotation", () => {
  test("gives a new key with the same settings, and the old one works on for 24 hours", async () => {
    const bench = new Bench();
    const old = await createKey(bench, { label: "ci", permissions: ["assets:read"], rate_limit_per_minute: 50 });

    const rotation = await bench.data<Record<string, string>>(`POST /keys/${old.id}/rotate`);

    const key = rotation["new_key_value"] ?? "";
    expect(rotation).toEqual({
      old_key_id: old.id,
      new_key_id: expect.stringMatching(/^key_/),
      new_key_value: expect.stringMatching(/^optr_live_/),
      grace_period_until: "2025-06-16T12:00:00.000Z",
    });
    expect(await bench.data("GET /keys/current", undefined, { key })).toMatchObject({
      key_id: rotation["new_key_id"],
      name: "ci",
      permissions: ["assets:read"],
      rate_limit: 50,
    });
    bench.advance(day - 1);
    expect(await statusWith(bench, old.key)).toBe(200);
    bench.advance(1);
    expect([await statusWith(bench, old.key), await statusWith(bench, key)]).toEqual([401, 200]);
  });

  test("without a grace period ends the old key at once", async () => {
    const bench = new Bench();
    const { id, key } = await createKey(bench);

    await bench.data(`POST /keys/${id}/rotate`, { grace_period_hours: 0 });

    expect(await statusWith(bench, key)).toBe(401);
  });

  test("of a revoked key is a conflict", async () => {
    const bench = new Bench();
    const { id } = await createKey(bench);
    await bench.call(`DELETE /keys/${id}`);

    expect((await bench.refusal(`POST /keys/${id}/rotate`)).code).toBe("409 CONFLICT");
  });
});

test("a tenant with as many working keys as it may have is refused, until one is revoked", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.smallApiKey };
  const body = { environment: "live", tenant_id: "tnt_small" };
  const { id } = await bench.data("POST /keys", body, options);

  expect((await bench.refusal("POST /keys", body, options)).code).toBe("402 QUOTA_EXCEEDED");
  await bench.call(`DELETE /keys/${String(id)}`, undefined, options);
  expect((await bench.call("POST /keys", body, options)).status).toBe(201);
});

test.each(["GET /keys/key_1", "PATCH /keys/key_1", "DELETE /keys/key_1", "POST /keys/key_1/rotate"])(
  "an unknown key is a 404: %s",
  async (route) => {
    const bench = new Bench();

    const body = route.startsWith("PATCH") ? { label: "a" } : undefined;

    expect((await bench.refusal(route, body)).code).toBe("404 NOT_FOUND");
  },
);
