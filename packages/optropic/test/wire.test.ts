import { readFileSync } from "node:fs";
import type { Optropic } from "@keyrack/optropic";
import { expect, test } from "vitest";
import { startBench } from "./support/bench.ts";
import { assetRows } from "./support/wire-assets.ts";
import { keyRows } from "./support/wire-keys.ts";
import { machineRows } from "./support/wire-machines.ts";
import { locate } from "./support/wire-row.ts";
import { furnish, type World } from "./support/world.ts";

const rows = [...assetRows, ...keyRows, ...machineRows];
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

test.each(rows)("$method is $route", async ({ call, route, query = {}, json, answer }) => {
  const { emulator, optropic } = startBench();
  const world = await furnish(optropic);
  const { method, path } = locate(route, world);

  const given = await call(optropic, world);

  const request = emulator.requests.at(-1);
  expect(request).toMatchObject({ method, path, json: json?.(world) });
  expect(request?.query).toEqual(fill(query, world));
  expect([given]).toMatchObject([answer]);
});

test.each(rows)("$method carries the headers of its verb", async ({ call, route, json }) => {
  const { emulator, optropic } = startBench();
  const world = await furnish(optropic);

  await call(optropic, world);

  const { headers = {} } = emulator.requests.at(-1) ?? {};
  const isKeyed = /^(?:POST|PUT|PATCH) /.test(route);
  expect(headers).toMatchObject({ "x-api-key": emulator.fixtures.apiKey });
  expect(headers["x-request-id"]).toMatch(uuid);
  expect(headers).not.toHaveProperty("authorization");
  expect(headers["idempotency-key"] ?? "none").toMatch(isKeyed ? uuid : /^none$/);
  expect(headers["content-type"]).toBe(json && "application/json");
});

test("getQuota is GET /v1/quota", async () => {
  const { emulator, optropic } = startBench();

  const { limits, usage } = await optropic.getQuota();

  expect(emulator.requests.at(-1)).toMatchObject({ method: "GET", path: "/v1/quota", query: {} });
  expect([limits.max_batch_size, usage.api_calls]).toEqual([expect.any(Number), expect.any(Number)]);
});

test("the filter is asked for as bytes, everything else as JSON", async () => {
  const { emulator, optropic } = startBench();

  await optropic.assets.syncFilter();
  await optropic.keys.current();

  expect(emulator.requests.map(({ headers }) => headers["accept"])).toEqual([
    "application/octet-stream",
    "application/json",
  ]);
});

test.each(rows)("the README's table names $method and its route", ({ method, route }) => {
  const [verb = "", sent = ""] = route.split(" ");
  // Ids go by the names of the service there.
  const pattern = sent.replace(/\{\w+\}|\bwine$/g, "\\{\\w+\\}");

  // Every single read goes by `get`, too.
  expect(readme).toContain(`\`${method.replace(/\.get$/, ".retrieve")}\``);
  expect(readme).toMatch(new RegExp(`\`${verb} ${pattern}\``));
});

test("every method of the client has its row here", () => {
  const { optropic } = startBench();
  // These send what another method sends.
  const derived = /\.(?:constructor|listAll\w*)$/;

  const methods = methodsOf(optropic).filter((name) => !derived.test(name));

  expect(rows.map(({ method }) => method).toSorted()).toEqual(methods.toSorted());
  expect(methods.length).toBeGreaterThan(70);
});

function methodsOf(optropic: Optropic): string[] {
  return Object.entries(optropic)
    .filter(([, resource]) => typeof resource === "object")
    .flatMap(([group, resource]: [string, object]) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).map((name) => `${group}.${name}`),
    );
}

function fill(query: Readonly<Record<string, string>>, world: World): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, locate(`- ${value}`, world).path]));
}
