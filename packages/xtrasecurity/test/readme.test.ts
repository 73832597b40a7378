import { readFileSync } from "node:fs";
import { XtraClient } from "@keyrack/xtrasecurity";
import { expect, test } from "vitest";
import { clientOf, scripted } from "./support/bench.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const client = clientOf(scripted());
const groups = Object.entries(client).filter(([, group]) => typeof group === "object");

function methodsOf(thing: object): string[] {
  const names = Object.getOwnPropertyNames(thing);
  const isMethod = (name: string): boolean => typeof Object.getOwnPropertyDescriptor(thing, name)?.value === "function";
  return names.filter((name) => name !== "constructor" && isMethod(name));
}

test("the client has the groups of the service", () => {
  expect(groups.map(([name]) => name)).toEqual([
    "secrets",
    "projects",
    "branches",
    "teams",
    "access",
    "audit",
    "notifications",
    "serviceAccounts",
    "apiKeys",
    "webhooks",
    "rotation",
    "shares",
    "workspaces",
    "account",
  ]);
});

test.each(groups)("the README names every method of %s", (name, group) => {
  const methods = methodsOf(Object.getPrototypeOf(group) as object);

  const missing = methods.filter((method) => !readme.includes(`\`${name}.${method}\``));

  expect(methods.length).toBeGreaterThan(2);
  expect(missing).toEqual([]);
});

test("the README names every method of the client", () => {
  const missing = methodsOf(XtraClient.prototype).filter((method) => !readme.includes(method));

  expect(missing).toEqual([]);
});
