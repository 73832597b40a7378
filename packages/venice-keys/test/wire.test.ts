import { expect, test } from "vitest";
import { startBench } from "./support/bench.ts";
import { wireRows } from "./support/wire-rows.ts";
import { furnish } from "./support/world.ts";

test.each(wireRows)("$method is one request of its form", async (row) => {
  const { emulator, venice } = startBench();
  const world = await furnish(venice, emulator.fixtures);

  const answer = await row.call(venice, world);

  const request = emulator.requests.at(-1);
  const body = row.body?.(world);
  expect(request).toMatchObject({ method: row.verb, path: row.path(world), query: row.query?.(world) ?? {} });
  expect(request?.json).toEqual(body);
  expect(request?.headers).toEqual({
    accept: "application/json",
    "user-agent": expect.stringMatching(/^keyrack-venice-keys\/\d/) as unknown,
    ...(body && { "content-type": "application/json" }),
    ...(!row.anonymous && { authorization: `Bearer ${emulator.fixtures.apiKey}` }),
  });
  expect(answer).toEqual(row.answer);
});

test("every method that is one route has its row here", () => {
  const { venice } = startBench();
  // These are made of others.
  const derived = ["constructor", "listAll", "mintWeb3Key", "rotate", "explainAccess"];

  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(venice.apiKeys));

  const own = methods.filter((name) => !derived.includes(name));
  expect(wireRows.map(({ method }) => method).toSorted()).toEqual(own.toSorted());
  expect(own).toHaveLength(9);
});
