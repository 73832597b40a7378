import { expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { anId, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";

const path = "/notification-rules";

async function createRule(bench: Bench, name: string): Promise<void> {
  const body = { name, triggers: ["secret_change"], workspaceId: bench.fixtures.workspaceId };
  await bench.data(`POST ${path}`, { body });
}

async function listRules(bench: Bench): Promise<readonly Fields[]> {
  return (await bench.data<{ rules: Fields[] }>(`GET ${path}?workspaceId=${bench.fixtures.workspaceId}`)).rules;
}

test("a rule is made without showing its id, which the list shows in two forms", async () => {
  const bench = new Bench();
  const { workspaceId, emails } = bench.fixtures;
  const body = { name: "Changes", triggers: ["secret_change"], workspaceId, conditions: { severity: ["high"] } };

  const answer = await bench.send(`POST ${path}`, { body });

  const rule = {
    ...body,
    description: "",
    channels: [],
    createdBy: emails.owner,
    enabled: true,
    createdAt: aTime,
    updatedAt: aTime,
  };
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({ rule });
  const [listed] = await listRules(bench);
  expect(listed).toEqual({ ...rule, _id: { $oid: listed?.["id"] }, id: anId });
});

test("the list has the newest first, and no more than 101", async () => {
  const bench = new Bench();
  for (let number = 1; number <= 102; number += 1) {
    if (number % 50 === 0) bench.advance(60_000);
    await createRule(bench, String(number));
  }
  bench.advance(60_000);

  const names = (await listRules(bench)).map(({ name }) => name);

  expect(names).toHaveLength(101);
  expect([names[0], names[100]]).toEqual(["102", "2"]);
});

test("a rule can be changed, to values of any type, and deleted", async () => {
  const bench = new Bench();
  await createRule(bench, "Changes");
  const id = String((await listRules(bench))[0]?.["id"]);
  const changes = { name: "Faults", triggers: ["system_error"], channels: ["c"], conditions: {}, enabled: false };

  expect(await bench.data(`PATCH ${path}`, { body: { id, ...changes } })).toEqual({ success: true });
  expect(await listRules(bench)).toMatchObject([{ id, ...changes }]);

  expect(await bench.data(`PATCH ${path}`, { body: { id, channels: { slack: true }, enabled: null } })).toEqual({
    success: true,
  });
  expect(await listRules(bench)).toMatchObject([{ name: "Faults", channels: { slack: true }, enabled: null }]);
  expect(await bench.data(`DELETE ${path}?id=${id}`)).toEqual({ success: true });
  expect(await listRules(bench)).toEqual([]);
});

test("lists are for those with a role in the workspace, writes for its managers", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  bench.join("developer", "developer");
  await createRule(bench, "Changes");
  const id = String((await listRules(bench))[0]?.["id"]);
  const body = { id, name: "X", triggers: ["x"], workspaceId };

  expect((await bench.send(`GET ${path}?workspaceId=${workspaceId}`, { as: "developer" })).status).toBe(200);
  expect(await bench.refusal(`GET ${path}?workspaceId=${workspaceId}`, { as: "outsider" })).toBe("403 Forbidden");
  const refusal = await bench.refusal(`POST ${path}`, { as: "developer", body });
  expect(refusal).toBe("403 Forbidden: Only admins can manage rules");
  expect(await bench.refusal(`PATCH ${path}`, { as: "developer", body })).toBe("403 Forbidden");
  expect(await bench.refusal(`DELETE ${path}?id=${id}`, { as: "developer" })).toBe("403 Forbidden");
});

test("refusals name what is missing; a malformed id has an empty 500", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  const required = "400 Name, triggers, and workspaceId are required";

  expect(await bench.refusal(`GET ${path}`)).toBe("400 Workspace ID required");
  expect(await bench.refusal(`POST ${path}`, { body: { name: "X", triggers: [], workspaceId } })).toBe(required);
  expect(await bench.refusal(`PATCH ${path}`, { body: {} })).toBe("400 ID required");
  expect(await bench.refusal(`DELETE ${path}`)).toBe("400 ID required");
  expect(await bench.refusal(`PATCH ${path}`, { body: { id: unknownId } })).toBe("404 Rule not found");
  expect(await bench.refusal(`DELETE ${path}?id=${unknownId}`)).toBe("404 Rule not found");
  expect(await bench.refusal(`DELETE ${path}?id=rule_1`)).toBe("500 ");
  expect(await bench.refusal(`POST ${path}`, { raw: "{" })).toBe("500 ");
  for (const method of ["GET", "POST", "PATCH", "DELETE"]) {
    expect(await bench.refusal(`${method} ${path}`, { as: "nobody" })).toBe("401 Unauthorized");
  }
});
