import type { Unkey } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { startBench } from "./support/bench.ts";
import { keyRows } from "./support/wire-keys.ts";
import { otherRows } from "./support/wire-others.ts";
import { furnish } from "./support/world.ts";

const rows = [...keyRows, ...otherRows];

test.each(rows)("$method is one POST with its parameters as JSON", async ({ method, run, data }) => {
  const { emulator, unkey } = startBench();
  const world = await furnish(unkey, emulator.fixtures);

  const { answer, body } = await run(unkey, world);

  const request = emulator.requests.at(-1);
  expect(request).toMatchObject({ method: "POST", path: `/v2/${method}`, query: {} });
  expect(request?.json).toEqual(body);
  expect(request?.headers).toMatchObject({
    authorization: `Bearer ${emulator.fixtures.rootKey}`,
    "content-type": "application/json",
    accept: "application/json, application/problem+json",
  });
  expect(answer.meta.requestId).toMatch(/^req_\w+$/);
  expect(answer.data).toEqual(data);
});

test("liveness is a GET without credential and without body", async () => {
  const { emulator, unkey } = startBench();

  const { data } = await unkey.liveness();

  const [request] = emulator.requests;
  expect(request).toMatchObject({ method: "GET", path: "/v2/liveness", query: {}, json: undefined });
  expect(request?.headers).not.toHaveProperty("authorization");
  expect(data.message).toEqual(expect.any(String));
});

test.each(["getVerifications", "getRatelimits"] as const)("analytics.%s is one POST with its query", async (name) => {
  const { emulator, unkey } = startBench();
  const meta = { requestId: "req_1" };
  emulator.failNext({ status: 200, body: { meta, data: [{ count: 7 }] } });

  const answer = await unkey.analytics[name]({ query: "SELECT count() AS count FROM key_verifications_v1" });

  expect(emulator.requests.at(-1)).toMatchObject({
    method: "POST",
    path: `/v2/analytics.${name}`,
    json: { query: "SELECT count() AS count FROM key_verifications_v1" },
  });
  expect(answer).toEqual({ meta, data: [{ count: 7 }] });
});

test("every method of the client has its row here", () => {
  const { unkey } = startBench();
  // These send what another method sends.
  const derived = /\.(?:constructor|listAll\w+|peek)$/;

  const methods = methodsOf(unkey).filter((name) => !derived.test(name));

  const analytics = ["analytics.getVerifications", "analytics.getRatelimits"];
  expect([...rows.map(({ method }) => method), ...analytics].toSorted()).toEqual(methods.toSorted());
  expect(methods).toHaveLength(41);
});

function methodsOf(unkey: Unkey): string[] {
  return Object.entries(unkey).flatMap(([group, resource]: [string, object]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).map((name) => `${group}.${name}`),
  );
}
