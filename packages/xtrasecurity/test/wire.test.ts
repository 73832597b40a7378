import type { XtraClient } from "@keyrack/xtrasecurity";
import { expect, test } from "vitest";
import { startWorld, type World } from "./support/emulator.ts";
import { as, furnish, type Things } from "./support/things.ts";
import { noteRows } from "./support/wire-notes.ts";
import { peopleRows } from "./support/wire-people.ts";
import { programRows } from "./support/wire-programs.ts";
import { projectRows } from "./support/wire-projects.ts";
import { locate, type WireRow } from "./support/wire-row.ts";

const rows = [...projectRows, ...peopleRows, ...programRows, ...noteRows];

test.each(rows)("$method is $route", async (row) => {
  const world = startWorld();
  const things = await furnish(world);
  const client = clientFor(row, world, things);
  if (row.says) world.emulator.failNext({ status: 200, ...row.says });

  const given = await row.call(client, things);

  const request = world.emulator.requests.at(-1);
  const [method, path = ""] = row.route.split(" ");
  expect(request).toMatchObject({ method, path: `/api${locate(path, things)}` });
  expect(request?.json).toEqual(row.json?.(things));
  expect(request?.query).toEqual(fill(row.query ?? {}, things));
  expect([given]).toMatchObject([row.answer]);
});

test.each(rows)("$method carries the token as a bearer alone", async (row) => {
  const world = startWorld();
  const things = await furnish(world);
  const client = clientFor(row, world, things);
  if (row.says) world.emulator.failNext({ status: 200, ...row.says });

  await row.call(client, things);

  const { headers = {} } = world.emulator.requests.at(-1) ?? {};
  const isOpen = row.method === "shares.get" || row.method === "account.health";
  expect(headers["authorization"] ?? "none").toMatch(isOpen ? /^none$/ : /^Bearer x(?:s|tra)_[0-9a-f]+$/);
  expect(headers).not.toHaveProperty("x-api-key");
  expect(headers["content-type"]).toBe(row.json && "application/json");
});

test("every method of the client's groups has its row", () => {
  const { owner } = startWorld();
  // The secrets have a table of their own; a walk sends what a list sends.
  const derived = /^secrets\.|\.(?:constructor|listAll)$/;

  const methods = methodsOf(owner).filter((name) => !derived.test(name));

  expect(rows.map(({ method }) => method).toSorted()).toEqual(methods.toSorted());
  expect(methods.length).toBeGreaterThan(100);
});

function clientFor({ as: role = "owner" }: WireRow, world: World, { accountToken }: Things): XtraClient {
  return role === "account" ? world.client(accountToken) : as(world, role);
}

function methodsOf(client: XtraClient): string[] {
  return Object.entries(client)
    .filter(([, group]) => typeof group === "object")
    .flatMap(([name, group]: [string, object]) => namesIn(group).map((method) => `${name}.${method}`));
}

function namesIn(group: object): string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(group));
}

function fill(query: Readonly<Record<string, string>>, things: Things): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, locate(value, things)]));
}
