import { describe, expect, test } from "vitest";
import { basic, bearer, Bench } from "./harness.ts";

const quarterHour = 15 * 60 * 1000;

describe("GET /v1/me", () => {
  test("names the key and the one account that it reaches", async () => {
    const bench = new Bench();

    const answer = await bench.send("GET /v1/me");

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      data: {
        type: "api_key",
        key_id: "key_test",
        issuer_id: "iss_platform",
        accounts: [{ account_id: "acc_test", org_id: "org_test", scopes: ["*"] }],
        organizations: [],
      },
    });
  });

  test("names the user of a personal token, and every account that the user owns", async () => {
    const bench = new Bench();

    const own = await bench.data("GET /v1/me", undefined, { as: bearer(bench.fixtures.accessToken) });
    const several = await bench.data("GET /v1/me", undefined, { as: bearer(bench.fixtures.severalAccessToken) });

    expect(own).toMatchObject({ type: "personal_token", user_id: "usr_test", issuer_id: "iss_test" });
    expect(own["accounts"]).toHaveLength(1);
    expect(several["accounts"]).toMatchObject([{ account_id: "acc_test" }, { account_id: "acc_other" }]);
  });

  test("gives a key of an organization no account", async () => {
    const bench = new Bench();
    const organization = await bench.create("issuers/iss_test/organizations");
    const body = { name: "shop", restrictions: { scopes: ["read"] } };
    const key = await bench.data(`POST issuers/iss_test/organizations/${organization}/api-keys`, body);
    const as = basic(String(key["id"]), String(key["secret_plain"]));

    const me = await bench.data("GET /v1/me", undefined, { as });

    expect(me).toMatchObject({ accounts: [], organizations: [{ org_id: organization, scopes: ["read"] }] });
    expect(await bench.refusal("GET issuers", { as })).toBe("404 not_found");
  });

  test("names the organizations that a user is a member of", async () => {
    const bench = new Bench();
    const organization = await bench.create("issuers/iss_test/organizations");
    const member = { user_id: "usr_test", scopes: ["read"] };
    await bench.data(`POST issuers/iss_test/organizations/${organization}/members`, member);

    const me = await bench.data("GET /v1/me", undefined, { as: bearer(bench.fixtures.accessToken) });

    expect(me["organizations"]).toEqual([{ org_id: organization, scopes: ["read"] }]);
  });
});

test.each([
  ["no credential", ""],
  ["another scheme", "Digest key_test"],
  ["a wrong secret", basic("key_test", "wrong")],
  ["an unknown key", basic("key_nobody", "wrong")],
  ["text that is not Base64", "Basic %%%"],
  ["an unknown token", bearer("pat_unknown")],
  ["a bare key id", bearer("key_test")],
])("%s is 401", async (_name, as) => {
  const bench = new Bench();

  expect(await bench.refusal("GET issuers", { as })).toBe("401 unauthorized_client");
  expect(await bench.refusal("GET /v1/me", { as })).toBe("401 unauthorized_client");
});

test("a token that has ended is 401 session_expired, and not before", async () => {
  const bench = new Bench();
  const as = bearer(bench.fixtures.shortAccessToken);

  bench.advance(quarterHour - 1);
  expect((await bench.send("GET issuers", { as })).status).toBe(200);
  bench.advance(1);
  expect(await bench.refusal("GET issuers", { as })).toBe("401 session_expired");
  expect(await bench.refusal("GET issuers", { as: bearer(bench.fixtures.expiredAccessToken) })).toBe(
    "401 session_expired",
  );
  expect((await bench.send("GET issuers", { as: bearer(bench.fixtures.accessToken) })).status).toBe(200);
});

test("a credential without scopes is known and refused everywhere", async () => {
  const bench = new Bench();
  const key = await bench.data("POST api-keys", { name: "naked", restrictions: { scopes: [] } });
  const as = basic(String(key["id"]), String(key["secret_plain"]));

  expect((await bench.send("GET /v1/me", { as })).status).toBe(200);
  expect(await bench.refusal("GET issuers", { as })).toBe("403 insufficient_scope");
  expect(await bench.refusal("POST issuers", { as, body: {} })).toBe("403 insufficient_scope");
});

test("an account of others is as unknown as one that does not exist", async () => {
  const bench = new Bench();
  const { otherAccountId, otherIssuerId, otherKeyId, otherKeySecret } = bench.fixtures;

  expect(await bench.refusal(`GET /v1/accounts/${otherAccountId}/issuers`)).toBe("404 not_found");
  expect(await bench.refusal("GET /v1/accounts/acc_nobody/issuers")).toBe("404 not_found");
  expect(await bench.refusal(`GET issuers/${otherIssuerId}`)).toBe("404 not_found");
  const as = basic(otherKeyId, otherKeySecret);
  expect((await bench.send(`GET /v1/accounts/${otherAccountId}/issuers/${otherIssuerId}`, { as })).status).toBe(200);
});

test("a key may hold a colon in its secret", async () => {
  const bench = new Bench();
  const body = { name: "colon", restrictions: { scopes: ["a"] }, secret: "one:two:ü" };
  const { id } = await bench.data("POST api-keys", body);
  const bytes = new TextEncoder().encode(`${String(id)}:one:two:ü`);

  const answer = await bench.send("GET issuers", { as: `Basic ${btoa(String.fromCharCode(...bytes))}` });

  expect(answer.status).toBe(200);
});

test("only the legacy key may come as a bearer and call its account me", async () => {
  const bench = new Bench();
  const as = bearer(bench.fixtures.legacyKey);

  const account = await bench.data("GET /v1/accounts/me", undefined, { as });

  expect(account["id"]).toBe("acc_test");
  expect((await bench.send("GET /v1/accounts/me/issuers", { as })).status).toBe(200);
  expect(await bench.refusal("GET /v1/accounts/me/issuers")).toBe("404 not_found");
  expect(await bench.refusal("GET /v1/accounts/me", { as: bearer(bench.fixtures.accessToken) })).toBe("404 not_found");
});

test("the same seed gives the same secrets and ids, another seed others", async () => {
  const make = async (seed: number): Promise<string> =>
    new Bench(seed).fixtures.keySecret + (await new Bench(seed).create("issuers", { name: "one" }));

  expect(await make(7)).toBe(await make(7));
  expect(await make(7)).not.toBe(await make(8));
});
