import { expect, test } from "vitest";
import { bearer, Bench } from "./harness.ts";

const path = "issuers/iss_test/users";

test("a user comes from a username and a profile", async () => {
  const bench = new Bench();
  const body = { username_type: "email", username: "alice@example.com", profile: { first_name: "Alice" } };

  const { status, data: created } = await bench.send(`POST ${path}`, { body });

  expect(status).toBe(201);
  expect(created).toMatchObject({ ...body, issuer_id: "iss_test", status: "active" });
  expect(await bench.data(`GET ${path}/${String(created["id"])}`)).toEqual(created);
});

test("a user comes from an address and a display name too", async () => {
  const bench = new Bench();

  const created = await bench.data(`POST ${path}`, {
    email: "alice@example.com",
    display_name: "Alice",
    password: "p",
  });
  const changed = await bench.data(`PATCH ${path}/${String(created["id"])}`, { display_name: "Bob" });

  expect(created).toMatchObject({
    username_type: "email",
    username: "alice@example.com",
    profile: { display_name: "Alice" },
  });
  expect(created).not.toHaveProperty("password");
  expect(changed).toMatchObject({ username: "alice@example.com", profile: { display_name: "Bob" } });
});

test("a display name leaves the rest of the profile alone, a profile replaces it", async () => {
  const bench = new Bench();
  const id = await bench.create(path, { username: "alice", profile: { first_name: "Alice" } });

  const named = await bench.data(`PATCH ${path}/${id}`, { display_name: "A" });
  const replaced = await bench.data(`PATCH ${path}/${id}`, { profile: { last_name: "B" } });

  expect(named["profile"]).toEqual({ first_name: "Alice", display_name: "A" });
  expect(replaced["profile"]).toEqual({ last_name: "B" });
});

test("nothing is required: without a name the id is one", async () => {
  const created = await new Bench().data(`POST ${path}`, {});

  expect(created).toMatchObject({ username_type: "username", username: created["id"] });
});

test("the list names a user by user_id and hashes the name", async () => {
  const bench = new Bench();
  const id = await bench.create(path, { email: "Alice@Example.com" });

  const [item] = (await bench.list(path)).data;

  expect(item).toMatchObject({
    user_id: id,
    username_type: "email",
    username_hash: "ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976",
  });
  expect(item).not.toHaveProperty("id");
});

test("a status can be changed and asked for, and says when and by whom", async () => {
  const bench = new Bench();

  const suspended = await bench.data(`PATCH ${path}/usr_owner`, { status: "suspended", status_reason: "late" });

  expect(suspended).toMatchObject({ status: "suspended", status_reason: "late", status_by: "key_test" });
  expect((await bench.list(`${path}?status=suspended`)).data).toMatchObject([{ user_id: "usr_owner" }]);
  expect((await bench.list(`${path}?status=active`)).data).toHaveLength(2);
});

test("a deleted user is 404 and only in the list of the deleted", async () => {
  const bench = new Bench();

  expect((await bench.send(`DELETE ${path}/usr_owner`)).status).toBe(204);

  expect(await bench.refusal(`GET ${path}/usr_owner`)).toBe("404 not_found");
  expect(await bench.refusal(`DELETE ${path}/usr_owner`)).toBe("404 not_found");
  expect((await bench.list(path)).data).toHaveLength(2);
  expect((await bench.list(`${path}?status=deleted`)).data).toMatchObject([
    { user_id: "usr_owner", status: "deleted" },
  ]);
});

test("tokens, sessions and memberships end with their user", async () => {
  const bench = new Bench();
  const organization = `issuers/iss_test/organizations/${await bench.create("issuers/iss_test/organizations")}`;
  await bench.data(`POST ${organization}/members`, { user_id: "usr_test" });

  await bench.send(`DELETE ${path}/usr_test`);

  expect(await bench.refusal("GET tokens/tok_test")).toBe("404 not_found");
  expect(await bench.refusal("GET issuers/iss_test/sessions/ses_test")).toBe("404 not_found");
  expect((await bench.list(`${organization}/members`)).data).toEqual([]);
  expect(await bench.refusal("GET issuers", { as: bearer(bench.fixtures.accessToken) })).toBe(
    "401 unauthorized_client",
  );
});

test("the tokens of a suspended user do not work until the user is active again", async () => {
  const bench = new Bench();
  const as = bearer(bench.fixtures.accessToken);

  await bench.data(`PATCH ${path}/usr_test`, { status: "suspended" });
  expect(await bench.refusal("GET issuers", { as })).toBe("401 unauthorized_client");
  await bench.data(`PATCH ${path}/usr_test`, { status: "active" });
  expect((await bench.send("GET issuers", { as })).status).toBe(200);
});
