import {
  type Asset,
  type BatchOptions,
  type Client,
  type Confirmation,
  type CreateAssetParams,
  type Fetch,
  type Key,
  type NotFoundError,
  Optropic,
  type OptropicCallOptions,
  type OptropicError,
  type OptropicOptions,
  type OptropicPage,
  type Page,
  type PermissionName,
  type Permissions,
  type RateLimit,
  type RateLimitInfo,
  type Verification,
} from "@keyrack/optropic";
import { expectTypeOf, test } from "vitest";

declare const optropic: Optropic;

test("a client is a Client and takes the platform's fetch without a cast", () => {
  expectTypeOf<Optropic>().toExtend<Client>();
  expectTypeOf<typeof fetch>().toExtend<Fetch>();
  expectTypeOf<{ apiKey: string | undefined; sandbox: boolean | undefined }>().toExtend<OptropicOptions>();
  expectTypeOf(Optropic).toBeConstructibleWith();
  expectTypeOf<RateLimitInfo>().toEqualTypeOf<RateLimit>();
});

test("options of the client are options of a call by the same name and type", () => {
  type Shared = "timeout" | "retryConfig" | "totalTimeout";

  expectTypeOf<Pick<OptropicCallOptions, Shared>>().toEqualTypeOf<Pick<OptropicOptions, Shared>>();
  expectTypeOf<OptropicCallOptions["idempotencyKey"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<BatchOptions>().toExtend<OptropicCallOptions>();
});

test("pages are pages of their own kind, walks give items", () => {
  expectTypeOf<Awaited<ReturnType<typeof optropic.keys.list>>>().toEqualTypeOf<OptropicPage<Key>>();
  expectTypeOf<OptropicPage<Key>>().toExtend<Page<Key>>();
  expectTypeOf<Awaited<ReturnType<OptropicPage<Key>["next"]>>>().toEqualTypeOf<OptropicPage<Key> | null>();
  expectTypeOf<ReturnType<typeof optropic.assets.listAll>>().toEqualTypeOf<AsyncGenerator<Asset, void, undefined>>();
});

test("known values complete, unknown ones are welcome", () => {
  expectTypeOf<"quarantined">().toExtend<Asset["status"]>();
  expectTypeOf<"vaults:read">().toExtend<PermissionName>();
  expectTypeOf<Permissions["ASSETS_READ"]>().toEqualTypeOf<"assets:read">();
  expectTypeOf<Asset["whatever"]>().toEqualTypeOf<unknown>();
  expectTypeOf<Verification>().not.toHaveProperty("whatever");
});

test("what may be empty says so", () => {
  expectTypeOf<Awaited<ReturnType<typeof optropic.keys.revoke>>>().toEqualTypeOf<Confirmation>();
  expectTypeOf<undefined>().toExtend<Confirmation>();
  expectTypeOf<Awaited<ReturnType<typeof optropic.assets.revoke>>>().toEqualTypeOf<Asset>();
});

test("a status narrows the class of an error; the base class may have none", () => {
  expectTypeOf<OptropicError["status"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<NotFoundError["status"]>().toEqualTypeOf<404>();
});

test("what the service would refuse or misread does not compile", () => {
  const wrong = [
    // @ts-expect-error -- a key belongs to an environment and a tenant
    async () => await optropic.keys.create({ label: "CI" }),
    // @ts-expect-error -- a revocation has a reason
    async () => await optropic.assets.revoke("ast_1", {}),
    // @ts-expect-error -- the security level of an asset stays
    async () => await optropic.assets.update("ast_1", { security_level: "sealed" }),
    // @ts-expect-error -- a walk is asked for by offset
    () => optropic.assets.listAll({ page: 2 }),
    // @ts-expect-error -- the audit log calls the size of a page limit
    async () => await optropic.audit.list({ per_page: 5 }),
    // @ts-expect-error -- wire names are the service's own
    async () => await optropic.assets.create({ externalId: "SKU-1" }),
    // @ts-expect-error -- there are two dialects
    () => new Optropic({ dialect: "python" }),
    // @ts-expect-error -- the option is spelled baseUrl
    () => new Optropic({ base_url: "https://api.optropic.com" }),
  ];

  expectTypeOf(wrong).toExtend<readonly (() => unknown)[]>();
});

test("a maybe, and an interface, can be passed on as they are", () => {
  interface Label {
    shelf: number;
  }
  const call = async (vertical: string | undefined, label: Label): Promise<unknown> =>
    await Promise.all([
      optropic.assets.create({ vertical, config: label, metadata: undefined }),
      optropic.assets.list({ vertical }, undefined),
    ]);

  expectTypeOf(call).returns.resolves.toBeUnknown();
  expectTypeOf<{ external_id: string; config: Label }>().toExtend<CreateAssetParams>();
});
