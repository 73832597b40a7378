import { describe, expect, test } from "vitest";
import { basic, Bench, type Fields } from "./harness.ts";

const shop = { name: "Shop", restrictions: { scopes: ["read"], ip_allowlist: ["203.0.113.1"] }, tags: ["t"] };

function credential(key: Fields): string {
  return basic(String(key["id"]), String(key["secret_plain"]));
}

async function tryOut(bench: Bench, as: string): Promise<number> {
  return (await bench.send("GET issuers", { as })).status;
}

test("the secret of a key is shown once, and works", async () => {
  const bench = new Bench();

  const { status, data: key } = await bench.send("POST api-keys", { body: shop });

  expect(status).toBe(201);
  expect(key).toMatchObject({ org_id: "org_test", status: "active", secret: { algorithm: "sha256" } });
  expect(await tryOut(bench, credential(key))).toBe(200);
  const secret = String(key["secret_plain"]);
  expect((await bench.send(`GET api-keys/${String(key["id"])}`)).text).not.toContain(secret);
  expect((await bench.send("GET api-keys")).text).not.toContain(secret);
  expect((await bench.send("GET events")).text).not.toContain(secret);
});

test("a caller may bring the secret and its hint", async () => {
  const bench = new Bench();

  const key = await bench.data("POST api-keys", { ...shop, secret: "my-own-secret", secret_hint: "my-o" });

  expect(key).toMatchObject({ secret_plain: "my-own-secret", secret: { hint: "my-o" } });
  expect(await tryOut(bench, credential(key))).toBe(200);
});

test("the list shows scopes, addresses and the hint, and can be narrowed", async () => {
  const bench = new Bench();
  const { id } = await bench.data("POST api-keys", shop);
  await bench.data("POST api-keys/key_legacy/block");
  const ids = async (query: string): Promise<unknown[]> =>
    (await bench.list(`api-keys?${query}`)).data.map((key) => key["id"]);

  const [item] = (await bench.list("api-keys")).data;

  expect(item).toMatchObject({ id, scopes: ["read"], ip_allowlist: ["203.0.113.1"], tags: ["t"] });
  expect(item?.["secret_hint"]).toMatch(/^\w{4}$/);
  expect(await ids("q=sho")).toEqual([id]);
  expect(await ids("status=blocked")).toEqual(["key_legacy"]);
  expect(await ids("status=active")).toEqual([id, "key_test"]);
});

describe("a key that is", () => {
  test.each([
    ["blocked", "block", 401],
    ["revoked", "revoke", 401],
  ])("%s no longer works, and the reason is kept", async (status, action, expected) => {
    const bench = new Bench();
    const key = await bench.data("POST api-keys", shop);

    const answer = await bench.data(`POST api-keys/${String(key["id"])}/${action}`, { reason: "leaked" });

    expect(answer).toMatchObject({ status, status_reason: "leaked", status_by: "key_test" });
    expect(answer["status_at"]).toEqual(expect.any(Number));
    expect(await tryOut(bench, credential(key))).toBe(expected);
  });

  test("unblocked works again, without the reason", async () => {
    const bench = new Bench();
    const key = await bench.data("POST api-keys", shop);
    await bench.data(`POST api-keys/${String(key["id"])}/block`, { reason: "leaked" });

    const answer = await bench.data(`POST api-keys/${String(key["id"])}/unblock`);

    expect(answer).toMatchObject({ status: "active", status_reason: null });
    expect(await tryOut(bench, credential(key))).toBe(200);
  });

  test("rotated has another secret, and the old one is dead", async () => {
    const bench = new Bench();
    const key = await bench.data("POST api-keys", shop);

    const answer = await bench.data(`POST api-keys/${String(key["id"])}/rotate`);

    expect(Object.keys(answer)).toEqual(["secret_plain"]);
    expect(await tryOut(bench, credential(key))).toBe(401);
    expect(await tryOut(bench, credential({ ...key, ...answer }))).toBe(200);
    expect((await bench.list("api-keys")).data[0]?.["last_rotated_at"]).toEqual(expect.any(Number));
  });

  test("past its time says so and no longer works", async () => {
    const bench = new Bench();
    const now = Number((await bench.data("PATCH issuers/iss_test", {}))["updated_at"]);
    const key = await bench.data("POST api-keys", { ...shop, expires_at: now + 1000 });

    bench.advance(1000);

    expect(await bench.refusal("GET issuers", { as: credential(key) })).toBe("401 session_expired");
    expect(await bench.data(`GET api-keys/${String(key["id"])}`)).toMatchObject({ status: "expired" });
    expect((await bench.list("api-keys?status=expired")).data).toHaveLength(1);
  });

  test("deleted is gone", async () => {
    const bench = new Bench();
    const key = await bench.data("POST api-keys", shop);
    const path = `api-keys/${String(key["id"])}`;

    const { status, text } = await bench.send(`DELETE ${path}`);

    expect([status, text]).toEqual([204, ""]);
    expect(await bench.refusal(`GET ${path}`)).toBe("404 not_found");
    expect(await tryOut(bench, credential(key))).toBe(401);
    expect((await bench.list("api-keys?q=shop")).data).toEqual([]);
  });
});

test("an update changes what is sent, scopes included, and no secret", async () => {
  const bench = new Bench();
  const key = await bench.data("POST api-keys", shop);

  const changed = await bench.data(`PATCH api-keys/${String(key["id"])}`, {
    name: "Other",
    restrictions: { scopes: [] },
    secret: "stolen",
  });

  expect(changed).toMatchObject({ name: "Other", tags: ["t"], restrictions: { scopes: [] }, secret: key["secret"] });
  expect(await tryOut(bench, credential(key))).toBe(403);
});

describe("keys of an organization", () => {
  test("are listed there alone, and read with the account's", async () => {
    const bench = new Bench();
    const path = `issuers/iss_test/organizations/${await bench.create("issuers/iss_test/organizations")}`;

    const key = await bench.data(`POST ${path}/api-keys`, shop);

    expect((await bench.list(`${path}/api-keys`)).data).toMatchObject([{ id: key["id"], issuer_id: "iss_test" }]);
    expect((await bench.list("api-keys?q=shop")).data).toEqual([]);
    expect(await bench.data(`GET api-keys/${String(key["id"])}`)).toMatchObject({ name: "Shop" });
  });

  test("end with the organization, and with its issuer", async () => {
    const bench = new Bench();
    const issuer = `issuers/${await bench.create("issuers", { name: "one" })}`;
    const first = `${issuer}/organizations/${await bench.create(`${issuer}/organizations`)}`;
    const second = `${issuer}/organizations/${await bench.create(`${issuer}/organizations`)}`;
    const ofFirst = await bench.create(`${first}/api-keys`, shop);
    const ofSecond = await bench.create(`${second}/api-keys`, shop);

    await bench.send(`DELETE ${first}`);
    expect(await bench.refusal(`GET api-keys/${ofFirst}`)).toBe("404 not_found");
    expect((await bench.send(`GET api-keys/${ofSecond}`)).status).toBe(200);
    await bench.send(`DELETE ${issuer}`);
    expect(await bench.refusal(`GET api-keys/${ofSecond}`)).toBe("404 not_found");
  });
});
