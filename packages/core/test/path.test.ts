import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import { checkPath, describePath, path, pathFor, SecretSegment } from "../src/path.ts";
import { thrownBy } from "./support/failures.ts";

const rotate = (id: unknown): string => path`/v1/keys/${id as string}/rotate`;

describe("an id in a path is sent as exactly one segment", () => {
  test.each([
    ["key_1", "key_1"],
    ["a/b", "a%2Fb"],
    ["../keys", "..%2Fkeys"],
    ["a/../b", "a%2F..%2Fb"],
    ["a\\..\\b", "a%5C..%5Cb"],
    ["a%2Fb", "a%252Fb"],
    ["a?x=1", "a%3Fx%3D1"],
    ["a#f", "a%23f"],
    ["a b", "a%20b"],
    ["é", "%C3%A9"],
    ["日本", "%E6%97%A5%E6%9C%AC"],
    ["🔑", "%F0%9F%94%91"],
    ["a;b", "a%3Bb"],
    ["a:b", "a%3Ab"],
    ["a@b", "a%40b"],
    ["a\\b", "a%5Cb"],
    ["//evil/x", "%2F%2Fevil%2Fx"],
    ["https://evil/", "https%3A%2F%2Fevil%2F"],
    [5, "5"],
    [5n, "5"],
    ["%", "%25"],
    ["．．", "%EF%BC%8E%EF%BC%8E"],
    ["a\u200Bb", "a%E2%80%8Bb"],
    ["\u202Eabc", "%E2%80%AEabc"],
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["...", "..."],
    ["a..b", "a..b"],
  ])("%s", (id, segment) => {
    expect(rotate(id)).toBe(`/v1/keys/${segment}/rotate`);
  });

  test("1,024 characters long", () => {
    expect(rotate("x".repeat(1_024))).toBe(`/v1/keys/${"x".repeat(1_024)}/rotate`);
  });
});

describe("an id that could change the route is refused", () => {
  test.each([
    ["a step up", ".."],
    ["a step nowhere", "."],
    ["an encoded step up", "%2e%2e"],
    ["a half encoded step up", ".%2E"],
    ["a step up between encoded slashes", "..%2f.."],
    ["no text", ""],
    ["blanks", " \t "],
    ["a NUL", "a\0b"],
    ["a line break", "a\r\nb"],
    ["a delete character", "a\u007Fb"],
    ["a C1 control", "a\u009Bb"],
    ["half a surrogate pair", "a\uD800b"],
    ["10,000 characters", "x".repeat(10_000)],
    ["one character too many", "x".repeat(1_025)],
    ["null", null],
    ["undefined", undefined],
    ["an object", {}],
    ["an empty list", []],
    ["a list of one", ["key_1"]],
    ["a symbol", Symbol("key_1")],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["true", true],
    ["a secret that is a step up", new SecretSegment("..")],
  ])("%s", (_what, id) => {
    const error = thrownBy(() => rotate(id));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "invalid_argument", attempts: 0 });
  });
});

test("the error of a refused id names the service and never the id", () => {
  const error = thrownBy(() => pathFor("notes")`/notes/${"note_4Zt8Qw2Lx9\n"}`);

  expect(error).toMatchObject({ service: "notes" });
  expect(String(error)).not.toContain("note_4Zt8Qw2Lx9");
});

function isRefusedOrContained(id: string): boolean {
  let wire: string;
  try {
    wire = rotate(id);
  } catch (error) {
    return error instanceof ConfigError;
  }
  const { href, origin, pathname } = new URL(`https://keys.test${wire}`);
  const segments = pathname.split("/");
  return href === origin + pathname && segments.length === 5 && decodeURIComponent(segments[3] ?? "") === id;
}

