import { expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const path = "issuers/iss_test/auth-methods";

test("a method is an open record: it can be created as it is sent, fetched, changed and deleted", async () => {
  const bench = new Bench();
  const body = { type: "oidc", provider: { name: "google" }, order: 3 };

  const { status, data: created } = await bench.send(`POST ${path}`, { body });
  const one = `${path}/${String(created["id"])}`;

  expect(status).toBe(201);
  expect(created).toEqual({
    ...body,
    enabled: true,
    id: expect.stringMatching(/^am_/),
    issuer_id: "iss_test",
    created_at: noon,
    updated_at: noon,
  });
  expect(await bench.data(`GET ${one}`)).toEqual(created);
  expect(await bench.data(`PATCH ${one}`, { enabled: false, order: 4 })).toMatchObject({ enabled: false, order: 4 });
  expect((await bench.send(`DELETE ${one}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${one}`)).toBe("404 not_found");
});

test("what the service writes cannot be set", async () => {
  const bench = new Bench();
  const own = { id: "am_x", issuer_id: "iss_x", created_at: 1, updated_at: 2 };

  const created = await bench.data(`POST ${path}`, own);
  const changed = await bench.data(`PATCH ${path}/${String(created["id"])}`, own);

  expect(created).toMatchObject({ issuer_id: "iss_test", created_at: noon });
  expect(changed).toMatchObject({ id: created["id"], issuer_id: "iss_test", created_at: noon, updated_at: noon + 1 });
});

test("the list has all methods at once", async () => {
  const bench = new Bench();
  for (let count = 1; count <= 51; count += 1) await bench.create(path);

  const { data, has_more, next_cursor } = await bench.list(`${path}?limit=1`);

  expect([data.length, has_more, next_cursor]).toEqual([51, false, null]);
});
