import { format, inspect } from "node:util";
import { Secret } from "@keyrack/xtrasecurity";
import { expect, test } from "vitest";

const box = new Secret("hunter2");

test("a box gives its value to who asks for it by name", () => {
  expect(box.reveal()).toBe("hunter2");
  expect(new Secret({ user: "app" }).reveal()).toEqual({ user: "app" });
});

test.each<[what: string, print: (secret: Secret) => unknown]>([
  ["String", (secret) => String(secret)],
  ["a template", (secret) => `${secret.toString()} ${secret as unknown as string}`],
  ["joining", (secret) => "" + (secret as unknown as string)],
  ["JSON", (secret) => JSON.stringify({ secret, list: [secret] })],
  ["inspect", (secret) => inspect(secret)],
  ["inspect with everything", (secret) => inspect({ secret }, { showHidden: true, depth: 9, getters: true })],
  ["inspect without custom ways", (secret) => inspect(secret, { customInspect: false, showHidden: true })],
  ["format", (secret) => format("%s %o %j %d", secret, secret, secret, secret)],
  ["a structured clone", (secret) => inspect(structuredClone(secret))],
  ["a copy", (secret) => inspect(Object.assign({}, secret))],
  ["its members", (secret) => inspect([Object.entries(secret), Object.getOwnPropertyNames(secret)])],
])("a box shows nothing to %s", (_what, print) => {
  expect(print(box)).not.toContain("hunter2");
});

test("a box says that there is something to hide", () => {
  expect([String(box), JSON.stringify(box), inspect(box)]).toEqual([
    "[REDACTED]",
    '"[REDACTED]"',
    "Secret([REDACTED])",
  ]);
});
