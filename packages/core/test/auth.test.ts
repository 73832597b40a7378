import { describe, expect, test } from "vitest";
import { basic, bearer, checkKey, headerKey } from "../src/auth.ts";
import { ConfigError, type SdkError } from "../src/errors.ts";
import type { Credential } from "../src/types.ts";
import { rejectionOf, thrownBy } from "./support/failures.ts";

const source = { service: "notes", option: "apiKey" };

describe("a key", () => {
  test.each([" note_1 ", "note_1\n", "\tnote_1\r\n"])("loses the white space around it: %j", (key) => {
    expect(checkKey(source, key)).toBe("note_1");
  });

  test.each([
    ["a line break within", "s3cr3t\nx-evil: 1"],
    ["a space within", "s3cr3t 2"],
    ["a NUL", "s3cr3t\0x"],
    ["text beyond ASCII", "s3cr3té"],
    ["nothing", ""],
    ["blanks", " \n "],
    ["a number", 5],
    ["null", null],
    ["an object", { key: "s3cr3t" }],
  ])("with %s is refused, and the error does not show it", (_what, key) => {
    const error = thrownBy(() => checkKey(source, key));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ service: "notes", message: expect.stringContaining("apiKey") as string });
    expect(String((error as SdkError).stack) + JSON.stringify(error)).not.toContain("s3cr3t");
  });
});

describe("a bearer key", () => {
  test.each(["note_1", "Bearer note_1", "bearer  note_1", " Bearer note_1 "])("is sent with one prefix: %j", (key) => {
    const credentials = bearer(source, key);

    expect([credentials.header, credentials.value()]).toEqual(["authorization", "Bearer note_1"]);
  });

  test("is checked when the client is made, not at the first call", () => {
    expect(thrownBy(() => bearer(source, "a\nb"))).toBeInstanceOf(ConfigError);
  });
});

test("a key with a header of its own is sent as it is", () => {
  const credentials = headerKey(source, " note_1 ", "x-api-key");

  expect([credentials.header, credentials.value()]).toEqual(["x-api-key", "note_1"]);
});

test("id and secret are sent as Basic, and the secret alone is known as one", () => {
  const credentials = basic(source, "client", "s3cr3t");

  expect([credentials.header, credentials.value(), credentials.secrets]).toEqual([
    "authorization",
    `Basic ${btoa("client:s3cr3t")}`,
    ["s3cr3t"],
  ]);
});

test("an id with a colon is refused, for it would end where it should not", () => {
  expect(thrownBy(() => basic(source, "client:1", "s3cr3t"))).toBeInstanceOf(ConfigError);
});

describe("a function that supplies the key", () => {
  test("is not asked before the first call, then once per call", async () => {
    let asked = 0;
    const credentials = bearer(source, () => `note_${++asked}`);

    expect(asked).toBe(0);
    expect(await credentials.value()).toBe("Bearer note_1");
    expect(await credentials.value()).toBe("Bearer note_2");
  });

  test("may take its time", async () => {
    expect(await bearer(source, async () => await Promise.resolve("note_1")).value()).toBe("Bearer note_1");
  });

  test.each<[string, () => string | Promise<string>]>([
    ["throws", () => thrownInto("s3cr3t")],
    ["rejects", async () => await Promise.reject(new Error("could not read /vault/s3cr3t"))],
  ])("and %s is an error that quotes nothing of it", async (_what, supplier) => {
    const error = await rejectionOf((async () => await bearer(source, supplier).value())());

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "credential_failed", service: "notes" });
    expect("cause" in (error as object)).toBe(false);
    expect(String((error as SdkError).stack) + JSON.stringify(error)).not.toContain("s3cr3t");
  });

  test.each([undefined, "", "a b", 5, {}])("and gives what is no key is an error of the call: %j", async (key) => {
    const error = await rejectionOf((async () => await bearer(source, () => key as string).value())());

    expect(error).toBeInstanceOf(ConfigError);
  });
});

describe("without a key", () => {
  test("the fallback is asked at the first call and then remembered", () => {
    let asked = 0;
    const credentials = bearer({ ...source, fallback: () => `note_${++asked}` }, undefined);

    expect(asked).toBe(0);
    expect(credentials.value()).toBe("Bearer note_1");
    expect(credentials.value()).toBe("Bearer note_1");
  });

  test("a fallback that has nothing is asked again at the next call", () => {
    const found = [undefined, "note_1"];
    const credentials = bearer({ ...source, fallback: () => found.shift() }, undefined);

    expect(thrownBy(() => credentials.value())).toMatchObject({ code: "missing_credential" });
    expect(credentials.value()).toBe("Bearer note_1");
  });

  test("the error says what to pass or to set", () => {
    const credentials = bearer({ ...source, variable: "NOTES_API_KEY" }, undefined);

    const error = thrownBy(() => credentials.value());

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringMatching(/apiKey.*NOTES_API_KEY/) as string });
  });
});

test("the credential cannot be seen on what holds it", () => {
  const held: readonly Credential[] = ["note_4Zt8Qw2Lx9"];

  const credentials = held.map((key) => bearer(source, key));

  expect(JSON.stringify(credentials)).not.toContain("note_4Zt8Qw2Lx9");
});

function thrownInto(secret: string): never {
  throw new Error(`could not read /vault/${secret}`);
}
