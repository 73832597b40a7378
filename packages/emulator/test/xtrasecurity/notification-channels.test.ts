import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { anId, aSentence, aTime } from "./support/forms.ts";
import { findDeadAddress, startReceiver } from "./support/receiver.ts";
import { unknownId } from "./support/secrets.ts";

const path = "/notification-channels";

async function listChannels(bench: Bench): Promise<readonly Fields[]> {
  const { workspaceId } = bench.fixtures;
  return (await bench.data<{ channels: Fields[] }>(`GET ${path}?workspaceId=${workspaceId}`)).channels;
}

test("a channel is made without showing its id, listed with it, changed and deleted", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  const config = { webhookUrl: "https://hooks.example/1" };

  const made = await bench.send(`POST ${path}`, { body: { type: "slack", name: "Team", workspaceId, config } });

  const times = { createdAt: aTime, updatedAt: aTime };
  const channel = { type: "slack", name: "Team", config, workspaceId, enabled: true, ...times };
  expect(made.status).toBe(201);
  expect(made.body).toEqual({ channel });
  const [listed] = await listChannels(bench);
  const id = String(listed?.["id"]);
  expect(listed).toEqual({ ...channel, _id: { $oid: id }, id: anId });

  expect(await bench.data(`PATCH ${path}`, { body: { id, name: "All", enabled: false } })).toEqual({ success: true });
  expect(await listChannels(bench)).toMatchObject([{ id, type: "slack", name: "All", config, enabled: false }]);
  expect(await bench.data(`DELETE ${path}?id=${id}`)).toEqual({ success: true });
  expect(await listChannels(bench)).toEqual([]);
});

test("lists are for those with a role in the workspace, writes for its managers", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  bench.join("viewer", "viewer");
  await bench.data(`POST ${path}`, { body: { type: "email", name: "Mail", workspaceId } });
  const id = String((await listChannels(bench))[0]?.["id"]);
  const body = { id, type: "email", name: "Mail", workspaceId };

  expect((await bench.send(`GET ${path}?workspaceId=${workspaceId}`, { as: "viewer" })).status).toBe(200);
  expect(await bench.refusal(`GET ${path}?workspaceId=${workspaceId}`, { as: "outsider" })).toBe("403 Forbidden");
  for (const request of [`POST ${path}`, `PATCH ${path}`, `DELETE ${path}?id=${id}`]) {
    const options = request.startsWith("DELETE") ? {} : { body };
    expect(await bench.refusal(request, { as: "viewer", ...options })).toBe("403 Forbidden");
  }
});

test("refusals name what is missing; a malformed id has an empty 500", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  const required = "400 Name, type and workspaceId are required";

  expect(await bench.refusal(`GET ${path}`)).toBe("400 Workspace ID required");
  expect(await bench.refusal(`POST ${path}`, { body: { name: "X", workspaceId } })).toBe(required);
  expect(await bench.refusal(`PATCH ${path}`, { body: {} })).toBe("400 ID required");
  expect(await bench.refusal(`DELETE ${path}?id=${unknownId}`)).toBe("404 Channel not found");
  expect(await bench.refusal(`PATCH ${path}`, { body: { id: "ch_1" } })).toBe("500 ");
  for (const method of ["GET", "POST", "PATCH", "DELETE"]) {
    expect(await bench.refusal(`${method} ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
  }
});

describe("POST /notification-channels/test", () => {
  test.each([
    ["slack", "Test message sent to Slack!"],
    ["teams", "Test message sent to Microsoft Teams!"],
    ["webhook", "Test message sent to Webhook!"],
  ])("really sends a message to a channel of the type %s", async (type, message) => {
    const bench = new Bench();
    await using receiver = await startReceiver();

    const answer = await bench.data(`POST ${path}/test`, { body: { type, webhookUrl: receiver.url } });

    expect(answer).toEqual({ success: true, message });
    expect(receiver.bodies).toHaveLength(1);
  });

  test("refuses a missing address, then a strange type, then an address that takes no message", async () => {
    const bench = new Bench();
    await using receiver = await startReceiver(500);
    const send = async (body: object): Promise<unknown> => await bench.send(`POST ${path}/test`, { body });
    const refused = (error: unknown): object => ({ status: 400, body: { error } });

    expect(await send({ type: "pager" })).toMatchObject(refused("webhookUrl is required"));
    expect(await send({ type: "pager", webhookUrl: receiver.url })).toMatchObject(refused("Unsupported channel type"));
    expect(await send({ webhookUrl: receiver.url })).toMatchObject(refused(aSentence));
    expect(await send({ webhookUrl: await findDeadAddress() })).toMatchObject(refused(aSentence));
    expect(await bench.refusal(`POST ${path}/test`, { as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.send(`POST ${path}/test`, { raw: "{" })).toMatchObject({ status: 500, text: "" });
  });
});
