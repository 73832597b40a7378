import { expect, test } from "vitest";
import { bearer, Bench } from "./harness.ts";

const ofUser = "issuers/iss_test/users/usr_owner/tokens";
const body = { name: "ci", restrictions: { scopes: ["read"] } };

test("a creation answers with the token's text alone, shown once, and it works", async () => {
  const bench = new Bench();

  const { status, data } = await bench.send(`POST ${ofUser}`, { body });

  expect(status).toBe(201);
  expect(Object.keys(data)).toEqual(["token_plain"]);
  expect((await bench.send("GET issuers", { as: bearer(data["token_plain"]) })).status).toBe(200);
  const shown = [await bench.send(`GET ${ofUser}`), await bench.send("GET events")];
  expect(shown.map(({ text }) => text.includes(String(data["token_plain"])))).toEqual([false, false]);
});

test("a token is listed below its user and read below the account", async () => {
  const bench = new Bench();
  await bench.data(`POST ${ofUser}`, body);

  const [item] = (await bench.list(ofUser)).data;
  const token = await bench.data(`GET tokens/${String(item?.["id"])}`);

  expect(item).toMatchObject({ name: "ci", scopes: ["read"], status: "active", user_id: "usr_owner" });
  expect(token).toMatchObject({ name: "ci", restrictions: { scopes: ["read"] }, type: "personal_token" });
});

test("a revoked token is still there and no longer works; a deleted one is gone", async () => {
  const bench = new Bench();
  const as = bearer(bench.fixtures.accessToken);

  expect(await bench.data("POST tokens/tok_test/revoke", { reason: "lost" })).toMatchObject({
    status: "revoked",
    status_reason: "lost",
  });
  expect(await bench.refusal("GET issuers", { as })).toBe("401 unauthorized_client");
  expect((await bench.send("DELETE tokens/tok_test")).status).toBe(204);
  expect(await bench.refusal("GET tokens/tok_test")).toBe("404 not_found");
});

test("the list can be narrowed to the tokens that have ended", async () => {
  const bench = new Bench();

  const { data } = await bench.list("issuers/iss_test/users/usr_test/tokens?status=expired");

  expect(data.map(({ id }) => id)).toEqual(["tok_expired"]);
});

test("a user has 50 active tokens at most", async () => {
  const bench = new Bench();
  const path = "issuers/iss_test/users/usr_pending/tokens";
  for (let count = 1; count <= 50; count += 1) await bench.data(`POST ${path}`, body);

  expect(await bench.refusal(`POST ${path}`, { body })).toBe("409 conflict");
  const [item] = (await bench.list(path)).data;
  await bench.data(`POST tokens/${String(item?.["id"])}/revoke`);
  expect((await bench.send(`POST ${path}`, { body })).status).toBe(201);
});

test("introspection knows the active tokens of the issuer", async () => {
  const bench = new Bench();
  const { accessToken, expiredAccessToken } = bench.fixtures;
  const issuer = await bench.create("issuers", { name: "other" });
  const look = async (id: string, token: string): Promise<unknown> =>
    await bench.data(`POST issuers/${id}/tokens/introspect`, { token });

  expect(await look("iss_test", accessToken)).toEqual({
    active: true,
    sub: "usr_test",
    issuer_id: "iss_test",
    jti: "tok_test",
    scope: "*",
    token_type: "Bearer",
  });
  expect(await look("iss_test", expiredAccessToken)).toEqual({ active: false });
  expect(await look("iss_test", "nonsense")).toEqual({ active: false });
  expect(await look(issuer, accessToken)).toEqual({ active: false });
  expect(await bench.refusal("POST issuers/iss_test/tokens/introspect", { body: {} })).toBe("422 invalid_request");
});
