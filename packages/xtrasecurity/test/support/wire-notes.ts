import { expect } from "vitest";
import type { WireRow } from "./wire-row.ts";
import { nobody } from "./things.ts";

const text = expect.any(String) as unknown;
const number = expect.any(Number) as unknown;

/** The wire rows of the audit log and of notifications. */
export const noteRows: readonly WireRow[] = [
  {
    method: "audit.list",
    call: async ({ audit }, { workspaceId }) =>
      await audit.list({
        workspaceId,
        page: 1,
        pageSize: 2,
        category: "team",
        startDate: "2020-01-01",
        endDate: "2030-01-01",
        severity: "create",
        status: "create",
        userId: undefined,
      }),
    route: "GET /audit",
    query: {
      workspaceId: "{workspaceId}",
      page: "1",
      pageSize: "2",
      category: "team",
      startDate: "2020-01-01",
      endDate: "2030-01-01",
      severity: "create",
      status: "create",
    },
    answer: { page: 1, pageSize: 2, total: 2, data: [{ action: "team.create" }, { action: "team.create" }] },
  },
  {
    method: "audit.verify",
    call: async ({ audit }) => await audit.verify(),
    route: "GET /audit/verify",
    answer: { valid: false, details: { brokenAtId: text, reason: "Previous hash mismatch" } },
  },
  {
    method: "audit.export",
    call: async ({ audit }) => await audit.export({ startDate: "2026-01-01", action: "secret.create" }),
    route: "POST /audit/export",
    json: () => ({ format: "json", startDate: "2026-01-01", action: "secret.create" }),
    says: { body: { data: [{ id: "1", action: "secret.create" }] } },
    answer: [{ id: "1", action: "secret.create" }],
  },
  {
    method: "audit.exportCsv",
    call: async ({ audit }) => await audit.exportCsv(),
    route: "POST /audit/export",
    json: () => ({ format: "csv" }),
    says: { body: "id,action\n1,secret.create\n" },
    answer: "id,action\n1,secret.create\n",
  },
  {
    method: "audit.stats",
    call: async ({ audit }) => await audit.stats(),
    route: "GET /audit/stats",
    answer: { dailyEvents: number, totalEvents: 0, activeUsers: 1 },
  },
  {
    method: "audit.dashboard",
    call: async ({ audit }, { workspaceId }) => await audit.dashboard({ workspaceId, range: "24h" }),
    route: "GET /audit/dashboard",
    query: { workspaceId: "{workspaceId}", range: "24h" },
    answer: { period: "24h", stats: { totalEvents: number }, anomalies: [] },
  },
  {
    method: "audit.create",
    call: async ({ audit }, { projectId }) =>
      await audit.create([
        { timestamp: "2026-06-15T12:00:00.000Z", action: "deploy", projectId, details: { build: 7 } },
      ]),
    route: "POST /audit/cli-logs",
    json: ({ projectId }) => ({
      logs: [{ timestamp: "2026-06-15T12:00:00.000Z", action: "deploy", projectId, details: { build: 7 } }],
    }),
    answer: { success: true, count: 1 },
  },
  {
    method: "notifications.list",
    call: async ({ notifications }, { workspaceId }) => await notifications.list({ workspaceId }),
    route: "GET /notifications",
    query: { workspaceId: "{workspaceId}" },
    answer: expect.arrayContaining([expect.objectContaining({ taskTitle: "Team Created", read: false })]) as unknown,
  },
  {
    method: "notifications.update",
    call: async ({ notifications }, { noteId }) => await notifications.update(noteId, { read: true }),
    route: "PATCH /notifications",
    json: ({ noteId: id }) => ({ id, read: true }),
    answer: { read: true },
  },
  {
    method: "notifications.delete",
    call: async ({ notifications }, { noteId }) => await notifications.delete(noteId),
    route: "DELETE /notifications",
    query: { id: "{noteId}" },
    answer: undefined,
  },
  {
    method: "notifications.listRules",
    call: async ({ notifications }, { workspaceId }) => await notifications.listRules(workspaceId),
    route: "GET /notification-rules",
    query: { workspaceId: "{workspaceId}" },
    answer: [{ id: text, name: "Changes", triggers: ["secret_change"] }],
  },
  {
    method: "notifications.createRule",
    call: async ({ notifications }, { workspaceId }) =>
      await notifications.createRule({
        name: "Alarms",
        workspaceId,
        triggers: ["security_alert"],
        conditions: { severity: ["high"] },
      }),
    route: "POST /notification-rules",
    json: ({ workspaceId }) => ({
      name: "Alarms",
      workspaceId,
      triggers: ["security_alert"],
      conditions: { severity: ["high"] },
    }),
    answer: { name: "Alarms", enabled: true },
  },
  {
    method: "notifications.updateRule",
    call: async ({ notifications }, { ruleId }) => await notifications.updateRule(ruleId, { enabled: false }),
    route: "PATCH /notification-rules",
    json: ({ ruleId: id }) => ({ id, enabled: false }),
    answer: undefined,
  },
  {
    method: "notifications.deleteRule",
    call: async ({ notifications }, { ruleId }) => await notifications.deleteRule(ruleId),
    route: "DELETE /notification-rules",
    query: { id: "{ruleId}" },
    answer: undefined,
  },
  {
    method: "notifications.listChannels",
    call: async ({ notifications }, { workspaceId }) => await notifications.listChannels(workspaceId),
    route: "GET /notification-channels",
    query: { workspaceId: "{workspaceId}" },
    answer: [{ id: text, name: "Chat", type: "slack" }],
  },
  {
    method: "notifications.createChannel",
    call: async ({ notifications }, { workspaceId }) =>
      await notifications.createChannel({
        type: "webhook",
        name: "Pager",
        workspaceId,
        config: { webhookUrl: nobody },
      }),
    route: "POST /notification-channels",
    json: ({ workspaceId }) => ({ type: "webhook", name: "Pager", workspaceId, config: { webhookUrl: nobody } }),
    answer: { name: "Pager", type: "webhook" },
  },
  {
    method: "notifications.updateChannel",
    call: async ({ notifications }, { channelId }) => await notifications.updateChannel(channelId, { name: "Room" }),
    route: "PATCH /notification-channels",
    json: ({ channelId: id }) => ({ id, name: "Room" }),
    answer: undefined,
  },
  {
    method: "notifications.deleteChannel",
    call: async ({ notifications }, { channelId }) => await notifications.deleteChannel(channelId),
    route: "DELETE /notification-channels",
    query: { id: "{channelId}" },
    answer: undefined,
  },
  {
    method: "notifications.testChannel",
    call: async ({ notifications }) => await notifications.testChannel({ webhookUrl: nobody, type: "teams" }),
    route: "POST /notification-channels/test",
    json: () => ({ webhookUrl: nobody, type: "teams" }),
    says: { body: { success: true, message: "Test message sent to Microsoft Teams!" } },
    answer: { success: true },
  },
];
