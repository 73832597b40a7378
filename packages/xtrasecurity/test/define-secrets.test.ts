import {
  ConfigError,
  defineSecrets,
  Secret,
  type SecretsShape,
  type StandardSchema,
  XtraError,
} from "@keyrack/xtrasecurity";
import * as v from "valibot";
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { clientOf, failureOf, json, printed, scripted, secretsPath, someSecret, thrownBy } from "./support/bench.ts";

/** A validator that waits, as one does that asks somebody. */
const later: StandardSchema<string, number> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: async (value) => {
      await Promise.resolve();
      return value === "1" ? { value: 1 } : { issues: [{ message: `not ${String(value)}` }] };
    },
  },
};

const throwing: StandardSchema<string> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) => {
      throw new Error(`no ${String(value)}`);
    },
  },
};

const wanted = defineSecrets({
  DATABASE_URL: z.url(),
  PORT: z.coerce.number().int(),
  FLAG: v.pipe(
    v.string(),
    v.transform((value) => value === "yes"),
  ),
  LATER: later,
  BOXED: z.string().transform((value) => new Secret(value)),
  OPTIONAL: z.string().optional(),
  DEFAULTED: v.optional(v.string(), "usual"),
});

const good = { DATABASE_URL: someSecret, PORT: "8080", FLAG: "yes", LATER: "1", BOXED: "inside", OTHER: "unknown" };

test("secrets are read, validated and typed by their validators", async () => {
  const service = scripted(json(good));

  const secrets = await wanted.load(clientOf(service), "production", { branch: "main" });

  expectTypeOf(secrets).toEqualTypeOf<{
    readonly DATABASE_URL: string;
    readonly PORT: number;
    readonly FLAG: boolean;
    readonly LATER: number;
    readonly BOXED: Secret;
    readonly OPTIONAL: string | undefined;
    readonly DEFAULTED: string;
  }>();
  expect(service.sent).toMatchObject([{ path: secretsPath, query: { branch: "main" } }]);
  expect({ ...secrets, BOXED: secrets.BOXED.reveal() }).toEqual({
    DATABASE_URL: someSecret,
    PORT: 8_080,
    FLAG: true,
    LATER: 1,
    BOXED: "inside",
    OPTIONAL: undefined,
    DEFAULTED: "usual",
  });
  expect(Object.isFrozen(secrets)).toBe(true);
});

test("variables that are there already are validated, too", async () => {
  const { PORT } = await wanted.parse({ ...process.env, ...good });

  expect(PORT).toBe(8_080);
});

describe("what is wrong", () => {
  const bad = { DATABASE_URL: "hunter2 is no url", PORT: "hunter3", FLAG: "no", LATER: "hunter4" };
  const strict = defineSecrets({
    DATABASE_URL: v.pipe(v.string(), v.url()),
    PORT: z.coerce.number(),
    FLAG: v.string(),
    LATER: later,
    THROWS: throwing,
    GONE: z.string(),
  });

  test("is told all at once, by keys and reasons", async () => {
    const error = await failureOf(strict.load(clientOf(scripted(json({ ...bad, THROWS: "hunter5" }))), "production"));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({
      code: "invalid_secrets",
      keys: ["DATABASE_URL", "PORT", "LATER", "THROWS", "GONE"],
      issues: [
        { key: "DATABASE_URL", reason: "does not pass its validator" },
        { key: "PORT", reason: "does not pass its validator" },
        { key: "LATER", reason: "does not pass its validator" },
        { key: "THROWS", reason: "its validator failed" },
        { key: "GONE", reason: "is missing" },
      ],
    });
    expect((error as XtraError).message).toContain('"GONE" is missing');
  });

  test("never shows a value, though validators quote it", async () => {
    const error = await failureOf(strict.parse({ ...bad, THROWS: "hunter5" }));

    expect(printed(error)).not.toContain("hunter");
  });
});

test("a key that every object inherits is missing where it is not there", async () => {
  const definition = defineSecrets({ toString: z.string() });

  expect(await failureOf(definition.parse({}))).toMatchObject({ issues: [{ key: "toString", reason: "is missing" }] });
});

test("an error of the read goes through as it is", async () => {
  const service = scripted(json({ error: "Access Denied" }, 403));

  expect(await failureOf(wanted.load(clientOf(service), "production"))).toMatchObject({ code: "permission" });
});

test.each<[what: string, shape: unknown]>([
  ["null", null],
  ["a text", "A"],
  ["a function in a validator's place", { A: (): string => "" }],
  ["nothing in its place", { A: undefined }],
  ["a type in its place", { A: "string" }],
])("a shape that is none is refused when it is defined: %s", (_what, shape) => {
  const error = thrownBy(() => defineSecrets(shape as SecretsShape));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ code: "invalid_argument" });
});
