import {
  type Account,
  type Agent,
  type ApiKey,
  type ApiKeys,
  AuthPIAdmin,
  type AuthPIAdminOptions,
  type AuthPICallOptions,
  type AuthPIEvent,
  type AuthPIPage,
  type Client,
  type CreatedApiKey,
  type CreateOptions,
  type CreateUserParams,
  type CreateWebhookParams,
  type DeleteOptions,
  type EventType,
  type Fetch,
  type Group,
  type Invitation,
  type Issuer,
  type IssuerClient,
  type Membership,
  type Note,
  type NotFoundError,
  type Organization,
  type Page,
  type Tagged,
  type UpdateAccountParams,
  type UpdateAgentParams,
  type UpdateApiKeyParams,
  type GroupParams,
  type UpdateInvitationParams,
  type UpdateIssuerClientParams,
  type UpdateIssuerParams,
  type UpdateMemberParams,
  type UpdateNoteParams,
  type UpdateOptions,
  type UpdateOrganizationParams,
  type UpdateUserParams,
  type UpdateWebhookParams,
  type User,
  type UserListItem,
  type Users,
  type ValidationError,
  type Webhook,
} from "@keyrack/authpi-admin";
import { expectTypeOf, test } from "vitest";

declare const admin: AuthPIAdmin;

test("a client is a Client and takes the platform's fetch without a cast", () => {
  expectTypeOf<AuthPIAdmin>().toExtend<Client>();
  expectTypeOf<typeof fetch>().toExtend<Fetch>();
  expectTypeOf<{ apiKey: string | undefined }>().toExtend<AuthPIAdminOptions>();
  expectTypeOf<{ apiKey: { id: string; secret: string } }>().toExtend<AuthPIAdminOptions>();
});

test("options of the client are options of a call by the same name and type", () => {
  type Shared = "timeout" | "retries" | "totalTimeout";

  expectTypeOf<Pick<AuthPICallOptions, Shared>>().toEqualTypeOf<Pick<AuthPIAdminOptions, Shared>>();
});

test("what create, get and lists give are three things", () => {
  expectTypeOf<Users["create"]>().returns.resolves.toEqualTypeOf<Tagged<User>>();
  expectTypeOf<Users["get"]>().returns.resolves.toEqualTypeOf<Tagged<User>>();
  expectTypeOf<Users["list"]>().returns.resolves.toEqualTypeOf<AuthPIPage<UserListItem>>();
  expectTypeOf<Users["listAll"]>().returns.toEqualTypeOf<AsyncGenerator<UserListItem, void, undefined>>();
  expectTypeOf<Users["delete"]>().returns.resolves.toBeVoid();
  expectTypeOf<UserListItem>().not.toHaveProperty("id");
  expectTypeOf<ApiKeys["create"]>().returns.resolves.toEqualTypeOf<Tagged<CreatedApiKey>>();
  expectTypeOf<ApiKeys["get"]>().returns.resolves.not.toHaveProperty("secret_plain");
});

test("a page is a page, with the cursor of the next one", () => {
  expectTypeOf<AuthPIPage<User>>().toExtend<Page<User>>();
  expectTypeOf<AuthPIPage<User>["nextCursor"]>().toEqualTypeOf<string | null>();
  expectTypeOf<Awaited<ReturnType<AuthPIPage<User>["next"]>>>().toEqualTypeOf<AuthPIPage<User> | null>();
});

test("what get gives can be passed to update as it is", () => {
  expectTypeOf<Tagged<Account>>().toExtend<UpdateAccountParams>();
  expectTypeOf<Tagged<Agent>>().toExtend<UpdateAgentParams>();
  expectTypeOf<Tagged<ApiKey>>().toExtend<UpdateApiKeyParams>();
  expectTypeOf<Tagged<Group>>().toExtend<GroupParams>();
  expectTypeOf<Tagged<Invitation>>().toExtend<UpdateInvitationParams>();
  expectTypeOf<Tagged<Issuer>>().toExtend<UpdateIssuerParams>();
  expectTypeOf<Tagged<IssuerClient>>().toExtend<UpdateIssuerClientParams>();
  expectTypeOf<Tagged<Membership>>().toExtend<UpdateMemberParams>();
  expectTypeOf<Tagged<Note>>().toExtend<UpdateNoteParams>();
  expectTypeOf<Tagged<Organization>>().toExtend<UpdateOrganizationParams>();
  expectTypeOf<Tagged<User>>().toExtend<UpdateUserParams>();
  expectTypeOf<Tagged<Webhook>>().toExtend<UpdateWebhookParams>();
});

