import { expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const organizations = "issuers/iss_test/organizations";

async function start(): Promise<{ bench: Bench; path: string }> {
  const bench = new Bench();
  return { bench, path: `${organizations}/${await bench.create(organizations)}/members` };
}

test("a member is known by the id it has as a user or an agent", async () => {
  const { bench, path } = await start();

  const { status, data: user } = await bench.send(`POST ${path}`, { body: { user_id: "usr_test", scopes: ["read"] } });
  const agent = await bench.data(`POST ${path}`, { agent_id: "agt_1" });

  expect(status).toBe(201);
  expect(user).toMatchObject({ member_id: "usr_test", member_type: "user", scopes: ["read"], joined_at: noon });
  expect(agent).toMatchObject({ member_id: "agt_1", member_type: "agent", scopes: [] });
  expect((await bench.list(path)).data).toEqual([agent, user]);
});

test("a member can be changed and removed, and keeps its id", async () => {
  const { bench, path } = await start();
  await bench.data(`POST ${path}`, { member_id: "usr_test" });

  const changed = await bench.data(`PATCH ${path}/usr_test`, { user_title: "Boss", groups: ["g"], member_id: "usr_x" });

  expect(changed).toMatchObject({ member_id: "usr_test", user_title: "Boss", groups: ["g"] });
  expect((await bench.send(`DELETE ${path}/usr_test`)).status).toBe(204);
  expect((await bench.list(path)).data).toEqual([]);
  expect((await bench.send(`POST ${path}`, { body: { member_id: "usr_test" } })).status).toBe(201);
});

test("nobody is a member twice, and nobody can be asked for alone", async () => {
  const { bench, path } = await start();
  await bench.data(`POST ${path}`, { member_id: "usr_test" });

  expect(await bench.refusal(`POST ${path}`, { body: { user_id: "usr_test" } })).toBe("409 conflict");
  expect(await bench.refusal(`GET ${path}/usr_test`)).toBe("404 not_found");
});

test("the list can be narrowed by status and by one scope", async () => {
  const { bench, path } = await start();
  await bench.data(`POST ${path}`, { member_id: "usr_test", scopes: ["read", "write"] });
  await bench.data(`POST ${path}`, { member_id: "usr_owner", scopes: ["read"], status: "suspended" });
  const ids = async (query: string): Promise<unknown[]> =>
    (await bench.list(`${path}?${query}`)).data.map((member) => member["member_id"]);

  expect(await ids("scope=write")).toEqual(["usr_test"]);
  expect(await ids("scope=read&status=suspended")).toEqual(["usr_owner"]);
});
