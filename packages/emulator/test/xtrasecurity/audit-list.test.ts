import { describe, expect, test } from "vitest";
import { recordDeed } from "../../src/xtrasecurity/audit.ts";
import { Bench, type Fields, noon, type Sender } from "./support/bench.ts";
import { anId, aTime } from "./support/forms.ts";
import { readValues, unknownId, writeSecrets } from "./support/secrets.ts";
import { createTeam } from "./support/teams.ts";

interface Page {
  readonly data: readonly Fields[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

const failure = "500 Failed to fetch audit logs";

async function list(bench: Bench, query = "", as: Sender = "owner"): Promise<Page> {
  return await bench.data<Page>(`GET /audit?workspaceId=${bench.fixtures.workspaceId}${query}`, { as });
}

/** Leaves a row of the owner's workspace at a time before noon. */
function leaveRow(bench: Bench, deed: { action: string; daysAgo: number; as?: "owner" | "developer" }): void {
  const { store, fixtures } = bench;
  const { workspaceId, projectId, userIds } = fixtures;
  const timestamp = new Date(noon - deed.daysAgo * 86_400_000).toISOString();
  const call = {
    store,
    now: noon,
    caller: undefined,
    address: "127.0.0.1",
    headers: new Headers(),
    params: {},
    text: "",
  };
  const url = new URL("https://xtra.example/api");
  const actor = { id: userIds[deed.as ?? "owner"] };
  const place = { entity: "project", entityId: projectId, workspaceId, timestamp };
  recordDeed({ ...call, url, query: url.searchParams }, actor, { action: deed.action, ...place });
}

describe("a page of the audit log", () => {
  test("has the newest first, each with the whole row of its user", async () => {
    const bench = new Bench();
    const { userIds, emails, workspaceId } = bench.fixtures;
    await writeSecrets(bench, { KEY: "1" });
    const teamId = await createTeam(bench);

    const page = await list(bench);

    expect(page).toMatchObject({ total: 2, page: 1, pageSize: 25 });
    expect(page.data.map(({ action }) => action)).toEqual(["team.create", "secret.create"]);
    expect(page.data[0]).toEqual({
      id: anId,
      userId: userIds.owner,
      action: "team.create",
      entity: "team",
      entityId: teamId,
      changes: expect.anything(),
      timestamp: aTime,
      workspaceId,
      previousHash: page.data[1]?.["currentHash"],
      currentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ipAddress: "127.0.0.1",
      userAgent: null,
      user: expect.objectContaining({ id: userIds.owner, email: emails.owner, password: null, mfaSecret: null }),
    });
  });

  test("is cut by page and pageSize, and empty for a size of 0", async () => {
    const bench = new Bench();
    for (const action of ["a", "b", "c"]) leaveRow(bench, { action, daysAgo: 1 });
    const actions = async (query: string): Promise<unknown> =>
      (await list(bench, query)).data.map(({ action }) => action);

    expect(await actions("&page=1&pageSize=2")).toEqual(["c", "b"]);
    expect(await actions("&page=2&pageSize=2")).toEqual(["a"]);
    expect(await actions("&page=3&pageSize=2")).toEqual([]);
    expect(await list(bench, "&pageSize=0")).toEqual({ data: [], total: 3, page: 1, pageSize: 0 });
    expect(await list(bench, "&limit=1")).toMatchObject({ pageSize: 25 });
  });

  test("takes filters: user, category, period, and a part of the action, of which status wins over severity", async () => {
    const bench = new Bench();
    const { userIds } = bench.fixtures;
    leaveRow(bench, { action: "secret.failed", daysAgo: 3 });
    leaveRow(bench, { action: "secret.read", daysAgo: 2, as: "developer" });
    await createTeam(bench);
    const actions = async (query: string): Promise<unknown> =>
      (await list(bench, query)).data.map(({ action }) => action);

    expect(await actions(`&userId=${userIds.developer}`)).toEqual(["secret.read"]);
    expect(await actions("&category=team")).toEqual(["team.create"]);
    expect(await actions("&severity=failed")).toEqual(["secret.failed"]);
    expect(await actions("&status=read&severity=failed")).toEqual(["secret.read"]);
    expect(await actions("&startDate=2026-06-13&endDate=2026-06-14T00:00:00Z")).toEqual(["secret.read"]);
  });

  test("reaches back 30 days on its owner's free plan, a year on the paid one, without an end on the dearest", async () => {
    const bench = new Bench();
    const { userIds } = bench.fixtures;
    for (const daysAgo of [400, 300, 20]) leaveRow(bench, { action: `${daysAgo}`, daysAgo });
    bench.join("developer", "admin");
    const totalOn = async (tier: string): Promise<number> => {
      Object.assign(bench.store.users.get(userIds.owner) ?? {}, { tier });
      return (await list(bench, "&startDate=2020-01-01", "developer")).total;
    };

    expect(await totalOn("enterprise")).toBe(3);
    expect(await totalOn("pro")).toBe(2);
    expect(await totalOn("free")).toBe(1);
  });

  test("shows others their own rows and those of projects that they reach, and nothing to those without a project", async () => {
    const bench = new Bench();
    await createTeam(bench);
    await readValues(bench);
    expect(await list(bench, "&page=7&pageSize=3", "viewer")).toEqual({ data: [], total: 0, page: 1, pageSize: 3 });
    bench.join("viewer", "viewer");
    await readValues(bench);

    const page = await list(bench, "", "viewer");

    expect(page.data.map(({ entity }) => entity)).toEqual(["project", "project"]);
    expect(await list(bench)).toMatchObject({ total: 3 });
  });

  test("is empty for an unknown workspace", async () => {
    const bench = new Bench();

    expect(await bench.data(`GET /audit?workspaceId=${unknownId}`)).toMatchObject({ data: [], total: 0 });
  });

  test("fails while the row of a service account is on it", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    await createTeam(bench);
    const as = bench.addAccount(["write:secrets"]);
    await bench.data(`POST /projects/${projectId}/envs/production/secrets`, { as, body: { secrets: { KEY: "1" } } });
    const { workspaceId } = bench.fixtures;

    expect(await bench.refusal(`GET /audit?workspaceId=${workspaceId}`)).toBe(failure);
    expect(await list(bench, "&category=team")).toMatchObject({ total: 1 });
    expect(await list(bench, "&page=2&pageSize=1")).toMatchObject({ total: 2, data: [{ action: "team.create" }] });
  });
});

test("the audit log needs a login and a workspace, reads numbers as far as they go, and fails for what its database cannot read", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  const of = `/audit?workspaceId=${workspaceId}`;

  expect(await bench.refusal("GET /audit", { as: "nobody" })).toBe("401 Unauthorized");
  expect(await bench.refusal("GET /audit")).toBe("400 Workspace ID is required");
  for (const query of ["&page=x", "&page=0", "&pageSize=x", "&search=key", "&startDate=x", "&userId=u_1"]) {
    expect([query, await bench.refusal(`GET ${of}${query}`)]).toEqual([query, failure]);
  }
  expect(await bench.data(`GET ${of}&page=1.5&pageSize=7rows`)).toMatchObject({ page: 1, pageSize: 7 });
  expect(await bench.refusal("GET /audit?workspaceId=ws_1")).toBe(failure);
  expect(await bench.refusal(`GET ${of}`, { as: bench.addAccount(["*"]) })).toBe(failure);
});
