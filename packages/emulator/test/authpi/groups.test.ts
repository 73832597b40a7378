import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const organizations = "issuers/iss_test/organizations";

test("a created group can be fetched, listed, changed and deleted", async () => {
  const bench = new Bench();
  const organization = await bench.create(organizations);
  const path = `${organizations}/${organization}/groups`;
  const body = { name: "Editors", description: "d", scopes: ["write"], metadata: { a: 1 } };

  const { status, data: created } = await bench.send(`POST ${path}`, { body });
  const one = `${path}/${String(created["id"])}`;

  expect(status).toBe(201);
  expect(created).toMatchObject({ ...body, org_id: organization, issuer_id: "iss_test" });
  expect(await bench.data(`GET ${one}`)).toEqual(created);
  expect((await bench.list(path)).data).toEqual([created]);
  expect(await bench.data(`PATCH ${one}`, { scopes: [] })).toMatchObject({ name: "Editors", scopes: [] });
  expect((await bench.send(`DELETE ${one}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${one}`)).toBe("404 not_found");
});

test("a group of another organization is unknown", async () => {
  const bench = new Bench();
  const first = `${organizations}/${await bench.create(organizations)}/groups`;
  const second = `${organizations}/${await bench.create(organizations)}/groups`;
  const id = await bench.create(first);

  expect(await bench.refusal(`GET ${second}/${id}`)).toBe("404 not_found");
  expect((await bench.list(second)).data).toEqual([]);
});
