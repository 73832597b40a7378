import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import { encodeQuery } from "../src/query.ts";
import type { QueryValue } from "../src/types.ts";
import { thrownBy } from "./support/failures.ts";

type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

test.each<[string, Query | undefined, string]>([
  ["no query", undefined, ""],
  ["an empty query", {}, ""],
  ["undefined and null are left out", { a: undefined, b: null, c: "1" }, "?c=1"],
  ["nothing but absent values", { a: undefined, b: null }, ""],
  ["an empty text is kept", { a: "" }, "?a="],
  ["a list repeats its name", { a: ["x", "y"] }, "?a=x&a=y"],
  ["absent items of a list are left out", { a: ["x", undefined, null, "y"] }, "?a=x&a=y"],
  ["an empty list", { a: [] }, ""],
  ["numbers and booleans", { a: 0, b: -1.5, c: true, d: false }, "?a=0&b=-1.5&c=true&d=false"],
  ["delimiters", { "a&b": "c=d+e f#g?h/i" }, "?a%26b=c%3Dd%2Be+f%23g%3Fh%2Fi"],
  ["text beyond ASCII", { a: "é日🔑" }, "?a=%C3%A9%E6%97%A5%F0%9F%94%91"],
  ["line breaks", { a: "x\r\ny" }, "?a=x%0D%0Ay"],
  [
    "a name that objects inherit",
    JSON.parse('{"__proto__":"x","constructor":"y"}') as Query,
    "?__proto__=x&constructor=y",
  ],
])("a query is encoded by the form rules: %s", (_what, query, expected) => {
  expect(encodeQuery("notes", query)).toBe(expected);
});

test("inherited members are no parameters", () => {
  const query = Object.create({ inherited: "1" }) as Record<string, string>;
  query["own"] = "2";

  expect(encodeQuery("notes", query)).toBe("?own=2");
});

describe("a value that has no text form is refused before anything is sent", () => {
  test.each([
    ["NaN", { a: Number.NaN }],
    ["Infinity", { a: Number.POSITIVE_INFINITY }],
    ["an object", { a: {} }],
    ["a list within a list", { a: [["x"]] }],
    ["a bigint", { a: 5n }],
    ["a symbol", { a: Symbol("x") }],
    ["a function", { a: () => "x" }],
    ["a date", { a: new Date(0) }],
    ["half a surrogate pair", { a: "\uD800" }],
    ["half a surrogate pair in a name", { "\uDC00": "x" }],
    ["no object at all", "a=1"],
    ["null", null],
    ["a list", ["a"]],
  ])("%s", (_what, query) => {
    const error = thrownBy(() => encodeQuery("notes", query as Query));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ service: "notes" });
  });

  test("the error names the parameter, never its value", () => {
    const error = thrownBy(() => encodeQuery("notes", { token: "s3cr3t\uD800" }));

    expect(error).toMatchObject({ message: expect.stringContaining('"token"') as string });
    expect(String(error)).not.toContain("s3cr3t");
  });
});

test("what is encoded can be read back with the platform's parser, whatever the text", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 }).filter((value) => value.isWellFormed());
  const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null), fc.array(text, { maxLength: 3 }));

  fc.assert(
    fc.property(fc.array(fc.tuple(text, value), { maxLength: 6 }), (entries) => {
      const query = Object.fromEntries(entries) as Query;
      const expected = Object.entries(query).flatMap(([name, item]) =>
        (Array.isArray(item) ? (item as QueryValue[]) : [item as QueryValue])
          .filter((single) => single !== null)
          .map((single) => [name, String(single)]),
      );

      expect([...new URLSearchParams(encodeQuery("notes", query))]).toEqual(expected);
    }),
  );
});
