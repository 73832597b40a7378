import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

test("a created issuer can be fetched, listed, changed and deleted", async () => {
  const bench = new Bench();
  const body = { name: "Shop", available_scopes: ["read"], settings: { access: { mode: "open" } }, metadata: { a: 1 } };

  const { status, data: created } = await bench.send("POST issuers", { body });
  const path = `issuers/${String(created["id"])}`;

  expect(status).toBe(201);
  expect(created).toMatchObject({ ...body, account_id: "acc_test", status: "active", description: null });
  expect(await bench.data(`GET ${path}`)).toEqual(created);
  expect((await bench.list("issuers")).data.map(({ id }) => id)).toEqual([created["id"], "iss_test"]);
  expect(await bench.data(`PATCH ${path}`, { description: "d" })).toMatchObject({ ...body, description: "d" });
  expect((await bench.send(`DELETE ${path}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${path}`)).toBe("404 not_found");
  expect((await bench.list("issuers")).data).toHaveLength(1);
});

test("the list sums up what an issuer has", async () => {
  const bench = new Bench();
  const body = {
    name: "Shop",
    available_scopes: ["a", "b"],
    settings: { access: { mode: "open" }, branding: { logo: "x" } },
  };
  const id = await bench.create("issuers", body);
  await bench.data(`POST issuers/${id}/auth-methods`, { type: "password" });
  await bench.data(`POST issuers/${id}/auth-methods`, { type: "passkey", enabled: false });

  const [item] = (await bench.list("issuers")).data;

  expect(item).toMatchObject({
    access_mode: "open",
    auth_method_count: 2,
    enabled_login_method_count: 1,
    enabled_signup_method_count: 1,
    available_scope_count: 2,
    branding_configured: true,
    readiness: "ready",
  });
});

test("the list can be narrowed by name, status, access mode and readiness", async () => {
  const bench = new Bench();
  await bench.create("issuers", { name: "Shop", status: "paused", settings: { access: { mode: "open" } } });
  const names = async (query: string): Promise<unknown[]> =>
    (await bench.list(`issuers?${query}`)).data.map(({ name }) => name);

  expect(await names("q=SHO")).toEqual(["Shop"]);
  expect(await names("status=paused")).toEqual(["Shop"]);
  expect(await names("access_mode=open")).toEqual(["Shop"]);
  expect(await names("readiness=ready")).toEqual([]);
  expect(await names("status=")).toEqual(["Shop", "test"]);
});

test("a new status brings its time, an old one does not", async () => {
  const bench = new Bench();

  const same = await bench.data("PATCH issuers/iss_test", { status: "active" });
  const other = await bench.data("PATCH issuers/iss_test", { status: "paused" });

  expect(same).not.toHaveProperty("status_at");
  expect(other["status_at"]).toEqual(expect.any(Number));
});

test("what belongs to an issuer ends with it", async () => {
  const bench = new Bench();
  const { accessToken } = bench.fixtures;

  await bench.send("DELETE issuers/iss_test");

  expect(await bench.refusal("GET issuers/iss_test/users")).toBe("404 not_found");
  expect(await bench.refusal("GET tokens/tok_test")).toBe("404 not_found");
  expect(await bench.refusal("GET issuers", { as: `Bearer ${accessToken}` })).toBe("401 unauthorized_client");
});
