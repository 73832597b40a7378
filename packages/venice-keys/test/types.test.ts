import {
  type APIError,
  type ApiKey,
  type ApiKeys,
  type Balances,
  type Client,
  type CreateApiKeyParams,
  type CreatedApiKey,
  type Fetch,
  type NotFoundError,
  type RateLimitLogEntry,
  type RotationError,
  type UpdatedApiKey,
  type VeniceCallOptions,
  VeniceClient,
  type VeniceError,
  type VeniceOptions,
} from "@keyrack/venice-keys";
import { expectTypeOf, test } from "vitest";

declare const venice: VeniceClient;

test("a client is a Client, needs no options, and takes the platform's fetch without a cast", () => {
  expectTypeOf<VeniceClient>().toExtend<Client>();
  expectTypeOf<typeof fetch>().toExtend<Fetch>();
  expectTypeOf<{ apiKey: string | undefined }>().toExtend<VeniceOptions>();
  expectTypeOf<{ apiKey: () => Promise<string> }>().toExtend<VeniceOptions>();
  expectTypeOf(VeniceClient).toBeConstructibleWith();
});

test("options of the client are options of a call by the same name and type", () => {
  type Shared = "timeout" | "maxRetries" | "totalTimeout";

  expectTypeOf<Pick<VeniceCallOptions, Shared>>().toEqualTypeOf<Pick<VeniceOptions, Shared>>();
});

test("answers are opened: arrays for lists, one object for one key", () => {
  expectTypeOf<ReturnType<ApiKeys["list"]>>().resolves.toEqualTypeOf<ApiKey[]>();
  expectTypeOf<ReturnType<ApiKeys["listAll"]>>().toEqualTypeOf<AsyncGenerator<ApiKey, void, undefined>>();
  expectTypeOf<ReturnType<ApiKeys["retrieve"]>>().resolves.toEqualTypeOf<ApiKey>();
  expectTypeOf<ReturnType<ApiKeys["create"]>>().resolves.toEqualTypeOf<CreatedApiKey>();
  expectTypeOf<ReturnType<ApiKeys["update"]>>().resolves.toEqualTypeOf<UpdatedApiKey>();
  expectTypeOf<ReturnType<ApiKeys["mintWeb3Key"]>>().resolves.toEqualTypeOf<CreatedApiKey>();
  expectTypeOf<ReturnType<ApiKeys["getRateLimitLogs"]>>().resolves.toEqualTypeOf<RateLimitLogEntry[]>();
});

test("what a key always has is required, what it may lack is optional, and a date may be null", () => {
  expectTypeOf<ApiKey["expiresAt"]>().toEqualTypeOf<string | null>();
  expectTypeOf<ApiKey["description"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<ApiKey["limitPeriod"]>().toExtend<string | undefined>();
  expectTypeOf<ApiKey["consumptionLimits"]["usd"]>().toEqualTypeOf<number | null | undefined>();
  expectTypeOf<UpdatedApiKey>().not.toHaveProperty("usage");
  expectTypeOf<CreatedApiKey>().not.toHaveProperty("last6Chars");
  expectTypeOf<Balances["EUR"]>().toEqualTypeOf<number | undefined>();
});

test("enumerations are closed where they are given and open where they are read", () => {
  expectTypeOf<CreateApiKeyParams["apiKeyType"]>().toEqualTypeOf<"INFERENCE" | "ADMIN">();
  expectTypeOf<"AUDIT">().toExtend<ApiKey["apiKeyType"]>();
  expectTypeOf<"NEW">().toExtend<RateLimitLogEntry["rateLimitType"]>();
  expectTypeOf<"anything">().toExtend<APIError["code"]>();
});

test("a status narrows the class of an error; the base class may have none", () => {
  expectTypeOf<VeniceError["status"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<NotFoundError["status"]>().toEqualTypeOf<400 | 404>();
  expectTypeOf<RotationError["remaining"]>().toEqualTypeOf<readonly string[]>();
});

test("what the service would refuse or misread does not compile", () => {
  const wrong = [
    // @ts-expect-error -- a description is required
    async () => await venice.apiKeys.create({ apiKeyType: "ADMIN" }),
    // @ts-expect-error -- null clears an expiry in update alone
    async () => await venice.apiKeys.create({ apiKeyType: "ADMIN", description: "x", expiresAt: null }),
    // @ts-expect-error -- a limit is an object
    async () => await venice.apiKeys.create({ apiKeyType: "ADMIN", description: "x", consumptionLimit: 10_000 }),
    // @ts-expect-error -- the plural is for reading
    async () => await venice.apiKeys.update("key_1", { consumptionLimits: { usd: null } }),
    // @ts-expect-error -- the type of a key stays
    async () => await venice.apiKeys.update("key_1", { apiKeyType: "ADMIN" }),
    // @ts-expect-error -- no private key is taken
    async () => await venice.apiKeys.mintWeb3Key({ address: "0x", apiKeyType: "ADMIN", privateKey: "0x" }),
    // @ts-expect-error -- the option is spelled baseUrl
    () => new VeniceClient({ baseURL: "https://api.venice.ai/api/v1" }),
  ];

  expectTypeOf(wrong).toExtend<readonly (() => unknown)[]>();
});

test("a maybe can be passed on as it is", () => {
  const call = async (description: string | undefined, expiresAt: Date | undefined): Promise<unknown> =>
    await Promise.all([
      venice.apiKeys.update("key_1", { description, expiresAt, consumptionLimit: { usd: undefined } }, undefined),
      venice.apiKeys.getRateLimitLogs({ startDate: expiresAt, apiKeyId: description }),
    ]);

  expectTypeOf(call).returns.resolves.toBeUnknown();
});
