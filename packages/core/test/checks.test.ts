import { describe, expect, test } from "vitest";
import { checkBaseUrl, checkInteger, checkRetries, checkTimeout, ownOptions } from "../src/checks.ts";
import { ConfigError } from "../src/errors.ts";
import { checkSharedOptions } from "../src/shared-options.ts";
import type { SharedOptions } from "../src/request.ts";
import { thrownBy } from "./support/failures.ts";

const option = { service: "notes", option: "theOption" };

describe("a base URL", () => {
  const check = (value: unknown, allowInsecureHttp?: boolean): string => checkBaseUrl(option, value, allowInsecureHttp);

  test.each([
    ["https://api.notes.test", "https://api.notes.test"],
    ["https://api.notes.test/", "https://api.notes.test"],
    ["https://api.notes.test/v1///", "https://api.notes.test/v1"],
    ["https://api.notes.test:8443/v1", "https://api.notes.test:8443/v1"],
    ["HTTPS://API.notes.test", "https://api.notes.test"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://notes.localhost", "http://notes.localhost"],
    ["http://127.0.0.1", "http://127.0.0.1"],
    ["http://127.8.9.1:80/x", "http://127.8.9.1/x"],
    ["http://0x7f.1", "http://127.0.0.1"],
    ["http://[::1]:3000", "http://[::1]:3000"],
  ])("%s is taken as %s", (value, expected) => {
    expect(check(value)).toBe(expected);
  });

  test("may be a URL object", () => {
    expect(check(new URL("https://api.notes.test/v1/"))).toBe("https://api.notes.test/v1");
  });

  test.each([
    ["http to another host", "http://api.notes.test"],
    ["http to a host that looks like loopback", "http://localhost.evil.test"],
    ["http to a host that begins like loopback", "http://127.0.0.1.evil.test"],
    ["http to a host that ends like loopback", "http://evillocalhost"],
    ["http to an address of a network", "http://10.0.0.1"],
    ["user information", "https://user:s3cr3t@api.notes.test"],
    ["a user alone", "https://s3cr3t@api.notes.test"],
    ["a query", "https://api.notes.test/?key=s3cr3t"],
    ["an empty query", "https://api.notes.test/?"],
    ["a fragment", "https://api.notes.test/#s3cr3t"],
    ["an empty fragment", "https://api.notes.test/#"],
    ["another scheme", "ftp://api.notes.test"],
    ["a file", "file:///etc/passwd"],
    ["no scheme", "api.notes.test"],
    ["no host", "https://"],
    ["no URL", "s3cr3t"],
    ["nothing", ""],
    ["undefined", undefined],
    ["null", null],
    ["a number", 5],
  ])("with %s is refused, and its value is not shown", (_what, value) => {
    const error = thrownBy(() => check(value));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      service: "notes",
      code: "invalid_option",
      message: expect.stringContaining("theOption") as string,
    });
    expect(String(error)).not.toContain("s3cr3t");
  });

  test("with http to another host is taken where the caller allows it, other schemes never", () => {
    expect(check("http://api.notes.test", true)).toBe("http://api.notes.test");
    expect(thrownBy(() => check("ftp://api.notes.test", true))).toBeInstanceOf(ConfigError);
  });
});

describe("a timeout", () => {
  test.each([0.5, 1, 10_000, 2_147_483_647, Number.POSITIVE_INFINITY])("of %d ms is taken", (value) => {
    expect(checkTimeout(option, value)).toBe(value);
  });

  test.each([0, -1, Number.NaN, Number.NEGATIVE_INFINITY, 2_147_483_648, "1000", null, undefined, 5n])(
    "of %s is refused",
    (value) => {
      expect(thrownBy(() => checkTimeout(option, value))).toBeInstanceOf(ConfigError);
    },
  );
});

describe("a number of retries", () => {
  test.each([0, 1, 10])("of %d is taken", (value) => {
    expect(checkRetries(option, value)).toBe(value);
  });

  test.each([-1, 11, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "3", null, undefined, true, [2]])(
    "of %s is refused",
    (value) => {
      expect(thrownBy(() => checkRetries(option, value))).toBeInstanceOf(ConfigError);
    },
  );
});

test("an integer lies within its bounds, the bounds included", () => {
  expect(checkInteger(option, 2, [2, 3])).toBe(2);
  expect(checkInteger(option, 3, [2, 3])).toBe(3);
  expect(thrownBy(() => checkInteger(option, 4, [2, 3]))).toMatchObject({
    message: "theOption must be an integer from 2 to 3.",
  });
});

describe("an options object", () => {
  const known = new Set(["timeout", "retries"]);
  const own = (given: unknown): object => ownOptions(option, given as object | undefined, known);

  test("gives its own members; undefined ones count as absent", () => {
    expect(own({ timeout: 5, retries: undefined })).toEqual({ timeout: 5 });
    expect("retries" in own({ retries: undefined })).toBe(false);
    expect(own(undefined)).toEqual({});
  });

  test("passes on what is falsy but given", () => {
    expect(own({ timeout: 0, retries: null })).toEqual({ timeout: 0, retries: null });
  });

  test("inherits nothing, neither by its prototype nor after", () => {
    const given = Object.create({ timeout: 1 }) as object;

    expect("timeout" in own(given)).toBe(false);
    expect("toString" in own({})).toBe(false);
  });

  test("is a copy: a later change of the caller's object changes nothing", () => {
    const given = { timeout: 5 };
    const options = own(given);

    given.timeout = 6;

    expect(options).toEqual({ timeout: 5 });
  });

  test.each(["timeouts", "Timeout", "__proto__", "constructor", "toString"])(
    "with an unknown member is refused: %s",
    (name) => {
      const given: unknown = JSON.parse(`{"${name}":{"polluted":1}}`);

      expect(thrownBy(() => own(given))).toMatchObject({ message: `theOption has no member "${name}".` });
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  test.each([
    ["null", null],
    ["a text", "timeout"],
    ["a number", 5],
    ["a list", [5]],
    ["a function", () => 5],
    ["a Map", new Map([["timeout", 5]])],
  ])("that is %s is refused", (_what, given) => {
    expect(thrownBy(() => own(given))).toBeInstanceOf(ConfigError);
  });
});

describe("the options of every client", () => {
  const good = { now: () => 0, date: () => 0, sleep: async () => {}, random: () => 0 };

  test("may all be absent, and console fits as logger", () => {
    expect(() => checkSharedOptions("notes", {})).not.toThrow();
    expect(() =>
      checkSharedOptions("notes", { logger: console, clock: good, hooks: {}, totalTimeout: 5 }),
    ).not.toThrow();
  });

  test.each<[string, unknown]>([
    ["fetch", "https://proxy.test"],
    ["fetch", null],
    ["totalTimeout", 0],
    ["allowInsecureHttp", "yes"],
    ["logger", {}],
    ["logger", null],
    ["logger", { debug: () => {}, info: () => {} }],
    ["clock", { ...good, sleep: 5 }],
    ["clock", null],
    ["hooks", null],
    ["hooks", () => {}],
  ])("are refused where they would fail later: %s", (name, value) => {
    const error = thrownBy(() => checkSharedOptions("notes", { [name]: value } as SharedOptions));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringContaining(name) as string });
  });
});
