import { ConfigError, type XtraClient, XtraError } from "@keyrack/xtrasecurity";
import { expect, test } from "vitest";
import { clientOf, failureOf, scripted } from "./support/bench.ts";

// What a program without types could pass.
const none = undefined as unknown as string;
const blank = " \t";
const number = 7 as unknown as string;
const noObject = null as unknown as Record<string, never>;

const refused: readonly [option: string, call: (client: XtraClient) => Promise<unknown>][] = [
  ["id", async ({ projects }) => await projects.get("")],
  ["id", async ({ projects }) => await projects.getProject(none)],
  ["id", async ({ projects }) => await projects.delete(blank)],
  ["id", async ({ projects }) => await projects.update(number, {})],
  ["name", async ({ projects }) => await projects.create({ name: "", workspaceId: "w" })],
  ["workspaceId", async ({ projects }) => await projects.create({ name: "n", workspaceId: none })],
  ["ip", async ({ projects }) => await projects.removeIp("p", "")],
  ["teamId", async ({ projects }) => await projects.addTeam("p", "")],
  ["params", async ({ projects }) => await projects.list(noObject)],
  ["params", async ({ projects }) => await projects.update("p", noObject)],
  ["id", async ({ branches }) => await branches.get("")],
  ["id", async ({ branches }) => await branches.clear("")],
  ["id", async ({ branches }) => await branches.update("", {})],
  ["id", async ({ branches }) => await branches.delete(none)],
  ["name", async ({ branches }) => await branches.getByName("p", "")],
  ["name", async ({ branches }) => await branches.create("p", { name: blank })],
  ["baseEnv", async ({ branches }) => await branches.create("p", { name: "n", baseEnv: "" })],
  [
    "copySecrets",
    async ({ branches }) => await branches.create("p", { name: "n", copySecrets: number as unknown as boolean }),
  ],
  ["base", async ({ branches }) => await branches.compare({ base: "", compare: "c" })],
  ["compare", async ({ branches }) => await branches.compare({ base: "b", compare: none })],
  ["id", async ({ teams }) => await teams.update("", {})],
  ["id", async ({ teams }) => await teams.delete("")],
  ["email", async ({ teams }) => await teams.invite({ teamId: "t", email: "", role: "viewer" })],
  ["role", async ({ teams }) => await teams.setRole("m", "" as "viewer")],
  ["memberId", async ({ teams }) => await teams.removeMember("")],
  ["teamId", async ({ teams }) => await teams.acceptInvite("")],
  ["requestId", async ({ access }) => await access.get("")],
  ["requestId", async ({ access }) => await access.approve("")],
  ["reason", async ({ access }) => await access.request({ reason: "", duration: 5 })],
  ["duration", async ({ access }) => await access.request({ reason: "r", duration: Number.NaN })],
  ["duration", async ({ access }) => await access.createLink({ duration: 0 })],
  ["maxUses", async ({ access }) => await access.createLink({ duration: 5, maxUses: 0 })],
  ["token", async ({ access }) => await access.claimLink("")],
  ["command", async ({ access }) => await access.logBreakGlass({ command: "" })],
  ["params", async ({ access }) => await access.createLink(noObject as unknown as { duration: number })],
  ["page", async ({ audit }) => await audit.list({ workspaceId: "w", page: 0 })],
  ["workspaceId", async ({ audit }) => await audit.listAll({ workspaceId: "" }).next()],
  ["params", async ({ audit }) => await audit.listAll(noObject as unknown as { workspaceId: string }).next()],
  ["workspaceId", async ({ audit }) => await audit.dashboard({ workspaceId: "" })],
  ["entries", async ({ audit }) => await audit.create(noObject as unknown as [])],
  ["id", async ({ notifications }) => await notifications.delete("")],
  ["workspaceId", async ({ notifications }) => await notifications.listRules("")],
  [
    "type",
    async ({ notifications }) =>
      await notifications.createChannel({ type: none as "slack", name: "n", workspaceId: "w" }),
  ],
  ["webhookUrl", async ({ notifications }) => await notifications.testChannel({ webhookUrl: "" })],
  ["name", async ({ serviceAccounts }) => await serviceAccounts.create({ name: "" })],
  ["expiresInDays", async ({ serviceAccounts }) => await serviceAccounts.createKey("a", { expiresInDays: 0 })],
  ["projectId", async ({ serviceAccounts }) => await serviceAccounts.list({ projectId: "" })],
  ["options", async ({ serviceAccounts }) => await serviceAccounts.list(noObject)],
  ["branch", async ({ webhooks }) => await webhooks.list({ branch: "main" } as object)],
  ["url", async ({ webhooks }) => await webhooks.testUrl("")],
  ["id", async ({ webhooks }) => await webhooks.update("", { active: true })],
  [
    "customDays",
    async ({ rotation }) => await rotation.create({ frequency: "custom", customDays: 0.5, rotationMethod: "manual" }),
  ],
  ["id", async ({ rotation }) => await rotation.run("")],
  ["secretId", async ({ shares }) => await shares.create("")],
  ["maxViews", async ({ shares }) => await shares.create("s", { maxViews: 0 })],
  ["expiresInHours", async ({ shares }) => await shares.create("s", { expiresInHours: -1 })],
  ["token", async ({ shares }) => await shares.get("")],
  ["id", async ({ workspaces }) => await workspaces.get("")],
  ["id", async ({ workspaces }) => await workspaces.delete("")],
  ["id in a path", async ({ apiKeys }) => await apiKeys.delete("..")],
];

test.each(refused)("a wrong %s is refused by its name before a byte is sent (row %#)", async (option, call) => {
  const service = scripted();

  const error = await failureOf(call(clientOf(service)));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ message: expect.stringContaining(option) as string });
  expect(service.sent).toEqual([]);
});

test("an error about an argument does not show its value", async () => {
  const service = scripted();
  const value = `xtra_${"0a".repeat(32)}`;

  const error = await failureOf(clientOf(service).shares.create("s", { maxViews: -1, label: value }));

  expect(String(error)).not.toContain(value);
  expect(String(error)).not.toContain("-1");
});
