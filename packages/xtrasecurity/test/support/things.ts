import type { XtraClient } from "@keyrack/xtrasecurity";
import type { XtraFixtures } from "@keyrack/emulator";
import type { World } from "./emulator.ts";

/** Somebody whom the emulated service knows. */
export type Role = "owner" | keyof XtraFixtures["tokens"];

/** Gives the client of somebody, bound to the owner's project. */
export function as({ client, emulator, owner }: World, role: Role): XtraClient {
  return role === "owner" ? owner : client(emulator.fixtures.tokens[role]);
}

/** One thing of each kind, ready to be asked for; the owner's unless it says otherwise. */
export interface Things {
  readonly projectId: string;
  readonly workspaceId: string;
  readonly branchId: string;
  readonly featureId: string;
  readonly secretId: string;
  readonly teamId: string;
  readonly teamProjectId: string;
  /** The developer's membership of the team. */
  readonly memberId: string;
  /** A team that the project is not open to. */
  readonly otherTeamId: string;
  /** A request of the developer's that waits. */
  readonly requestId: string;
  /** A request of the developer's that was approved. */
  readonly grantId: string;
  readonly jitToken: string;
  readonly accountId: string;
  readonly keyId: string;
  readonly accountToken: string;
  readonly apiKeyId: string;
  readonly webhookId: string;
  readonly scheduleId: string;
  readonly shareId: string;
  readonly shareToken: string;
  readonly noteId: string;
  readonly ruleId: string;
  readonly channelId: string;
  /** Without anything in it. */
  readonly emptyProjectId: string;
  readonly emptyWorkspaceId: string;
}

/** An address at which nobody listens. */
export const nobody = "http://127.0.0.1:9/hook";

/** Furnishes the owner's project: a secret on two branches, a team with the developer, and an invitation for the viewer. */
export async function furnish(world: World): Promise<Things> {
  const { emulator, owner } = world;
  const { branchId, projectId, workspaceId } = emulator.fixtures;
  await owner.secrets.set("production", { API_KEY: "main-value-1", ONLY_MAIN: "main-value-2" });
  const feature = await owner.branches.create(projectId, { name: "feature" });
  await owner.secrets.set("production", { API_KEY: "feature-value" }, { branch: "feature" });
  const secrets = await owner.secrets.list();
  const secret = secrets.find((row) => row.key === "ONLY_MAIN");
  const empty = await owner.projects.create({ name: "Empty", workspaceId });
  const emptyWorkspace = await owner.workspaces.create({ name: "Empty" });
  const ids = { branchId, projectId, workspaceId, secretId: secret?.id ?? "" };
  return {
    ...ids,
    featureId: feature.id,
    emptyProjectId: empty.id,
    emptyWorkspaceId: emptyWorkspace.id,
    ...(await furnishTeam(world)),
    ...(await furnishAccess(world)),
    ...(await furnishProgram(world, ids.secretId)),
    ...(await furnishNotes(world)),
  };
}

type Team = Pick<Things, "teamId" | "teamProjectId" | "memberId" | "otherTeamId">;

async function furnishTeam(world: World): Promise<Team> {
  const { emulator, owner } = world;
  const { emails, projectId, workspaceId } = emulator.fixtures;
  const { id: teamId } = await owner.teams.create({ name: "Crew", workspaceId });
  const other = await owner.teams.create({ name: "Guests", workspaceId });
  const { id: teamProjectId } = await owner.projects.addTeam(projectId, teamId);
  const { invite } = await owner.teams.invite({ teamId, email: emails.developer, role: "developer" });
  await as(world, "developer").teams.acceptInvite(teamId);
  await owner.teams.invite({ teamId, email: emails.viewer, role: "viewer" });
  return { teamId, teamProjectId, memberId: invite.id, otherTeamId: other.id };
}

async function furnishAccess(world: World): Promise<Pick<Things, "requestId" | "grantId" | "jitToken">> {
  const { emulator, owner } = world;
  const { projectId } = emulator.fixtures;
  const developer = as(world, "developer");
  const granted = await developer.access.request({ reason: "Deploy", duration: 60, projectId });
  await owner.access.approve(granted.requestId);
  const waiting = await developer.access.request({ reason: "Debug", duration: 30, projectId });
  const { token } = await owner.access.createLink({ duration: 15 });
  return { grantId: granted.requestId, requestId: waiting.requestId, jitToken: token };
}

type Program = Pick<
  Things,
  "accountId" | "keyId" | "accountToken" | "apiKeyId" | "webhookId" | "scheduleId" | "shareId" | "shareToken"
>;

async function furnishProgram({ owner }: World, secretId: string): Promise<Program> {
  const account = await owner.serviceAccounts.create({ name: "CI", permissions: ["read:secrets"] });
  const key = await owner.serviceAccounts.createKey(account.id, { label: "CI key" });
  const apiKey = await owner.apiKeys.create({ label: "Laptop" });
  const webhook = await owner.webhooks.create({ url: nobody, events: ["environment.clone"] });
  const schedule = await owner.rotation.create({ secretId, frequency: "weekly", rotationMethod: "auto-generate" });
  const share = await owner.shares.create(secretId, { maxViews: 2 });
  return {
    accountId: account.id,
    keyId: key.id,
    accountToken: key.key,
    apiKeyId: apiKey.id,
    webhookId: webhook.id,
    scheduleId: schedule.id,
    shareId: share.id,
    shareToken: share.token,
  };
}

async function furnishNotes({ emulator, owner }: World): Promise<Pick<Things, "noteId" | "ruleId" | "channelId">> {
  const { workspaceId } = emulator.fixtures;
  const [note] = await owner.notifications.list();
  await owner.notifications.createRule({ name: "Changes", workspaceId, triggers: ["secret_change"] });
  await owner.notifications.createChannel({ name: "Chat", type: "slack", workspaceId, config: { webhookUrl: nobody } });
  const [rule] = await owner.notifications.listRules(workspaceId);
  const [channel] = await owner.notifications.listChannels(workspaceId);
  return { noteId: note?.id ?? "", ruleId: rule?.id ?? "", channelId: channel?.id ?? "" };
}