test("a tag can be passed on as it is, and only to what can have one", () => {
  expectTypeOf<Pick<UpdateOptions, "ifMatch">>().toEqualTypeOf<Pick<DeleteOptions, "ifMatch">>();
  expectTypeOf<Tagged<User>["_etag"]>().toExtend<DeleteOptions["ifMatch"]>();
  expectTypeOf<AuthPICallOptions>().not.toHaveProperty("ifMatch");
  expectTypeOf<AuthPICallOptions>().not.toHaveProperty("idempotencyKey");
  expectTypeOf<CreateOptions>().not.toHaveProperty("ifMatch");
  expectTypeOf<DeleteOptions>().not.toHaveProperty("idempotencyKey");
});

test("bodies are open, and what is known of them is checked", () => {
  interface Extended {
    email: string;
    loyalty_level: number;
  }

  expectTypeOf<{ email: string; display_name: string; anything: number[] }>().toExtend<CreateUserParams>();
  expectTypeOf<Extended>().toExtend<CreateUserParams>();
  expectTypeOf<{ url: string }>().toExtend<CreateWebhookParams>();
  expectTypeOf<{ name: string }>().not.toExtend<CreateWebhookParams>();
  expectTypeOf<{ email: number }>().not.toExtend<CreateUserParams>();
});

test("words that the service adds later pass, those of today are offered", () => {
  expectTypeOf<"user.mfa.backup-codes.low">().toExtend<EventType>();
  expectTypeOf<"something.new">().toExtend<EventType>();
  expectTypeOf<"paused">().toExtend<User["status"]>();
  expectTypeOf<AuthPIEvent["type"]>().toEqualTypeOf<string>();
});

test("a status narrows the class of an error", () => {
  expectTypeOf<NotFoundError["status"]>().toEqualTypeOf<404>();
  expectTypeOf<ValidationError["status"]>().toEqualTypeOf<400 | 422>();
});

test("what the service would refuse or misread does not compile", () => {
  const wrong = [
    // @ts-expect-error -- a credential is needed, so there are options
    () => new AuthPIAdmin(),
    // @ts-expect-error -- the pair is id and secret
    () => new AuthPIAdmin({ apiKey: { keyId: "key_1", keySecret: "s" } }),
    // @ts-expect-error -- the option is spelled baseUrl
    () => new AuthPIAdmin({ apiKey: "key_1:s", baseURL: "https://api.authpi.com" }),
    // @ts-expect-error -- an issuer has a name
    async () => await admin.issuers.create({ description: "Shop" }),
    // @ts-expect-error -- a key has restrictions
    async () => await admin.apiKeys.create({ name: "ci" }),
    // @ts-expect-error -- this list has no pages
    async () => await admin.domains.list({ limit: 5 }),
    // @ts-expect-error -- a read has no precondition
    async () => await admin.issuers.get("iss_1", { ifMatch: '"1"' }),
    // @ts-expect-error -- types of events are one text
    async () => await admin.events.list({ event_types: ["user.created"] }),
    // @ts-expect-error -- there is no route for one delivery
    async () => await admin.webhook("wh_1").deliveries.get("dlv_1"),
  ];

  expectTypeOf(wrong).toExtend<readonly (() => unknown)[]>();
});

test("a maybe can be passed on as it is", () => {
  const call = async (name: string | undefined, etag: string | undefined): Promise<unknown> =>
    await Promise.all([
      admin.issuer("iss_1").users.update("usr_1", { display_name: name }, { ifMatch: etag }),
      admin.issuers.list({ q: name, cursor: undefined }, undefined),
      admin.apiKeys.block("key_1", undefined, { idempotencyKey: name }),
    ]);

  expectTypeOf(call).returns.resolves.toBeUnknown();
});
