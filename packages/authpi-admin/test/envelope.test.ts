import { DecodeError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const event = {
  spec: "1",
  id: "evt_1",
  type: "user.created",
  source: "iss_1",
  timestamp: 1,
  data: { user_id: "usr_1" },
};

describe("an envelope", () => {
  test.each<[what: string, body: object]>([
    ["is opened where data is all there is", { data: event }],
    ["may be missing: an event keeps its own data", event],
  ])("%s", async (_what, body) => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 200, body });

    expect(await admin.events.get("evt_1")).toEqual(event);
  });

  test.each([{ data: { token_plain: "t" } }, { token_plain: "t" }])(
    "of a one-time secret may be missing: %j",
    async (body) => {
      const { admin, emulator } = startBench();
      emulator.failNext({ status: 201, body });

      expect(await admin.issuer("iss_1").user("usr_1").tokens.create({ name: "ci" })).toEqual({ token_plain: "t" });
    },
  );

  test("of backlinks gives an array, with and without page members", async () => {
    const { admin, emulator } = startBench();
    const query = { ref_type: "user", ref_id: "usr_1" };
    emulator.failNext({ status: 200, body: { data: [{ id: "note_1" }] } });
    emulator.failNext({ status: 200, body: { data: [{ id: "note_2" }], has_more: false, next_cursor: null } });

    expect(await admin.notes.backlinks(query)).toEqual([{ id: "note_1" }]);
    expect(await admin.notes.backlinks(query)).toEqual([{ id: "note_2" }]);
  });

  test("stays closed in request()", async () => {
    const { admin } = startBench();

    expect(await admin.request("GET", "/v1/me")).toMatchObject({ data: { type: "api_key" } });
  });
});

describe("an answer that is not what the method gives", () => {
  test.each([
    ["204", { status: 204 }],
    ["an empty body", { status: 200, body: "" }],
    ["a list", { status: 200, body: [{ id: "iss_1" }] }],
    ["a list in the envelope", { status: 200, body: { data: [] } }],
    ["null", { status: 200, body: { data: null } }],
    ["HTML", { status: 200, body: "<html>", headers: { "content-type": "text/html" } }],
  ])("where an object is due is a DecodeError: %s", async (_what, answer) => {
    const { admin, emulator } = startBench();
    emulator.failNext(answer);

    const error = await failureOf(admin.issuer("iss_1").get());

    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ code: "invalid_body", status: answer.status });
  });

  test.each([
    ["text", { data: "none" }],
    ["an object", { data: { id: "iss_1" }, has_more: false }],
  ])("where a list is due is a DecodeError: %s", async (_what, body) => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 200, body });

    expect(await failureOf(admin.issuers.list())).toBeInstanceOf(DecodeError);
  });

  test("of a write says that it may have happened", async () => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 201, body: "created" });

    expect(await failureOf(admin.issuers.create({ name: "Shop" }))).toMatchObject({ maybeApplied: true, attempts: 1 });
  });
});

test.each([
  ["204", { status: 204 }],
  ["200 with a body", { status: 200, body: { data: { id: "iss_1", deleted: true } } }],
])("a delete gives nothing, whatever 2xx says: %s", async (_what, answer) => {
  const { admin, emulator } = startBench();
  emulator.failNext(answer);

  expect(await admin.issuers.delete("iss_1")).toBeUndefined();
});

describe("an action that is sent without a body", () => {
  test("has no content type", async () => {
    const { admin, emulator } = startBench();

    await admin.apiKeys.block("key_legacy");

    expect(emulator.requests[0]?.headers).not.toHaveProperty("content-type");
    expect(emulator.requests[0]?.json).toBeUndefined();
  });

  test("sends an empty object where one is given", async () => {
    const { admin, emulator } = startBench();

    await admin.apiKeys.block("key_legacy", {});

    expect(emulator.requests[0]).toMatchObject({ json: {}, headers: { "content-type": "application/json" } });
  });
});

test("null, false, 0 and empty text are kept in a body, and undefined is left out", async () => {
  const { admin, emulator } = startBench();
  const metadata = { none: null, no: false, zero: 0, empty: "", list: [] };

  await admin.issuer("iss_test").update({ description: null, links: undefined, metadata });

  expect(emulator.requests[0]?.json).toEqual({ description: null, metadata });
});

test("booleans, 0 and empty text are kept in a query, and a comma is one value", async () => {
  const urls: string[] = [];
  const { client, emulator } = startBench();
  const admin = client({
    accountId: "acc_test",
    fetch: async (url, init) => {
      urls.push(url);
      return await emulator.fetch(url, init);
    },
  });

  await admin.notes.list({ pinned: false, created_by: "", cursor: undefined });
  await admin.events.list({ after: 0, event_types: "user.created,user.deleted" });
  await admin.issuer("iss_test").clients.list({ name: "my app" });

  expect(urls.map((url) => new URL(url).search)).toEqual([
    "?pinned=false&created_by=",
    "?after=0&event_types=user.created%2Cuser.deleted",
    "?name=my+app",
  ]);
});
