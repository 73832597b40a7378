import { PreconditionFailedError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const quoted: unknown = expect.stringMatching(/^"\d+"$/);

describe("_etag", () => {
  test("is the raw header on what create, get, update, an action and a scope give", async () => {
    const { admin } = startBench();
    const { users } = admin.issuer("iss_test");

    const created = await users.create({ email: "a@example.com" });
    const fetched = await users.get(created.id);
    const updated = await users.update(created.id, { metadata: { vip: true } });
    const scoped = await admin.issuer("iss_test").user(created.id).get();
    const blocked = await admin.apiKeys.block("key_legacy");

    expect([created._etag, fetched._etag, updated._etag, scoped._etag, blocked._etag]).toEqual(
      [1, 2, 3, 4, 5].map(() => quoted),
    );
    expect(fetched._etag).toBe(created._etag);
    expect(scoped._etag).toBe(updated._etag);
    expect(updated._etag).not.toBe(created._etag);
  });

  test("is on no item of a list and on no page", async () => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 200, headers: { etag: '"1"' }, body: { data: [{ id: "iss_1" }] } });

    const page = await admin.issuers.list();

    expect(page.data).toEqual([{ id: "iss_1" }]);
    expect(page).not.toHaveProperty("_etag");
  });

  test("is absent where the answer had none", async () => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 200, body: { data: { id: "iss_1" } } });

    expect(await admin.issuer("iss_1").get()).toEqual({ id: "iss_1" });
  });

  test("never goes back out, at whatever depth, while other members with an underscore do", async () => {
    const { admin, emulator } = startBench();
    const user = await admin.issuer("iss_test").user("usr_test").get();

    await admin.issuer("iss_test").users.update("usr_test", {
      ...user,
      metadata: { _internal: true, copies: [user], _etag: "x" },
    });

    const { json } = emulator.requests.at(-1) ?? {};
    expect(JSON.stringify(json)).not.toContain("_etag");
    expect(json).toMatchObject({ id: "usr_test", metadata: { _internal: true, copies: [{ id: "usr_test" }] } });
  });
});

describe("ifMatch", () => {
  test("goes out verbatim with quotes, weak or any, and gets quotes where it has none", async () => {
    const { admin, emulator } = startBench();
    const given = ['"1709139600000"', 'W/"5"', "*", "1709139600000", '"1", "2"'];

    for (const ifMatch of given) await failureOf(admin.issuers.update("iss_none", {}, { ifMatch }));

    expect(emulator.requests.map(({ headers }) => headers["if-match"])).toEqual([
      '"1709139600000"',
      'W/"5"',
      "*",
      '"1709139600000"',
      '"1", "2"',
    ]);
  });

  test("of nothing sends nothing", async () => {
    const { admin, emulator } = startBench();

    await admin.issuers.update("iss_test", { description: "a" }, { ifMatch: "" });
    await admin.issuers.update("iss_test", { description: "b" }, { ifMatch: undefined });

    expect(emulator.requests.map(({ headers }) => headers["if-match"])).toEqual([undefined, undefined]);
  });

  test("stands above a header of the same name", async () => {
    const { admin, emulator } = startBench();

    await failureOf(admin.issuers.delete("iss_test", { ifMatch: '"1"', headers: { "If-Match": '"2"' } }));

    expect(emulator.requests[0]?.headers["if-match"]).toBe('"1"');
  });

  test("goes out with updates, deletes and actions, of scopes too", async () => {
    const { admin, emulator } = startBench();
    const options = { ifMatch: '"1"' };

    await failureOf(admin.issuer("iss_test").update({}, options));
    await failureOf(admin.issuer("iss_test").delete(options));
    await failureOf(admin.apiKeys.rotate("key_legacy", {}, options));

    expect(emulator.requests.map(({ headers }) => headers["if-match"])).toEqual(['"1"', '"1"', '"1"']);
  });
});

describe("two admins who edit the same user", () => {
  test("the second one is told, with the tag that would have matched, and nothing is overwritten", async () => {
    const { admin, client } = startBench();
    const second = client({ accountId: "acc_test" });
    const seen = await admin.issuer("iss_test").user("usr_test").get();
    await second.issuer("iss_test").users.update("usr_test", { metadata: { plan: "pro" } });

    const error = await failureOf(
      admin.issuer("iss_test").users.update("usr_test", { metadata: { plan: "free" } }, { ifMatch: seen._etag }),
    );

    const now = await admin.issuer("iss_test").user("usr_test").get();
    expect(error).toBeInstanceOf(PreconditionFailedError);
    expect(error).toMatchObject({ currentEtag: now._etag, error: "precondition_failed", retryable: false });
    expect(now.metadata).toEqual({ plan: "pro" });
  });

  test("a delete is refused in the same way, and goes through with the current tag", async () => {
    const { admin } = startBench();
    const { agents } = admin.issuer("iss_test");
    const agent = await agents.create({ name: "bot" });
    const { _etag: current } = await agents.update(agent.id, { version: "2" });

    const error = await failureOf(agents.delete(agent.id, { ifMatch: agent._etag }));
    await agents.delete(agent.id, { ifMatch: current });

    expect(error).toMatchObject({ status: 412, currentEtag: current });
    expect(await failureOf(agents.get(agent.id))).toMatchObject({ status: 404 });
  });

  test.each<[where: string, answer: { body?: object; headers?: Record<string, string> }]>([
    ["current_etag", { body: { current_etag: '"7"' }, headers: { etag: '"9"' } }],
    ["currentETag", { body: { currentETag: '"7"' }, headers: { etag: '"9"' } }],
    ["the ETag header", { body: { error: "precondition_failed" }, headers: { etag: '"7"' } }],
  ])("currentEtag is read from %s", async (_where, answer) => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 412, ...answer });

    const error = await failureOf(admin.issuers.delete("iss_test", { ifMatch: '"1"' }));

    expect(error).toMatchObject({ currentEtag: '"7"' });
  });
});
