import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnv } from "../src/env.ts";

const name = "KEYRACK_TEST_VARIABLE";
const { process } = globalThis;

beforeEach(() => {
  delete process.env[name];
});

afterEach(() => {
  Object.defineProperty(globalThis, "process", { value: process, configurable: true, writable: true });
  delete process.env[name];
});

test("a variable is read when it is asked for, not when the package is loaded", () => {
  process.env[name] = "first";
  expect(readEnv(name)).toBe("first");

  process.env[name] = "second";
  expect(readEnv(name)).toBe("second");
});

test("an empty variable counts as absent", () => {
  process.env[name] = "";

  expect(readEnv(name)).toBeUndefined();
  expect(readEnv("KEYRACK_TEST_OTHER_VARIABLE")).toBeUndefined();
});

test.each([
  ["no process", undefined],
  ["a process without environment", {}],
])("a platform with %s has no variables", (_what, value) => {
  Object.defineProperty(globalThis, "process", { value, configurable: true, writable: true });

  const found = readEnv(name);

  Object.defineProperty(globalThis, "process", { value: process, configurable: true, writable: true });
  expect(found).toBeUndefined();
});
