import type { XtraClient } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, printed, scripted, secretsPath, someProject, someSecret } from "./support/bench.ts";

const id = "64b0c0ffee64b0c0ffee64b1";
const envelope =
  '{"iv":"0123456789abcdef01234567","encryptedData":"5ec7e7","authTag":"0123456789abcdef0123456789abcdef"}';
const info = {
  id,
  key: "A",
  description: "d",
  environmentType: "production",
  version: "2",
  projectId: someProject,
  branchId: null,
  type: "environment",
  lastUpdated: "2026-06-15T12:00:00.000Z",
  updatedBy: "u",
  permission: [],
  expiryDate: null,
  rotationPolicy: "manual",
  isReference: false,
  sourceSecretId: null,
};
const row = { ...info, value: [envelope], history: [{ version: "1", value: envelope }], shadowValue: [envelope] };

interface Row {
  readonly method: string;
  readonly call: (client: XtraClient) => Promise<unknown>;
  readonly route: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What the service answers. */
  readonly says: unknown;
  readonly gives?: unknown;
}

const rows: readonly Row[] = [
  {
    method: "secrets.get",
    call: async ({ secrets }) => await secrets.get("production", "A B"),
    route: `GET ${secretsPath}/A%20B`,
    says: row,
    gives: info,
  },
  {
    method: "secrets.history",
    call: async ({ secrets }) => await secrets.history("production", "A"),
    route: `GET ${secretsPath}/A/history`,
    says: { currentVersion: "1", history: [] },
  },
  {
    method: "secrets.rollback",
    call: async ({ secrets }) => await secrets.rollback("production", "A", { version: "3" }),
    route: `POST ${secretsPath}/A/history`,
    body: { version: "3" },
    says: { success: true, version: "5" },
  },
  {
    method: "secrets.rotate",
    call: async ({ secrets }) => await secrets.rotate("production", "A"),
    route: `POST ${secretsPath}/A/rotate`,
    body: { strategy: "regenerate" },
    says: { success: true, message: "Secret rotated", shadowValue: "0123" },
  },
  {
    method: "secrets.rotate to a value",
    call: async ({ secrets }) => await secrets.rotate("production", "A", { value: "v", strategy: "shadow" }),
    route: `POST ${secretsPath}/A/rotate`,
    body: { strategy: "shadow", parsedNewValue: "v" },
    says: { success: true, message: "m", shadowValue: "********", expiresAt: "2026-06-16T12:00:00.000Z" },
    gives: { success: true, message: "m", expiresAt: "2026-06-16T12:00:00.000Z" },
  },
  {
    method: "secrets.promote",
    call: async ({ secrets }) => await secrets.promote("production", "A"),
    route: `POST ${secretsPath}/A/promote`,
    says: { success: true, message: "m", version: "2" },
  },
  {
    method: "secrets.link",
    call: async ({ secrets }) =>
      await secrets.link("production", { key: "A", sourceProjectId: id, sourceEnv: "Staging", sourceKey: "B" }),
    route: `POST ${secretsPath}/link`,
    body: { key: "A", sourceProjectId: id, sourceEnv: "staging", sourceKey: "B" },
    says: row,
    gives: info,
  },
  {
    method: "secrets.clone",
    call: async ({ secrets }) => await secrets.clone({ fromEnv: "staging", toEnv: "production", overwrite: true }),
    route: `POST /api/projects/${someProject}/envs/clone`,
    body: { fromEnv: "staging", toEnv: "production", overwrite: true },
    says: { success: true, summary: { copied: 1, updated: 0, skipped: 0 } },
  },
  {
    method: "secrets.list",
    call: async ({ secrets }) => await secrets.list(),
    route: "GET /api/secret",
    query: { projectId: someProject },
    says: [{ ...row, value: someSecret, project: { id: someProject } }],
    gives: [info],
  },
  {
    method: "secrets.create",
    call: async ({ secrets }) => await secrets.create({ key: "A", value: "v", environmentType: "production" }),
    route: "POST /api/secret",
    body: { key: "A", value: "v", environmentType: "production", projectId: someProject },
    says: { ...row, value: "v" },
    gives: info,
  },
  {
    method: "secrets.updateById",
    call: async ({ secrets }) => await secrets.updateById(id, { description: "e", changeReason: "r" }),
    route: "PUT /api/secret",
    query: { id },
    body: { description: "e", changeReason: "r" },
    says: row,
    gives: info,
  },
  {
    method: "secrets.deleteById",
    call: async ({ secrets }) => await secrets.deleteById(id),
    route: "DELETE /api/secret",
    query: { id },
    says: { message: "Secret deleted successfully" },
    gives: undefined,
  },
  {
    method: "secrets.rollbackById",
    call: async ({ secrets }) => await secrets.rollbackById(id, { version: "1", changeReason: "r" }),
    route: "POST /api/secret/rollback",
    body: { secretId: id, targetVersion: "1", changeReason: "r" },
    says: { success: true, message: "m", version: "3", secret: { id, key: "A", version: "3" } },
  },
  {
    method: "secrets.expiring",
    call: async ({ secrets }) => await secrets.expiring({ days: 30, projectId: someProject }),
    route: "GET /api/secrets/expiring",
    query: { days: "30", projectId: someProject },
    says: { expiring: [], expired: [], summary: { expiringCount: 0, expiredCount: 0, total: 0 } },
  },
  {
    method: "secrets.health",
    call: async ({ secrets }) => await secrets.health(id),
    route: "GET /api/secret/health",
    query: { workspaceId: id },
    says: { total: 0, securityScore: 100 },
  },
];

