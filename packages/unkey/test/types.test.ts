import {
  type AdHocLimit,
  type Answer,
  type Client,
  type CreditsParams,
  type Credits,
  type Fetch,
  type Key,
  type MigrateKeyParams,
  type NotFoundErrorResponse,
  type Page,
  type Role,
  Unkey,
  type UnkeyCallOptions,
  type UnkeyError,
  type UnkeyOptions,
  type UnkeyPage,
  type ValidKey,
  type VerifyKeyResult,
} from "@keyrack/unkey";
import { expectTypeOf, test } from "vitest";

declare const unkey: Unkey;

test("a client is a Client and takes the platform's fetch without a cast", () => {
  expectTypeOf<Unkey>().toExtend<Client>();
  expectTypeOf<typeof fetch>().toExtend<Fetch>();
  expectTypeOf<{ rootKey: string | undefined }>().toExtend<UnkeyOptions>();
  expectTypeOf<{ rootKey: () => Promise<string> }>().toExtend<UnkeyOptions>();
  expectTypeOf(Unkey).toBeConstructibleWith();
});

test("options of the client are options of a call by the same name and type", () => {
  type Shared = "timeoutMs" | "retryConfig" | "serverUrl" | "totalTimeout";

  expectTypeOf<Pick<UnkeyCallOptions, Shared>>().toEqualTypeOf<Pick<UnkeyOptions, Shared>>();
});

test("answers keep their envelope, and pages are pages of it", () => {
  expectTypeOf<Awaited<ReturnType<typeof unkey.keys.updateCredits>>>().toEqualTypeOf<Answer<Credits>>();
  expectTypeOf<Awaited<ReturnType<typeof unkey.apis.listKeys>>>().toEqualTypeOf<UnkeyPage<Key>>();
  expectTypeOf<UnkeyPage<Key>>().toExtend<Page<Key>>();
  expectTypeOf<Awaited<ReturnType<UnkeyPage<Key>["next"]>>>().toEqualTypeOf<UnkeyPage<Key> | null>();
  expectTypeOf<ReturnType<typeof unkey.permissions.listAllRoles>>().toEqualTypeOf<
    AsyncGenerator<Role, void, undefined>
  >();
  expectTypeOf<Awaited<ReturnType<typeof unkey.identities.deleteIdentity>>>().not.toHaveProperty("data");
});

test("valid narrows what a verification tells, and codes stay open", () => {
  type Check = VerifyKeyResult<{ plan: string }>;

  expectTypeOf<Extract<Check, { valid: true }>>().toEqualTypeOf<ValidKey<{ plan: string }>>();
  expectTypeOf<ValidKey["keyId"]>().toEqualTypeOf<string>();
  expectTypeOf<Check["keyId"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Check["meta"]>().toEqualTypeOf<{ plan: string } | undefined>();
  expectTypeOf<"SUSPENDED">().toExtend<Check["code"]>();
});

test("an interface can be given as metadata and as its type", () => {
  interface Plan {
    plan: string;
  }
  const call = async (plan: Plan): Promise<Key<Plan>> => {
    await unkey.keys.createKey({ apiId: "api_1", meta: plan });
    return (await unkey.keys.getKey<Plan>({ keyId: "key_1" })).data;
  };

  expectTypeOf(call).returns.resolves.toHaveProperty("meta").toEqualTypeOf<Plan | undefined>();
});

test("a status narrows the class of an error; the base class may have none", () => {
  expectTypeOf<UnkeyError["status"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<NotFoundErrorResponse["status"]>().toEqualTypeOf<404>();
});

test("what the service would refuse or misread does not compile", () => {
  const wrong = [
    // @ts-expect-error -- set without a value would make the key unlimited
    async () => await unkey.keys.updateCredits({ keyId: "key_1", operation: "set" }),
    // @ts-expect-error -- nothing can be added to unlimited
    async () => await unkey.keys.updateCredits({ keyId: "key_1", operation: "increment", value: null }),
    // @ts-expect-error -- limits are cleared with []
    async () => await unkey.keys.updateKey({ keyId: "key_1", ratelimits: null }),
    // @ts-expect-error -- createKey takes no null
    async () => await unkey.keys.createKey({ apiId: "api_1", name: null }),
    // @ts-expect-error -- limit and duration come together
    async () => await unkey.keys.verifyKey({ key: "sk_1", ratelimits: [{ name: "burst", limit: 5 }] }),
    // @ts-expect-error -- a peek has no cost
    async () => await unkey.ratelimit.peek({ namespace: "n", identifier: "i", limit: 1, duration: 1_000, cost: 1 }),
    // @ts-expect-error -- the option is spelled serverUrl
    () => new Unkey({ serverURL: "https://api.unkey.com" }),
  ];

  expectTypeOf(wrong).toExtend<readonly (() => unknown)[]>();
  // A monthly refill needs its day, and imported credits are a number or left out.
  expectTypeOf<{ remaining: number; refill: { interval: "monthly"; amount: number } }>().not.toExtend<CreditsParams>();
  expectTypeOf<{ hash: string; credits: { remaining: null } }>().not.toExtend<MigrateKeyParams>();
});

test("a maybe can be passed on as it is", () => {
  const call = async (name: string | undefined, limit: AdHocLimit | undefined): Promise<unknown> =>
    await Promise.all([
      unkey.keys.createKey({ apiId: "api_1", name, expires: undefined }),
      unkey.keys.verifyKey({ key: "sk_1", ratelimits: limit && [limit] }),
      unkey.permissions.listRoles({ search: name }, undefined),
    ]);

  expectTypeOf(call).returns.resolves.toBeUnknown();
});
