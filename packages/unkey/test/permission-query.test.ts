import { and, ConfigError, or, UnkeyError } from "@keyrack/unkey";
import { describe, expect, test } from "vitest";
import { startBench } from "./support/bench.ts";

describe("a query has the parentheses that it needs, and no others", () => {
  test.each([
    [and("a"), "a"],
    [and("a", "b"), "a AND b"],
    [or("a", "b", "c"), "a OR b OR c"],
    [and("a", or("b", "c")), "a AND (b OR c)"],
    [or(and("a", "b"), "c"), "a AND b OR c"],
    [and(and("a", "b"), "c"), "a AND b AND c"],
    [and(or("a", "b")), "a OR b"],
    [and(or("a", and("b", or("c", "d"))), or("e", "f")), "(a OR b AND (c OR d)) AND (e OR f)"],
    [and("a", and("b", or("c", "d"))), "a AND b AND (c OR d)"],
    [or("documents.*", "v1:files/read-only_2"), "documents.* OR v1:files/read-only_2"],
    [and("order", "android", "OR.x"), "order AND android AND OR.x"],
  ])("%s", (query, text) => {
    expect(query).toBe(text);
  });
});

describe("what the service could not read is refused, by the place of the argument and without its text", () => {
  test.each([
    ["an empty name", ""],
    ["a blank in a name", "secret name"],
    ["a character outside the alphabet", "sécret"],
    ["a line break", "secret\n"],
    ["the word and", "and"],
    ["the word OR", "OR"],
    ["a dangling operator", "secret AND "],
    ["a doubled operator", "secret AND OR more"],
    ["an open parenthesis", "(secret"],
    ["empty parentheses", "secret AND ()"],
    ["a name before a group", "secret(a)"],
    ["a name behind a group", "(a)secret"],
    ["a group after a group", "(secret) (a)"],
    ["a group that is a name elsewhere", "x(secret) AND (secret)"],
    ["more than 1000 characters", "s".repeat(1_001)],
  ])("%s", (_what, operand) => {
    const error = thrownBy(() => or("fine", operand));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toBeInstanceOf(UnkeyError);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Argument 2 of or\(\) must be a permission/) as string,
    });
    expect(String(error)).not.toContain("secret");
  });

  test("anything but text", () => {
    const permission: unknown = ["a"];

    expect(() => and(permission as string)).toThrow(ConfigError);
  });
});

test("a query without a permission is refused", () => {
  expect(() => and()).toThrow("and() needs at least one permission.");
  expect(() => or()).toThrow(ConfigError);
});

test("a query of 1000 characters passes, one of 1001 is refused", () => {
  const longest = or("a".repeat(496), "b".repeat(500));

  expect(longest).toHaveLength(1_000);
  expect(() => or("a".repeat(497), "b".repeat(500))).toThrow("The query of or() has 1001 characters");
  expect(() => and("a".repeat(990), or("b", "c"))).toThrow(ConfigError);
});

describe("the service reads a query as it was meant", () => {
  test.each([
    { held: ["a"], query: and("a", or("b", "c")), code: "INSUFFICIENT_PERMISSIONS" },
    { held: ["b", "c"], query: and("a", or("b", "c")), code: "INSUFFICIENT_PERMISSIONS" },
    { held: ["a", "c"], query: and("a", or("b", "c")), code: "VALID" },
    { held: ["c"], query: or(and("a", "b"), "c"), code: "VALID" },
    { held: ["docs.*"], query: and("docs.read"), code: "INSUFFICIENT_PERMISSIONS" },
    { held: ["docs.*"], query: and("docs.*"), code: "VALID" },
  ])("$query with $held is $code", async ({ held, query, code }) => {
    const { unkey } = startBench();
    const { data: api } = await unkey.apis.createApi({ name: "documents" });
    const { data: created } = await unkey.keys.createKey({ apiId: api.apiId, permissions: held });

    const { data } = await unkey.keys.verifyKey({ key: created.key, permissions: query });

    expect(data.code).toBe(code);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}
