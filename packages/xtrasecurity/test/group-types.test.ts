import {
  type AuditEvent,
  type AuditPage,
  type Branch,
  type CreatedNotificationRule,
  type CreateWebhookParams,
  type ListedBranch,
  type Page,
  type ProjectDetail,
  type ServiceAccountPermission,
  type TeamRole,
  type Webhook,
  type WebhookEvent,
  type XtraClient,
} from "@keyrack/xtrasecurity";
import { expectTypeOf, test } from "vitest";

declare const xtra: XtraClient;

test("the audit log has pages, every other list is an array", () => {
  expectTypeOf<Awaited<ReturnType<typeof xtra.audit.list>>>().toEqualTypeOf<AuditPage>();
  expectTypeOf<AuditPage>().toExtend<Page<AuditEvent>>();
  expectTypeOf<Awaited<ReturnType<AuditPage["next"]>>>().toEqualTypeOf<AuditPage | null>();
  expectTypeOf<ReturnType<typeof xtra.audit.listAll>>().toEqualTypeOf<AsyncGenerator<AuditEvent, void, undefined>>();
  expectTypeOf<Awaited<ReturnType<typeof xtra.branches.list>>>().toEqualTypeOf<ListedBranch[]>();
});

test("the seed's names are aliases", () => {
  expectTypeOf<typeof xtra.projects.getProject>().toEqualTypeOf<typeof xtra.projects.get>();
  expectTypeOf<typeof xtra.branches.createBranch>().toEqualTypeOf<typeof xtra.branches.create>();
  expectTypeOf<Awaited<ReturnType<typeof xtra.projects.getProject>>>().toEqualTypeOf<ProjectDetail>();
});

test("known values are closed where they are sent and open where they are read", () => {
  expectTypeOf<"secret.created">().not.toExtend<WebhookEvent>();
  expectTypeOf<"secret.created">().toExtend<Webhook["events"][number]>();
  expectTypeOf<"guest">().not.toExtend<TeamRole>();
  expectTypeOf<"guest">().toExtend<ProjectDetail["currentUserRole"]>();
  expectTypeOf<"admin" | "*" | "rotate:secrets">().toExtend<ServiceAccountPermission>();
});

test("a branch has neither secrets nor project, a new rule perhaps no id", () => {
  expectTypeOf<Branch>().not.toHaveProperty("secrets");
  expectTypeOf<Branch>().not.toHaveProperty("project");
  expectTypeOf<CreatedNotificationRule["id"]>().toEqualTypeOf<string | undefined>();
});

test("what the service would refuse or misread does not compile", () => {
  const wrong = [
    // @ts-expect-error -- the log belongs to a workspace
    async () => await xtra.audit.list({}),
    // @ts-expect-error -- the service knows no limit
    async () => await xtra.audit.list({ workspaceId: "w", limit: 50 }),
    // @ts-expect-error -- the service's search always fails
    async () => await xtra.audit.list({ workspaceId: "w", search: "x" }),
    // @ts-expect-error -- nothing emits this event
    async () => await xtra.webhooks.create({ url: "https://app.test", events: ["secret.created"] }),
    // @ts-expect-error -- a project belongs to a workspace
    async () => await xtra.projects.create({ name: "n" }),
    // @ts-expect-error -- a channel's address has another name
    async () => await xtra.notifications.updateChannel("c", { config: { url: "https://app.test" } }),
    // @ts-expect-error -- the option is spelled baseEnv
    async () => await xtra.branches.create(undefined, { name: "n", base_env: "production" }),
    // @ts-expect-error -- a decision is no wish
    async () => await xtra.access.updateRequest("r", { status: "pending" }),
  ];

  expectTypeOf(wrong).toExtend<readonly (() => unknown)[]>();
});

test("a maybe, and a list that is read-only, can be passed on as they are", () => {
  const events = ["secret.update"] as const;
  const call = async (workspaceId: string | undefined): Promise<unknown> =>
    await Promise.all([
      xtra.projects.list({ workspaceId }, undefined),
      xtra.serviceAccounts.list({ projectId: workspaceId }),
    ]);

  expectTypeOf(call).returns.resolves.toBeUnknown();
  expectTypeOf<{ url: string; events: typeof events }>().toExtend<CreateWebhookParams>();
});
