import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const path = "issuers/iss_test/agents";

test("a created agent can be fetched, changed and deleted", async () => {
  const bench = new Bench();
  const body = { name: "bot", model: "m-1", provider: "p", version: "2", scopes: ["read"], metadata: { a: 1 } };

  const { status, data: created } = await bench.send(`POST ${path}`, { body });
  const one = `${path}/${String(created["id"])}`;

  expect(status).toBe(201);
  expect(created).toMatchObject({ ...body, status: "active" });
  expect(await bench.data(`GET ${one}`)).toEqual(created);
  expect(await bench.data(`PATCH ${one}`, { status: "blocked", status_reason: "loud" })).toMatchObject({
    status: "blocked",
    status_reason: "loud",
    status_at: expect.any(Number),
  });
  expect((await bench.send(`DELETE ${one}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${one}`)).toBe("404 not_found");
});

test("the list can be narrowed by status, model, provider and verifiers", async () => {
  const bench = new Bench();
  const first = await bench.create(path, { name: "first", model: "m-1", provider: "p-1" });
  await bench.create(path, { name: "second", model: "m-2", provider: "p-2", status: "suspended" });
  await bench.create(`${path}/${first}/verifiers`);
  const names = async (query: string): Promise<unknown[]> =>
    (await bench.list(`${path}?${query}`)).data.map(({ name }) => name);

  expect(await names("status=suspended")).toEqual(["second"]);
  expect(await names("model=m-1")).toEqual(["first"]);
  expect(await names("provider=p-2")).toEqual(["second"]);
  expect(await names("has_verifiers=true")).toEqual(["first"]);
  expect(await names("has_verifiers=false")).toEqual(["second"]);
});

describe("a verifier", () => {
  test("has a secret that is shown once", async () => {
    const bench = new Bench();
    const verifiers = `${path}/${await bench.create(path, { name: "bot" })}/verifiers`;

    const { status, data } = await bench.send(`POST ${verifiers}`, { body: { name: "first" } });

    expect(status).toBe(201);
    expect(data).toMatchObject({ type: "secret", status: "active", secret: expect.stringMatching(/^ags_\w{40}$/) });
    expect((await bench.send(`GET ${verifiers}`)).text).not.toContain(String(data["secret"]));
  });

  test("may be a wallet, without a secret", async () => {
    const bench = new Bench();
    const verifiers = `${path}/${await bench.create(path, { name: "bot" })}/verifiers`;
    const wallet = { chain: "eip155:1", address: "0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb" };

    const created = await bench.data(`POST ${verifiers}`, { wallet });

    expect(created).toMatchObject({ type: "wallet", credential: wallet });
    expect(created).not.toHaveProperty("secret");
  });

  test("can be deleted, and an agent has 20 at most", async () => {
    const bench = new Bench();
    const verifiers = `${path}/${await bench.create(path, { name: "bot" })}/verifiers`;
    for (let count = 1; count <= 20; count += 1) await bench.create(verifiers);
    const [last] = (await bench.list(verifiers)).data;

    expect(await bench.refusal(`POST ${verifiers}`, { body: {} })).toBe("409 conflict");
    expect((await bench.send(`DELETE ${verifiers}/${String(last?.["id"])}`)).status).toBe(204);
    expect((await bench.list(verifiers)).data).toHaveLength(19);
  });
});
