import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const host = "auth.example.com";

test("a domain starts unverified, in small letters, and the answer is the account", async () => {
  const bench = new Bench();

  const { status, data } = await bench.send("POST domains", { body: { host: "Auth.Example.com" } });

  expect(status).toBe(201);
  expect(data).toMatchObject({ id: "acc_test", domains: [{ host, verified: false, primary: true }] });
  expect((await bench.list("domains")).data).toEqual(data["domains"]);
});

test("a domain can be verified, assigned to an issuer, freed and deleted", async () => {
  const bench = new Bench();
  await bench.data("POST domains", { host });
  const domain = async (request: string, body?: unknown): Promise<unknown> =>
    (await bench.data(request, body))["domains"];

  expect(await domain(`POST domains/${host}/verify`)).toMatchObject([{ verified: true }]);
  expect(await domain(`POST domains/${host}/assign`, { issuer_id: "iss_test" })).toMatchObject([
    { assigned_issuer_id: "iss_test", assigned_at: expect.any(Number) },
  ]);
  expect(await domain(`POST domains/${host}/unassign`)).toMatchObject([{ assigned_issuer_id: null }]);
  expect((await bench.send(`DELETE domains/${host.toUpperCase()}`)).status).toBe(204);
  expect((await bench.list("domains")).data).toEqual([]);
  expect(await bench.refusal(`POST domains/${host}/verify`)).toBe("404 not_found");
});

test("a domain is taken once, over all accounts", async () => {
  const bench = new Bench();
  const { otherKeyId, otherKeySecret, otherAccountId } = bench.fixtures;
  const as = `Basic ${btoa(`${otherKeyId}:${otherKeySecret}`)}`;
  await bench.send(`POST /v1/accounts/${otherAccountId}/domains`, { body: { host: "other.example.com" }, as });
  await bench.data("POST domains", { host });

  expect(await bench.refusal("POST domains", { body: { host: host.toUpperCase() } })).toBe("409 conflict");
  expect(await bench.refusal("POST domains", { body: { host: "other.example.com" } })).toBe("409 conflict");
});

test("an account has 20 domains at most", async () => {
  const bench = new Bench();
  for (let number = 1; number <= 20; number += 1) await bench.data("POST domains", { host: `d${number}.example.com` });

  expect(await bench.refusal("POST domains", { body: { host } })).toBe("409 conflict");
});

test("a domain cannot be assigned to an issuer that is not there", async () => {
  const bench = new Bench();
  await bench.data("POST domains", { host });

  expect(await bench.refusal(`POST domains/${host}/assign`, { body: { issuer_id: "iss_other" } })).toBe(
    "404 not_found",
  );
  expect((await bench.send(`POST domains/${host}/assign`)).status).toBe(200);
});

test("every change of a domain moves the account's ETag and is held against it", async () => {
  const bench = new Bench();
  const before = (await bench.send("GET /v1/accounts/acc_test")).headers.get("etag") ?? "";
  const headers = { "if-match": before };

  const added = await bench.send("POST domains", { body: { host } });

  expect(added.headers.get("etag")).not.toBe(before);
  expect(await bench.refusal(`POST domains/${host}/verify`, { headers })).toBe("412 precondition_failed");
  expect(await bench.refusal(`DELETE domains/${host}`, { headers })).toBe("412 precondition_failed");
  const current = { "if-match": added.headers.get("etag") ?? "" };
  expect((await bench.send(`POST domains/${host}/verify`, { headers: current })).status).toBe(200);
});
