import { describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import { checkHeaders, checkIdempotencyKey, isReserved } from "../src/headers.ts";
import { thrownBy } from "./support/failures.ts";

const check = (given: unknown): Record<string, string> => checkHeaders("notes", "headers", given);

test("names become lower-case, and values pass untouched", () => {
  expect(check({ "X-Trace": "a\tb ~", Accept: "" })).toEqual({ "x-trace": "a\tb ~", accept: "" });
});

test("of two spellings of a name the last one counts", () => {
  expect(check({ "X-A": "1", "x-a": "2" })).toEqual({ "x-a": "2" });
  expect(check({ "x-a": "2", "X-A": "1" })).toEqual({ "x-a": "1" });
});

test("an undefined header counts as absent, and so do undefined headers", () => {
  expect(check({ "x-a": undefined })).toEqual({});
  expect(check(undefined)).toEqual({});
});

test("a name that objects inherit is an ordinary name", () => {
  const headers = check(JSON.parse('{"__proto__":"x","constructor":"y"}'));

  expect(Object.entries(headers)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
});

describe("the client's own headers cannot be set by a caller", () => {
  test.each([
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "expect",
    "host",
    "te",
    "trailer",
    "keep-alive",
  ])("%s", (name) => {
    const error = thrownBy(() => check({ [name.toUpperCase()]: "s3cr3t" }));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringContaining(name) as string });
    expect(String(error)).not.toContain("s3cr3t");
    expect(isReserved(name)).toBe(true);
  });
});

describe("a value that could break out of its line is refused without being shown", () => {
  test.each([
    ["CR LF", "s3cr3t\r\nx-evil: 1"],
    ["a lone CR", "s3cr3t\r"],
    ["a lone LF", "s3cr3t\n"],
    ["NUL", "s3cr3t\0"],
    ["DEL", "s3cr3t\u007F"],
    ["an escape", "s3cr3t\u001B[31m"],
    ["Latin-1", "s3cr3té"],
    ["CJK", "s3cr3t日"],
    ["a line separator", "s3cr3t\u2028"],
    ["a number", 5],
    ["null", null],
    ["a list", ["s3cr3t"]],
  ])("%s", (_what, value) => {
    const error = thrownBy(() => check({ "x-note": value }));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringContaining("x-note") as string });
    expect(String(error)).not.toContain("s3cr3t");
  });
});

describe("a name that is no header name is refused", () => {
  test.each(["x a", "x:a", "", "x\n", "é", "x(a)", 'x"a"', "x/y"])("%j", (name) => {
    expect(thrownBy(() => check({ [name]: "1" }))).toBeInstanceOf(ConfigError);
  });
});

describe("headers that are not a plain object are refused, not dropped silently", () => {
  test.each([
    ["null", null],
    ["a text", "x-a: 1"],
    ["a list of pairs", [["x-a", "1"]]],
    ["a Headers object", new Headers({ "x-a": "1" })],
    ["a Map", new Map([["x-a", "1"]])],
  ])("%s", (_what, given) => {
    expect(thrownBy(() => check(given))).toBeInstanceOf(ConfigError);
  });
});

describe("an idempotency key", () => {
  test.each([
    ["one character", "k"],
    ["punctuation", "order-42/eur~"],
    ["255 characters", "k".repeat(255)],
  ])("of visible ASCII characters is taken as it is: %s", (_what, key) => {
    expect(checkIdempotencyKey("notes", key)).toBe(key);
  });

  test.each([
    ["nothing", ""],
    ["256 characters", "k".repeat(256)],
    ["a line break", "a\r\nb"],
    ["a space", "a b"],
    ["text beyond ASCII", "schlüssel"],
    ["a number", 5],
  ])("is refused when it is %s", (_what, key) => {
    expect(thrownBy(() => checkIdempotencyKey("notes", key))).toBeInstanceOf(ConfigError);
  });
});
