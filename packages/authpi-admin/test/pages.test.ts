import { DecodeError, PaginationError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

interface Body {
  readonly data?: unknown;
  readonly has_more?: unknown;
  readonly next_cursor?: unknown;
  readonly invalid_count?: unknown;
}

function startWithPages(...pages: readonly Body[]): ReturnType<typeof startBench> {
  const bench = startBench();
  for (const body of pages) bench.emulator.failNext({ status: 200, body });
  return bench;
}

const users = (...ids: string[]): { user_id: string }[] => ids.map((user_id) => ({ user_id }));

describe("a page", () => {
  test("tells its items, whether more follow, and the cursor of the next one", async () => {
    const { admin } = startWithPages(
      { data: users("usr_1"), has_more: true, next_cursor: "c2", invalid_count: 1 },
      { data: users("usr_2"), has_more: false, next_cursor: null },
    );

    const page = await admin.issuer("iss_1").users.list({ limit: 1 });
    const next = await page.next();

    expect(page).toMatchObject({ data: [{ user_id: "usr_1" }], hasMore: true, nextCursor: "c2", invalidCount: 1 });
    expect(next).toMatchObject({ data: [{ user_id: "usr_2" }], hasMore: false, nextCursor: null });
    expect(next).not.toHaveProperty("invalidCount");
    expect(await next?.next()).toBeNull();
  });

  test("can be followed by hand, with the cursor and the same filters", async () => {
    const { admin, emulator } = startBench();
    const { agents } = admin.issuer("iss_test");
    for (const name of ["a", "b", "c"]) await agents.create({ name });

    const first = await agents.list({ limit: 2, status: "active" });
    const second = await agents.list({ limit: 2, status: "active", cursor: first.nextCursor ?? "" });

    expect(first).toMatchObject({ data: [{ name: "c" }, { name: "b" }], hasMore: true });
    expect(second).toMatchObject({ data: [{ name: "a" }], hasMore: false, nextCursor: null });
    expect(emulator.requests.at(-1)?.query).toEqual({ limit: "2", status: "active", cursor: first.nextCursor });
  });

  test.each<[what: string, body: Body | string]>([
    ["nothing at all", ""],
    ["an object without members", {}],
    ["data that is null", { data: null, has_more: false }],
  ])("of %s is empty, and the last one", async (_what, body) => {
    const { admin, emulator } = startBench();
    emulator.failNext({ status: 200, body });

    const page = await admin.issuers.list();

    expect(page).toMatchObject({ data: [], hasMore: false, nextCursor: null });
  });
});

describe("listAll", () => {
  test("walks three pages with the same filters and headers; the first one has no cursor", async () => {
    const { admin, emulator } = startBench();
    const { agents } = admin.issuer("iss_test");
    for (const name of ["a", "b", "c", "d", "e"]) await agents.create({ name });
    const before = emulator.requests.length;
    const options = { headers: { "x-trace": "t1" } };

    const found = await Array.fromAsync(agents.listAll({ limit: 2, status: "active" }, options), ({ name }) => name);

    const sent = emulator.requests.slice(before);
    expect(found).toEqual(["e", "d", "c", "b", "a"]);
    expect(sent.map(({ query }) => query["limit"])).toEqual(["2", "2", "2"]);
    expect(sent.map(({ query }) => query["status"])).toEqual(["active", "active", "active"]);
    expect(sent.map(({ query }) => "cursor" in query)).toEqual([false, true, true]);
    expect(sent.map(({ headers }) => headers["x-trace"])).toEqual(["t1", "t1", "t1"]);
  });

  test("sends nothing before the first item is asked for, and nothing more after a break", async () => {
    const { admin, emulator } = startWithPages({ data: users("usr_1", "usr_2"), has_more: true, next_cursor: "c2" });
    const walk = admin.issuer("iss_1").users.listAll();
    const sentBefore = emulator.requests.length;

    for await (const { user_id } of walk) if (user_id === "usr_1") break;

    expect(sentBefore).toBe(0);
    expect(emulator.requests).toHaveLength(1);
  });

  test("goes on over an empty page", async () => {
    const { admin } = startWithPages(
      { data: users("usr_1"), has_more: true, next_cursor: "c2" },
      { data: [], has_more: true, next_cursor: "c3" },
      { data: users("usr_2"), has_more: false, next_cursor: null },
    );

    const found = await Array.fromAsync(admin.issuer("iss_1").users.listAll());

    expect(found).toEqual(users("usr_1", "usr_2"));
  });

  test.each<[what: string, last: Body]>([
    ["has_more is false, cursor or not", { has_more: false, next_cursor: "c9" }],
    ["has_more is missing", { next_cursor: "c9" }],
    ["the cursor is null", { has_more: true, next_cursor: null }],
    ["the cursor is missing", { has_more: true }],
  ])("ends where %s", async (_what, last) => {
    const { admin, emulator } = startWithPages({ data: users("usr_1"), ...last });

    const found = await Array.fromAsync(admin.issuer("iss_1").users.listAll());

    expect(found).toEqual(users("usr_1"));
    expect(emulator.requests).toHaveLength(1);
  });

  test("fails where the cursor is empty although more is announced", async () => {
    const { admin, emulator } = startWithPages({ data: users("usr_1"), has_more: true, next_cursor: "" });

    const error = await failureOf(Array.fromAsync(admin.issuer("iss_1").users.listAll()));

    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({ code: "invalid_cursor", route: "/v1/accounts/{}/issuers/{}/users" });
    expect(emulator.requests).toHaveLength(1);
  });

  test("fails where a cursor comes back", async () => {
    const { admin, emulator } = startWithPages(
      { data: users("usr_1"), has_more: true, next_cursor: "c2" },
      { data: users("usr_2"), has_more: true, next_cursor: "c2" },
    );

    const error = await failureOf(Array.fromAsync(admin.issuer("iss_1").users.listAll()));

    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({ code: "cursor_repeated" });
    expect(emulator.requests).toHaveLength(2);
  });

  test("repeats a page that failed, and an error on the way tells where to go on", async () => {
    const { admin, emulator } = startBench();
    const { agents } = admin.issuer("iss_test");
    for (const name of ["a", "b"]) await agents.create({ name });
    const walk = agents.listAll({ limit: 1 });
    await walk.next();
    emulator.failNext({ status: 503, times: 9 });

    const error = await failureOf(walk.next());

    expect(error).toMatchObject({ status: 503, attempts: 4, page: { cursor: expect.any(String) as unknown } });
  });

  test("reads one page where the service has no pages", async () => {
    const { admin, emulator } = startBench();
    await admin.domains.create({ host: "auth.example.com" });

    const found = await Array.fromAsync(admin.domains.listAll());

    expect(found).toMatchObject([{ host: "auth.example.com" }]);
    expect(emulator.requests.at(-1)).toMatchObject({ method: "GET", query: {} });
  });

  test("stops at an item list that is none", async () => {
    const { admin } = startWithPages({ data: { user_id: "usr_1" }, has_more: true, next_cursor: "c2" });

    expect(await failureOf(Array.fromAsync(admin.issuer("iss_1").users.listAll()))).toBeInstanceOf(DecodeError);
  });
});
