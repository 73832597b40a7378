import {
  type InjectionReport,
  type OpenText,
  type SecretMap,
  type Secrets,
  type SecretVersion,
  type XtraClient,
  type XtraClientOptions,
  XtraError,
  type XtraErrorCode,
} from "@keyrack/xtrasecurity";
import { expectTypeOf, test } from "vitest";

test("secrets are read-only texts by their keys", () => {
  expectTypeOf<ReturnType<XtraClient["getSecrets"]>>().resolves.toEqualTypeOf<SecretMap>();
  expectTypeOf<SecretMap>().toEqualTypeOf<Readonly<Record<string, string>>>();
  expectTypeOf<ReturnType<XtraClient["injectSecrets"]>>().resolves.toEqualTypeOf<InjectionReport>();
  expectTypeOf<ReturnType<XtraClient["clearCache"]>>().toEqualTypeOf<void>();
  expectTypeOf<ReturnType<Secrets["listVersions"]>>().resolves.toEqualTypeOf<Readonly<Record<string, SecretVersion>>>();
});

test("process.env is a target", () => {
  expectTypeOf(process.env).toExtend<NonNullable<Parameters<XtraClient["injectSecrets"]>[1]>["target"]>();
});

test("an option may be undefined, and an unknown one does not compile", () => {
  const options: XtraClientOptions = { token: undefined, cacheTtl: undefined };

  // @ts-expect-error -- the seed's spelling in another language
  const wrong: XtraClientOptions = { cache_ttl: 60 };

  expectTypeOf(options).toEqualTypeOf(wrong);
});

test("values that are written are texts, and rotations take known strategies", () => {
  type Set = Parameters<Secrets["set"]>[1];
  type Rotate = NonNullable<Parameters<Secrets["rotate"]>[2]>;

  // @ts-expect-error -- a number
  const number: Set = { A: 1 };
  // @ts-expect-error -- no strategy of the service
  const strategy: Rotate = { strategy: "manual" };

  expectTypeOf(number).toEqualTypeOf<Set>();
  expectTypeOf(strategy).toEqualTypeOf<Rotate>();
});

test("an error tells its facts", () => {
  const facts = (error: unknown): unknown => {
    if (!(error instanceof XtraError)) return undefined;
    expectTypeOf(error.code).toEqualTypeOf<OpenText<XtraErrorCode>>();
    expectTypeOf(error.keys).toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf(error.scope).toEqualTypeOf<"ip" | "quota" | undefined>();
    expectTypeOf(error.status).toEqualTypeOf<number | undefined>();
    return error.conflicts;
  };

  expectTypeOf(facts).returns.toEqualTypeOf<unknown>();
});