describe("whatever the id is", () => {
  const unit = fc.oneof(
    fc.constantFrom(".", "%", "2", "e", "E", "f", "5", "c", "/", "\\", "?", "#", ":", ";", "@", " ", "\n"),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  );
  const anyText = fc.oneof(
    fc.string({ unit, maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 12 }),
  );

  test("origin and number of segments stay, and the id comes back out of its segment", () => {
    fc.assert(
      fc.property(anyText, (id) => {
        expect(isRefusedOrContained(id)).toBe(true);
      }),
      { numRuns: 100_000 },
    );
  }, 60_000);

  test("a plain id is never refused and never changed", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/), (id) => {
        expect(rotate(id)).toBe(`/v1/keys/${id}/rotate`);
      }),
    );
  });
});

describe("what is printed of a path", () => {
  test("has the value in the path and a placeholder in the route", () => {
    const wire = path`/keys/${"a b"}/rotate`;

    expect(describePath(wire)).toEqual({ route: "/keys/{}/rotate", printed: "/keys/a%20b/rotate", secrets: [] });
  });

  test("hides a secret segment, and knows the secret so that it is masked elsewhere too", () => {
    const wire = path`/jit/${new SecretSegment("jit/4Zt8")}/${"use"}`;

    expect(wire).toBe("/jit/jit%2F4Zt8/use");
    expect(describePath(wire)).toEqual({ route: "/jit/{}/{}", printed: "/jit/[REDACTED]/use", secrets: ["jit/4Zt8"] });
  });

  test("is the path itself where it was written by hand", () => {
    expect(describePath("/v1/hand/written")).toEqual({
      route: "/v1/hand/written",
      printed: "/v1/hand/written",
      secrets: [],
    });
  });

  test("hides a secret although hundreds of other paths were built meanwhile", () => {
    const wire = path`/jit/${new SecretSegment("jit_9Lx2")}`;
    const printed: string[] = [];

    for (let index = 0; index < 900; index++) {
      void path`/keys/${index}`;
      printed.push(describePath(wire).printed);
    }

    expect(new Set(printed)).toEqual(new Set(["/jit/[REDACTED]"]));
  });

  test("a secret segment shows its value neither printed nor serialised", () => {
    const segment = new SecretSegment("jit_4Zt8Qw2L");

    expect(JSON.stringify(segment)).toBe("{}");
    expect(inspect(segment, { showHidden: true })).not.toContain("jit_4Zt8Qw2L");
  });
});

describe("a path written by hand", () => {
  test.each(["/", "/v2/apis.getApi", "/v1/keys/a%20b", "/v1/keys/", "/a/...", "/v1/~user/(x)/a,b;c=d:e@f!$&'*+"])(
    "is taken as it is: %s",
    (written) => {
      expect(checkPath("notes", written)).toBe(written);
    },
  );

  test.each([
    "",
    "v1/keys",
    "//evil.test/x",
    "/v1//keys",
    "/v1/keys//",
    "https://evil.test/",
    "/v1/../admin",
    "/v1/./keys",
    "/v1/..",
    "/v1/%2e%2e/admin",
    "/v1/.%2E/admin",
    "/v1/a%2f..%2fb",
    "/v1/a%5c..%5cb",
    "/v1\\keys",
    "/v1/keys?x=1",
    "/v1/keys#x",
    "/v1/a b",
    "/v1/é",
    "/v1/a%00",
    "/v1/a%",
    "/v1/a%zz",
    "/v1/a\n",
    5,
    null,
    undefined,
    ["/v1/keys"],
  ])("is refused where it could leave its route: %j", (written) => {
    expect(thrownBy(() => checkPath("notes", written))).toBeInstanceOf(ConfigError);
  });

  test("that is accepted survives the URL parser unchanged", () => {
    const unit = fc.constantFrom(
      "/",
      ".",
      "%2e",
      "%2F",
      "%41",
      "a",
      "~",
      "\\",
      "?",
      "#",
      "%",
      ":",
      "@",
      " ",
      "\t",
      "é",
    );
    const anyPath = fc.array(unit, { maxLength: 8 }).map((parts) => `/${parts.join("")}`);

    fc.assert(
      fc.property(anyPath, (written) => {
        try {
          checkPath("notes", written);
        } catch {
          return;
        }
        const url = new URL(`https://keys.test${written}`);
        expect(url.href).toBe(`https://keys.test${written}`);
      }),
      { numRuns: 20_000 },
    );
  });
});
