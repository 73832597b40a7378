import { expect, test } from "vitest";
import { Bench, type Facts, type Page } from "./harness.ts";

const repeated = { headers: { "Idempotency-Key": "3f0c1a52-7a52-4c52-9d6a-0f3f6f3f6f3f" } };

test("a repeated idempotency key gives the first answer again and makes nothing new", async () => {
  const bench = new Bench();

  const first = await bench.call("POST /assets", { external_id: "a" }, repeated);
  const second = await bench.call("POST /assets", { external_id: "a" }, repeated);

  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(await bench.data<Page>("GET /assets")).toMatchObject({ pagination: { total: 1 } });
});

test("two requests with one key that arrive together make one thing", async () => {
  const bench = new Bench();

  const answers = await Promise.all([1, 2, 3].map(() => bench.data("POST /assets", {}, repeated)));

  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await bench.data<Page>("GET /assets")).toMatchObject({ pagination: { total: 1 } });
});

test("a repeated create of a key shows the same secret", async () => {
  const bench = new Bench();
  const body = { environment: "live", tenant_id: bench.fixtures.tenantId };

  const first = await bench.data("POST /keys", body, repeated);
  const second = await bench.data("POST /keys", body, repeated);

  expect(second["key"]).toBe(first["key"]);
});

test("each answer to a repeated key has a request id of its own", async () => {
  const bench = new Bench();

  const first = await bench.call("POST /assets", {}, repeated);
  const second = await bench.call("POST /assets", {}, repeated);

  expect(second.headers.get("X-Request-ID")).not.toBe(first.headers.get("X-Request-ID"));
});

test("the first answer counts even for another body", async () => {
  const bench = new Bench();

  const first = await bench.data("POST /keysets", { name: "first" }, repeated);
  const second = await bench.data("POST /keysets", { name: "second" }, repeated);

  expect(second).toEqual(first);
});

test("one key on two routes or in two tenants is two keys", async () => {
  const bench = new Bench();
  const other = { ...repeated, key: bench.fixtures.otherApiKey };

  const keyset = await bench.data("POST /keysets", { name: "a" }, repeated);
  const asset = await bench.data("POST /assets", {}, repeated);
  const foreign = await bench.data("POST /keysets", { name: "b" }, other);

  expect(asset["id"]).toMatch(/^ast_/);
  expect(foreign["id"]).not.toBe(keyset["id"]);
});

test("a refusal is not remembered: the corrected request with the same key is carried out", async () => {
  const bench = new Bench();

  const refusal = await bench.refusal("POST /keysets", { name: "" }, repeated);
  const keyset = await bench.data("POST /keysets", { name: "a" }, repeated);

  expect(refusal.code).toBe("400 VALIDATION_ERROR");
  expect(keyset["name"]).toBe("a");
});

test("a GET is answered anew, with or without a key", async () => {
  const bench = new Bench();

  await bench.call("GET /assets", undefined, repeated);
  await bench.createAsset();
  const page = await bench.data<{ data: Facts[] }>("GET /assets", undefined, repeated);

  expect(page.data).toHaveLength(1);
});

test("an answer is kept until 10,000 newer ones are", async () => {
  const bench = new Bench();
  const create = async (key: number): Promise<unknown> =>
    (await bench.data("POST /keysets", { name: "a" }, { headers: { "Idempotency-Key": String(key) } }))["id"];
  const [first, second] = [await create(1), await create(2)];

  for (let key = 3; key <= 10_001; key += 1) await create(key);

  expect(await create(2)).toBe(second);
  expect(await create(1)).not.toBe(first);
});
