import { describe, expect, test } from "vitest";
import { Bench, type Fields, type Sender } from "./support/bench.ts";
import { aDatabaseText, anId, aSentence, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";

function pathOf({ fixtures }: Bench): string {
  return `/projects/${fixtures.projectId}/service-accounts`;
}

async function createAccount(bench: Bench, settings: object = {}): Promise<string> {
  const body = { name: "deploy", permissions: ["read:secrets"], ...settings };
  const { id } = await bench.data<{ id: string }>(`POST ${pathOf(bench)}`, { body });
  return id;
}

function actions(bench: Bench): readonly string[] {
  return bench.auditRows.map(({ action }) => action);
}

describe("service accounts", () => {
  test("are made by owners and admins, and leave chained audit rows of no workspace", async () => {
    const bench = new Bench();
    const { projectId, userIds } = bench.fixtures;

    const answer = await bench.send(`POST ${pathOf(bench)}`, { body: { name: "deploy" } });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: anId,
      name: "deploy",
      description: null,
      projectId,
      permissions: [],
      createdBy: userIds.owner,
      createdAt: aTime,
      updatedAt: aTime,
    });
    const row = { action: "SERVICE_ACCOUNT_CREATED", entity: "project", entityId: projectId, workspaceId: null };
    expect(bench.auditRows).toMatchObject([row]);
    expect(bench.auditRows[0]?.currentHash).not.toBeNull();
  });

  test("are listed with the number of their keys, the newest first, to every member of a linked team", async () => {
    const bench = new Bench();
    bench.join("viewer", "viewer");
    const [first, second] = [await createAccount(bench), await createAccount(bench)];
    await bench.data(`POST ${pathOf(bench)}/${first}/keys`, { body: {} });

    const rows = await bench.data<Fields[]>(`GET ${pathOf(bench)}`, { as: "viewer" });

    expect(rows).toMatchObject([
      { id: second, _count: { apiKeys: 0 } },
      { id: first, _count: { apiKeys: 1 } },
    ]);
  });

  test("need a body that is JSON before the project is looked for", async () => {
    const bench = new Bench();
    const path = `/projects/${unknownId}/service-accounts`;
    const failed = { status: 500, body: { error: "Internal Server Error", detail: expect.any(String) } };

    for (const request of [`POST ${path}`, `PATCH ${path}/${unknownId}`, `POST ${path}/${unknownId}/keys`]) {
      expect(await bench.send(request, { raw: "{" })).toMatchObject(failed);
    }
  });

  test("can be changed, and deleted with their keys", async () => {
    const bench = new Bench();
    const id = await createAccount(bench, { description: "CI" });
    const { key } = await bench.data<{ key: string }>(`POST ${pathOf(bench)}/${id}/keys`, { body: {} });

    const row = await bench.data(`PATCH ${pathOf(bench)}/${id}`, { body: { name: "ci", permissions: ["*"] } });

    expect(row).toMatchObject({ id, name: "ci", description: "CI", permissions: ["*"] });
    expect(row).not.toHaveProperty("_count");
    expect(await bench.data(`DELETE ${pathOf(bench)}/${id}`)).toEqual({ success: true });
    expect(await bench.data(`GET ${pathOf(bench)}`)).toEqual([]);
    expect((await bench.send("GET /service-account/resolve", { as: { key } })).status).toBe(401);
    expect(actions(bench)).toEqual([
      "SERVICE_ACCOUNT_CREATED",
      "SERVICE_ACCOUNT_KEY_CREATED",
      "SERVICE_ACCOUNT_UPDATED",
      "SERVICE_ACCOUNT_DELETED",
    ]);
  });

  test("refuse their own kind, then strangers, then those whose role is too small, then unknown accounts", async () => {
    const bench = new Bench();
    const path = pathOf(bench);
    const account = bench.addAccount(["*"]);
    bench.join("developer", "developer");
    const send = async (request: string, as: Sender, body: object = {}): Promise<unknown> =>
      await bench.send(request, request.startsWith("GET") ? { as } : { as, body });
    const denied = { status: 404, body: { error: "Project not found or access denied" } };
    const unknownAccount = { status: 404, body: { error: "Service Account not found" } };
    const fault = { status: 500, body: { error: "Internal Server Error", detail: aDatabaseText } };

    for (const request of [
      `GET ${path}`,
      `POST ${path}`,
      `PATCH ${path}/${unknownId}`,
      `DELETE ${path}/${unknownId}`,
    ]) {
      expect(await send(request, "nobody")).toMatchObject({ status: 401, body: { error: "Unauthorized" } });
      expect(await send(request, account)).toMatchObject({ status: 403, body: { error: aSentence } });
      expect(await send(request, "outsider")).toMatchObject(denied);
    }
    expect(await send(`POST ${path}`, "developer", { name: "x" })).toMatchObject({
      status: 403,
      body: { error: aSentence },
    });
    expect(await send(`PATCH ${path}/${unknownId}`, "developer")).toMatchObject(unknownAccount);
    expect(await send(`DELETE ${path}/${unknownId}`, "developer")).toMatchObject(unknownAccount);
    expect(await send(`DELETE ${path}/sa_1`, "owner")).toMatchObject(fault);
    expect(await send(`POST ${path}`, "owner")).toMatchObject(fault);
    expect(await send("GET /projects/prj_1/service-accounts", "owner")).toMatchObject(fault);
  });
});