test.each(rows)("$method is $route", async ({ call, route, query = {}, body, says, ...expected }) => {
  const service = scripted(json(says));

  const given = await call(clientOf(service));

  const [method, path] = route.split(" ");
  expect(service.sent).toMatchObject([{ method, path, query }]);
  expect(service.sent[0]?.query).toEqual(query);
  expect(service.sent[0]?.body).toEqual(body);
  expect(given).toEqual("gives" in expected ? expected.gives : says);
});

test.each(rows)("$method shows no stored value, clear or encrypted", async ({ method, call, says }) => {
  const isAsked = /history|rotate/.test(method);

  const given = await call(clientOf(scripted(json(says))));

  expect(isAsked ? "" : printed(given)).not.toMatch(/5ec7e7|hunter2/);
});

describe("history", () => {
  test("comes by version, then by time, and keeps what is there twice", async () => {
    const entries = [
      { version: "10", updatedAt: "2026-01-03", value: "c" },
      { version: "9", value: "no time" },
      { version: "2", updatedAt: "2026-01-02", value: "b" },
      { version: "2", updatedAt: "2026-01-01", value: "a" },
    ];
    const service = scripted(json({ currentVersion: "10", history: entries }));

    const { currentVersion, history } = await clientOf(service).secrets.history("production", "A");

    expect(currentVersion).toBe("10");
    expect(history.map(({ value }) => value)).toEqual(["a", "b", "no time", "c"]);
  });
});

test.each(["", " ", "..", "branch", "A=B"])(
  "a key that no secret can have is refused before a byte is sent: %j",
  async (key) => {
    const service = scripted(json({}));

    const error = await failureOf(clientOf(service).secrets.get("production", key));

    expect(error).toMatchObject({ code: "invalid_argument" });
    expect(service.sent).toEqual([]);
  },
);

test.each(["", "v1", 3 as never])("a version that is no number as text is refused: %j", async (version) => {
  const service = scripted(json({}));

  const error = await failureOf(clientOf(service).secrets.rollback("production", "A", { version }));

  expect(error).toMatchObject({ code: "invalid_argument" });
  expect(service.sent).toEqual([]);
});

test("routes print without the names of secrets", async () => {
  const error = await failureOf(clientOf(scripted(json({}, 404))).secrets.history("production", "A"));

  expect(error).toMatchObject({ route: "/projects/{}/envs/{}/secrets/{}/history" });
});
