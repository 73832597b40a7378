import { expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

test("a deleted key opens nothing any more and is gone from the list", async () => {
  const bench = new Bench();
  const { id, apiKey } = await bench.create();

  const answer = await bench.call(`DELETE /api_keys?id=${id}`);
  const refusal = await bench.refusal("GET /api_keys/rate_limits", undefined, { key: apiKey });
  const keys = await bench.data<Facts[]>("GET /api_keys");

  expect(answer).toMatchObject({ status: 200, body: { success: true } });
  expect(refusal).toBe("401 Authentication failed");
  expect(keys.map((key) => key["id"])).not.toContain(id);
});

test("the id of a key to delete may stand in the body", async () => {
  const bench = new Bench();
  const { id } = await bench.create();

  const answer = await bench.call("DELETE /api_keys", { id });

  expect(answer.body).toEqual({ success: true });
  expect(await bench.refusal(`GET /api_keys/${id}`)).toBe("400 API key not found");
});

test("a key may delete itself, and is unknown from then on", async () => {
  const bench = new Bench();
  const own = await bench.data<{ id: string; apiKey: string }>("POST /api_keys", {
    apiKeyType: "ADMIN",
    description: "short-lived",
  });

  const answer = await bench.call(`DELETE /api_keys?id=${own.id}`, undefined, { key: own.apiKey });
  const refusal = await bench.refusal("GET /api_keys", undefined, { key: own.apiKey });

  expect(answer.body).toEqual({ success: true });
  expect(refusal).toBe("401 Authentication failed");
});

test("a key that does not exist, has expired or is deleted already cannot be deleted", async () => {
  const bench = new Bench();
  const expired = await bench.create({ expiresAt: "2020-01-01" });
  const deleted = await bench.create();
  await bench.call(`DELETE /api_keys?id=${deleted.id}`);

  const ids = ["nobody", "", expired.id, deleted.id];
  const refusals = await Promise.all(ids.map((id) => bench.refusal(`DELETE /api_keys?id=${id}`)));

  expect(refusals).toEqual(ids.map(() => "400 API key could not be found"));
});

test("a deletion that names no key is refused with what is wrong", async () => {
  const bench = new Bench();

  const answer = await bench.call("DELETE /api_keys");

  expect(answer).toMatchObject({ status: 400, body: { details: { id: { _errors: ["Required"] } } } });
});
