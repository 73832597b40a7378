import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const path = "issuers/iss_test/clients";
const web = { name: "Web shop", settings: { application_type: "web", redirect_uris: ["https://a.example/cb"] } };

test("the secret of a client is shown once; a public client has none", async () => {
  const bench = new Bench();

  const { status, data } = await bench.send(`POST ${path}`, { body: web });
  const open = await bench.data(`POST ${path}`, { name: "App", confidential: false });

  expect(status).toBe(201);
  expect(data).toMatchObject({ ...web, confidential: true, secret: expect.stringMatching(/^cs_\w{40}$/) });
  expect((await bench.send(`GET ${path}/${String(data["id"])}`)).text).not.toContain(String(data["secret"]));
  expect((await bench.send(`GET ${path}`)).text).not.toContain(String(data["secret"]));
  expect(open).not.toHaveProperty("secret");
  expect(await bench.refusal(`POST ${path}/${String(open["id"])}/secret/rotate`)).toBe("409 conflict");
});

test("a rotation gives another secret and says when", async () => {
  const bench = new Bench();
  const { id, secret } = await bench.data(`POST ${path}`, web);

  const rotated = await bench.data(`POST ${path}/${String(id)}/secret/rotate`);

  expect(Object.keys(rotated)).toEqual(["secret"]);
  expect(rotated["secret"]).not.toBe(secret);
  expect(await bench.data(`GET ${path}/${String(id)}`)).toMatchObject({ secret_rotated_at: expect.any(Number) });
});

test("settings may stand at the top of a body, and the list shows them", async () => {
  const bench = new Bench();
  const body = { name: "Web", scopes: ["openid"], grant_types: ["authorization_code"], application_type: "spa" };

  const id = await bench.create(path, body);
  const changed = await bench.data(`PATCH ${path}/${id}`, {
    redirect_uris: ["https://a.example", "https://b.example"],
  });

  expect(changed["settings"]).toMatchObject({ scopes: ["openid"], application_type: "spa" });
  expect((await bench.list(path)).data[0]).toMatchObject({
    scopes: ["openid"],
    protocol: "oidc",
    application_type: "spa",
    grant_types: ["authorization_code"],
    redirect_uri_count: 2,
  });
});

test("the list can be narrowed by a part of the name, status and type", async () => {
  const bench = new Bench();
  await bench.create(path, web);
  await bench.create(path, { name: "App", status: "disabled" });
  const names = async (query: string): Promise<unknown[]> =>
    (await bench.list(`${path}?${query}`)).data.map(({ name }) => name);

  expect(await names("name=SHOP")).toEqual(["Web shop"]);
  expect(await names("q=app")).toEqual(["App"]);
  expect(await names("status=disabled")).toEqual(["App"]);
  expect(await names("application_type=web")).toEqual(["Web shop"]);
});

test("a deleted client is 404 and only in the list of the deleted", async () => {
  const bench = new Bench();
  const id = await bench.create(path, web);

  expect((await bench.send(`DELETE ${path}/${id}`)).status).toBe(204);

  expect(await bench.refusal(`GET ${path}/${id}`)).toBe("404 not_found");
  expect((await bench.list(path)).data).toEqual([]);
  expect((await bench.list(`${path}?status=deleted`)).data).toMatchObject([{ id, status: "deleted" }]);
});