describe("keys of a service account", () => {
  test("are shown once, and then as a mask", async () => {
    const bench = new Bench();
    const path = `${pathOf(bench)}/${await createAccount(bench)}/keys`;

    const answer = await bench.send(`POST ${path}`, { body: { label: "CI", expiresInDays: 2 } });

    const { id, key } = answer.body as { id: string; key: string };
    const mask = `xtra_...${key.slice(-4)}`;
    const expiresAt = "2026-06-17T12:00:00.000Z";
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id,
      key: expect.stringMatching(/^xtra_[0-9a-f]{64}$/),
      mask,
      label: "CI",
      expiresAt,
    });
    expect(await bench.data(`GET ${path}`)).toEqual([
      { id, label: "CI", lastUsed: null, expiresAt, createdAt: aTime, keyMask: mask },
    ]);
  });

  test("are listed to any login, the newest first, without a look at project or role", async () => {
    const bench = new Bench();
    const account = await createAccount(bench);
    const path = `${pathOf(bench)}/${account}/keys`;
    const first = await bench.data(`POST ${path}`, { body: {} });
    const second = await bench.data(`POST ${path}`, { body: {} });
    const elsewhere = `/projects/${unknownId}/service-accounts/${account}/keys`;

    const keys = await bench.data<Fields[]>(`GET ${elsewhere}`, { as: "outsider" });

    expect(keys).toMatchObject([{ id: second["id"], label: "Generated Key", expiresAt: null }, { id: first["id"] }]);
    expect(await bench.data(`GET ${elsewhere}`, { as: bench.addAccount([]) })).toEqual(keys);
    expect((await bench.send(`GET ${elsewhere}`, { as: "nobody" })).status).toBe(401);
  });

  test("refuse strangers, unknown accounts and unknown keys, and can be deleted", async () => {
    const bench = new Bench();
    const path = pathOf(bench);
    const id = await createAccount(bench);
    const key = await bench.data(`POST ${path}/${id}/keys`, { body: {} });
    const remove = async (account: string, keyId: unknown, as: Sender = "owner"): Promise<unknown> =>
      await bench.send(`DELETE ${path}/${account}/keys/${String(keyId)}`, { as });
    const refused = (error: string): object => ({ status: 404, body: { error } });

    expect(await remove(id, key["id"], bench.addAccount(["*"]))).toMatchObject({ status: 403 });
    expect(await remove(id, key["id"], "outsider")).toMatchObject(refused("Project not found"));
    expect(await remove(unknownId, key["id"])).toMatchObject(refused("Service Account not found"));
    expect(await remove(id, unknownId)).toMatchObject(refused("API Key not found"));
    expect(await remove(id, key["id"])).toMatchObject({ status: 200, body: { success: true } });
    expect(await bench.data(`GET ${path}/${id}/keys`)).toEqual([]);
    const refusal = await bench.refusal(`POST ${path}/${id}/keys`, { as: "outsider", body: {} });
    expect(refusal).toBe("404 Project not found");
    expect((await bench.send(`POST ${path}/${id}/keys`)).body).toMatchObject({ detail: expect.any(String) });
    expect(actions(bench).at(-1)).toBe("SERVICE_ACCOUNT_KEY_DELETED");
  });
});

describe("GET /service-account/resolve", () => {
  test("tells a service account who it is and where it belongs", async () => {
    const bench = new Bench();
    const { projectId, workspaceId } = bench.fixtures;
    const account = bench.addAccount(["read:secrets"]);

    const answer = await bench.data("GET /service-account/resolve", { as: account });

    expect(answer).toEqual({
      ok: true,
      serviceAccount: { id: account.id, name: "deploy", permissions: ["read:secrets"] },
      project: { id: projectId, name: "Owner Project", workspaceId },
    });
  });

  test("refuses people and strangers", async () => {
    const bench = new Bench();
    const refused = { status: 401, body: { error: "Unauthorized", message: aSentence } };

    expect(await bench.send("GET /service-account/resolve")).toMatchObject(refused);
    expect(await bench.send("GET /service-account/resolve", { as: "nobody" })).toMatchObject(refused);
  });
});
