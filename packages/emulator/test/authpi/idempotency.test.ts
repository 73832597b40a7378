import { expect, test } from "vitest";
import { Bench, type RequestOptions } from "./harness.ts";

const day = 24 * 60 * 60 * 1000;
const issuer: RequestOptions = { body: { name: "one" }, headers: { "idempotency-key": "key-1" } };

test("a repeated creation makes one thing and gets the first answer, marked as such", async () => {
  const bench = new Bench();

  const first = await bench.send("POST issuers", issuer);
  const second = await bench.send("POST issuers", issuer);

  expect(first.headers.has("idempotent-replayed")).toBe(false);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect([second.status, second.text]).toEqual([201, first.text]);
  expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
  expect((await bench.list("issuers")).data).toHaveLength(2);
});

test("the first answer is given even after the thing is gone", async () => {
  const bench = new Bench();
  const first = await bench.send("POST issuers", issuer);
  await bench.send(`DELETE issuers/${String(first.data["id"])}`);

  const second = await bench.send("POST issuers", issuer);

  expect(second.text).toBe(first.text);
});

test("a key that comes with another body or path is 422", async () => {
  const bench = new Bench();
  await bench.send("POST issuers", issuer);

  expect(await bench.refusal("POST issuers", { ...issuer, body: { name: "two" } })).toBe("422 invalid_request");
  expect(await bench.refusal("POST webhooks", issuer)).toBe("422 invalid_request");
});

test("of two requests with one key at once the second gets 409 and a time to wait", async () => {
  const bench = new Bench();

  const answers = await Promise.all([bench.send("POST issuers", issuer), bench.send("POST issuers", issuer)]);

  expect(answers.map(({ status }) => status)).toEqual([201, 409]);
  expect(answers[1]?.body).toMatchObject({ error: "conflict", retryable: true, retry_after: 1 });
  expect(answers[1]?.headers.get("retry-after")).toBe("1");
  expect((await bench.send("POST issuers", issuer)).text).toBe(answers[0]?.text);
});

test("only a success is kept", async () => {
  const bench = new Bench();
  const headers = { "idempotency-key": "key-1" };

  const refused = await bench.send("POST issuers", { body: {}, headers });
  const accepted = await bench.send("POST issuers", { body: { name: "one" }, headers });

  expect([refused.status, accepted.status]).toEqual([422, 201]);
  expect(accepted.headers.has("idempotent-replayed")).toBe(false);
});

test("a key is forgotten after 24 hours", async () => {
  const bench = new Bench();
  const first = await bench.send("POST issuers", issuer);

  bench.advance(day - 1);
  const replayed = await bench.send("POST issuers", issuer);
  bench.advance(1);
  const anew = await bench.send("POST issuers", issuer);

  expect(replayed.text).toBe(first.text);
  expect(anew.data["id"]).not.toBe(first.data["id"]);
});

test("a key has 1 to 256 characters", async () => {
  const bench = new Bench();
  const named = (key: string): RequestOptions => ({ ...issuer, headers: { "idempotency-key": key } });

  expect(await bench.refusal("POST issuers", named(""))).toBe("400 invalid_request");
  expect(await bench.refusal("POST issuers", named("k".repeat(257)))).toBe("400 invalid_request");
  expect((await bench.send("POST issuers", named("k".repeat(256)))).status).toBe(201);
});

test("an answer above 512 KiB comes back empty", async () => {
  const bench = new Bench();
  const large = { ...issuer, body: { name: "one", metadata: { text: "x".repeat(512 * 1024) } } };

  const first = await bench.send("POST issuers", large);
  const second = await bench.send("POST issuers", large);

  expect(first.text.length).toBeGreaterThan(512 * 1024);
  expect([second.status, second.text]).toEqual([201, ""]);
});

test("keys of two accounts have nothing to do with each other", async () => {
  const bench = new Bench();
  const { otherKeyId, otherKeySecret, otherAccountId } = bench.fixtures;
  await bench.send("POST issuers", issuer);
  const as = `Basic ${btoa(`${otherKeyId}:${otherKeySecret}`)}`;

  const other = await bench.send(`POST /v1/accounts/${otherAccountId}/issuers`, { ...issuer, as });

  expect(other.headers.has("idempotent-replayed")).toBe(false);
  expect(other.data["account_id"]).toBe(otherAccountId);
});

test("a change by PATCH pays no heed to a key", async () => {
  const bench = new Bench();
  const headers = { "idempotency-key": "key-1" };

  const first = await bench.send("PATCH issuers/iss_test", { body: { name: "a" }, headers });
  const second = await bench.send("PATCH issuers/iss_test", { body: { name: "a" }, headers });

  expect(second.headers.has("idempotent-replayed")).toBe(false);
  expect(second.headers.get("etag")).not.toBe(first.headers.get("etag"));
});
