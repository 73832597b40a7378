import { expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const week = 7 * 24 * 60 * 60 * 1000;
const organizations = "issuers/iss_test/organizations";
const body = { email_invited: "Alice@Example.com", scopes: ["read"] };

async function start(): Promise<{ bench: Bench; path: string }> {
  const bench = new Bench();
  return { bench, path: `${organizations}/${await bench.create(organizations)}/invitations` };
}

test("an invitation keeps the address in small letters and waits for a week", async () => {
  const { bench, path } = await start();

  const { status, data } = await bench.send(`POST ${path}`, { body });

  expect(status).toBe(201);
  expect(data).toMatchObject({
    email_invited: "alice@example.com",
    scopes: ["read"],
    status: "pending",
    inviter: { id: "key_test" },
    expires_at: noon + week,
    last_email_sent_at: noon,
  });
  expect(await bench.data(`GET ${path}/${String(data["id"])}`)).toEqual(data);
});

test.each([
  [{}, ["email_invited", "scopes"]],
  [{ ...body, scopes: [] }, ["scopes"]],
  [{ ...body, expires_in_seconds: 0 }, ["expires_in_seconds"]],
])("an invitation from %j is 422", async (wrong, names) => {
  const { bench, path } = await start();

  const answer = await bench.send(`POST ${path}`, { body: wrong });

  expect(answer.status).toBe(422);
  expect(answer.body["fields"]).toMatchObject(names.map((field) => ({ field })));
});

test("an invitation expires at its time", async () => {
  const { bench, path } = await start();
  const id = await bench.create(path, { ...body, expires_in_seconds: 60 });

  bench.advance(59_999);
  expect((await bench.list(`${path}?status=pending`)).data).toHaveLength(1);
  bench.advance(1);
  expect((await bench.list(`${path}?status=expired`)).data).toMatchObject([{ id, status: "expired" }]);
  expect(await bench.refusal(`POST ${path}/${id}/resend`)).toBe("409 conflict");
});

test("an invitation can be changed, sent again and revoked, never deleted", async () => {
  const { bench, path } = await start();
  const id = await bench.create(path, body);
  bench.advance(1000);

  expect(await bench.data(`PATCH ${path}/${id}`, { message: "Welcome" })).toMatchObject({ message: "Welcome" });
  expect(await bench.data(`POST ${path}/${id}/resend`)).toMatchObject({ last_email_sent_at: noon + 1000 });
  expect(await bench.data(`POST ${path}/${id}/revoke`)).toMatchObject({ status: "revoked", revoked_at: noon + 1000 });
  expect(await bench.refusal(`POST ${path}/${id}/resend`)).toBe("409 conflict");
  expect(await bench.refusal(`DELETE ${path}/${id}`)).toBe("404 not_found");
});
