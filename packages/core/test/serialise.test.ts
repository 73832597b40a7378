import { describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import { serialise } from "../src/exchange.ts";
import { thrownBy } from "./support/failures.ts";

test.each<[unknown, string]>([
  [{ a: 1, b: [true, null, "x"] }, '{"a":1,"b":[true,null,"x"]}'],
  [{ a: undefined, b: 1 }, '{"b":1}'],
  [[], "[]"],
  [{}, "{}"],
  ["text", '"text"'],
  [null, "null"],
  [0, "0"],
  [false, "false"],
  [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  [{ toJSON: () => ({ a: 1 }) }, '{"a":1}'],
  [JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
])("a JSON value is sent as JSON: case %#", (value, expected) => {
  expect(serialise("notes", value)).toBe(expected);
});

test("no body is no body", () => {
  expect(serialise("notes", undefined)).toBeUndefined();
});

describe("what has no JSON form is refused instead of sent empty", () => {
  const cycle: Record<string, unknown> = { secret: "s3cr3t" };
  cycle["self"] = cycle;

  test.each<[string, unknown]>([
    ["a BigInt", { a: 5n, secret: "s3cr3t" }],
    ["a cycle", cycle],
    ["a toJSON that throws", { toJSON: () => thrownBy(() => null), secret: "s3cr3t" }],
    ["a toJSON that gives nothing", { toJSON: () => undefined }],
    ["a function", () => "s3cr3t"],
    ["a symbol", Symbol("s3cr3t")],
    ["a stream", new ReadableStream()],
    ["a Map", new Map([["a", "s3cr3t"]])],
    ["a Set", new Set(["s3cr3t"])],
    ["a form", new URLSearchParams({ a: "s3cr3t" })],
    ["bytes", new Uint8Array([1, 2])],
    ["a Map within", { meta: new Map([["a", "s3cr3t"]]) }],
    ["a Set within a list", [{ tags: new Set(["s3cr3t"]) }]],
  ])("%s", (_what, value) => {
    const error = thrownBy(() => serialise("notes", value));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ service: "notes", code: "invalid_argument", attempts: 0 });
    expect(String(error)).not.toContain("s3cr3t");
  });
});
