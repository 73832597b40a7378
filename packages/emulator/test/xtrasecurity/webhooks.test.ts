import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { aDatabaseText, anId, aTime } from "./support/forms.ts";
import { findDeadAddress, startReceiver } from "./support/receiver.ts";
import { unknownId } from "./support/secrets.ts";

const hook = { url: "https://hooks.example/1", events: ["secret.create"] };

function pathOf({ fixtures }: Bench): string {
  return `/projects/${fixtures.projectId}/webhooks`;
}

async function createWebhook(bench: Bench, settings: object = {}): Promise<string> {
  const { id } = await bench.data<{ id: string }>(`POST ${pathOf(bench)}`, { body: { ...hook, ...settings } });
  return id;
}

test("a webhook is made active, and leaves an unchained audit row of no workspace", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;

  const answer = await bench.send(`POST ${pathOf(bench)}`, { body: hook });

  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({ id: anId, projectId, ...hook, active: true, createdAt: aTime, updatedAt: aTime });
  const { id } = answer.body as Fields;
  const row = { action: "webhook_create", entity: "webhook", entityId: id, workspaceId: null, currentHash: null };
  expect(bench.auditRows).toMatchObject([row]);
});

test("the project's creator sees its webhooks, the newest first, and everybody else none", async () => {
  const bench = new Bench();
  bench.join("developer", "admin");
  const [first, second] = [await createWebhook(bench), await createWebhook(bench, { active: false })];

  const rows = await bench.data<Fields[]>(`GET ${pathOf(bench)}`);

  expect(rows.map(({ id, active }) => [id, active])).toEqual([
    [second, false],
    [first, true],
  ]);
  expect(await bench.data(`GET ${pathOf(bench)}`, { as: "developer" })).toEqual([]);
});

test("a webhook can be switched off and deleted", async () => {
  const bench = new Bench();
  const id = await createWebhook(bench);

  const row = await bench.data(`PATCH ${pathOf(bench)}`, { body: { id, active: false } });

  expect(row).toMatchObject({ id, active: false, ...hook });
  expect(await bench.data(`DELETE ${pathOf(bench)}/${id}`)).toEqual({ success: true });
  expect(await bench.data(`GET ${pathOf(bench)}`)).toEqual([]);
  expect(bench.auditRows.at(-1)).toMatchObject({ action: "webhook_delete", entityId: id });
});

test("refusals: what is missing, a project of somebody else, an unknown webhook", async () => {
  const bench = new Bench();
  const path = pathOf(bench);
  const id = await createWebhook(bench);
  bench.join("developer", "admin");
  const as = "developer";
  const notFound = "404 Webhook not found";

  expect(await bench.refusal(`POST ${path}`, { as, body: { url: hook.url } })).toBe("400 URL and events are required");
  expect(await bench.refusal(`POST ${path}`, { body: { ...hook, events: {} } })).toBe(
    "400 URL and events are required",
  );
  expect(await bench.refusal(`POST ${path}`, { as, body: hook })).toBe("404 Project not found");
  expect(await bench.refusal(`PATCH ${path}`, { body: { active: false } })).toBe("400 Webhook id required");
  for (const request of ["GET /projects/prj_1/webhooks", `DELETE ${path}/wh_1`]) {
    expect(await bench.send(request)).toMatchObject({ status: 500, body: { error: aDatabaseText } });
  }
  expect(await bench.refusal(`PATCH ${path}`, { as, body: { id, active: false } })).toBe(notFound);
  expect(await bench.refusal(`PATCH ${path}`, { body: { id: unknownId } })).toBe(notFound);
  expect(await bench.refusal(`DELETE ${path}/${id}`, { as })).toBe(notFound);
  expect(await bench.refusal(`POST ${path}/${unknownId}`)).toBe(notFound);
  expect((await bench.send(`DELETE ${path}/wh_1`)).status).toBe(500);
  expect((await bench.send("GET /projects/prj_1/webhooks")).status).toBe(500);
  expect((await bench.send(`GET ${path}`, { as: bench.addAccount(["*"]) })).status).toBe(500);
  for (const request of [
    `GET ${path}`,
    `POST ${path}`,
    `PATCH ${path}`,
    `DELETE ${path}/${id}`,
    `POST ${path}/${id}`,
  ]) {
    expect(await bench.refusal(request, { as: "nobody" })).toBe("401 Unauthorized");
  }
});

describe("a test of a webhook", () => {
  test("really sends a message, and succeeds with whatever status comes back", async () => {
    const bench = new Bench();
    await using taker = await startReceiver(202);
    await using refuser = await startReceiver(500);
    const taken = await createWebhook(bench, { url: taker.url });
    const refused = await createWebhook(bench, { url: refuser.url, active: false });

    const good = await bench.send(`POST ${pathOf(bench)}/${taken}`);
    const bad = await bench.send(`POST ${pathOf(bench)}/${refused}`);

    expect(good).toMatchObject({ status: 200, body: { success: true, status: 202, statusText: "Accepted" } });
    expect(bad).toMatchObject({ status: 200, body: { success: false, status: 500 } });
    const [body] = taker.bodies;
    expect(JSON.parse(body ?? "")).toEqual({ text: expect.any(String), content: expect.any(String) });
  });

  test("says that the fetch failed where nobody listens", async () => {
    const bench = new Bench();
    const id = await createWebhook(bench, { url: await findDeadAddress() });

    const answer = await bench.send(`POST ${pathOf(bench)}/${id}`);

    expect(answer).toMatchObject({ status: 200, body: { success: false, error: "fetch failed" } });
  });
});

test("an address without a webhook can be tested, and answers 400 where it does not take the message", async () => {
  const bench = new Bench();
  await using taker = await startReceiver(204);
  await using refuser = await startReceiver(403);
  const send = async (body: object): Promise<unknown> => await bench.send(`POST ${pathOf(bench)}/test`, { body });

  expect(await send({ url: taker.url })).toMatchObject({ status: 200, body: { ok: true, status: 204 } });
  expect(await send({ url: refuser.url })).toMatchObject({ status: 400, body: { ok: false, status: 403 } });
  const dead = { ok: false, error: "fetch failed" };
  expect(await send({ url: await findDeadAddress() })).toMatchObject({ status: 400, body: dead });
  expect(await send({})).toMatchObject({ status: 400, body: { error: "URL is required" } });
  expect(await bench.refusal(`POST ${pathOf(bench)}/test`, { as: "nobody" })).toBe("401 Unauthorized");
});
