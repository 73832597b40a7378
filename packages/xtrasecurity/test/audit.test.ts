import { type AuditEvent, ConfigError, type FailureEvent, PaginationError, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, type ScriptedService, scripted, someProject } from "./support/bench.ts";
import { startWorld } from "./support/emulator.ts";
import { furnish } from "./support/things.ts";

const workspaceId = someProject;

function rows(...ids: readonly number[]): object[] {
  return ids.map((id) => ({ id: String(id), action: "secret.update", user: { id: "u", password: "hash" } }));
}

function page(ids: readonly number[], total: number, pageSize = 2): ReturnType<typeof json> {
  return json({ data: rows(...ids), total, page: 1, pageSize });
}

async function idsOf(list: AsyncIterable<AuditEvent>): Promise<string[]> {
  return await Array.fromAsync(list, ({ id }) => id);
}

const pages = ({ sent }: ScriptedService): unknown[] => sent.map(({ query }) => query["page"]);

describe("a page of the log", () => {
  test("tells how many events there are, and leads to the page after it", async () => {
    const world = startWorld();
    const things = await furnish(world);

    const first = await world.owner.audit.list({ workspaceId: things.workspaceId, pageSize: 2 });
    const second = await first.next();

    expect(first).toMatchObject({ page: 1, pageSize: 2, hasMore: true });
    expect(second).toMatchObject({ page: 2, pageSize: 2, total: first.total });
    expect(first.data.map(({ id }) => id)).not.toEqual(second?.data.map(({ id }) => id));
  });

  test("has 25 events unless pageSize says otherwise", async () => {
    const world = startWorld();
    const { emulator, owner } = world;

    const { pageSize } = await owner.audit.list({ workspaceId: emulator.fixtures.workspaceId });

    expect(pageSize).toBe(25);
    expect(emulator.requests.at(-1)?.query).toEqual({ workspaceId: emulator.fixtures.workspaceId });
  });

  test.each([101, 0, 1.5, Number.NaN])("cannot have %s events", async (pageSize) => {
    const service = scripted();

    const error = await failureOf(clientOf(service).audit.list({ workspaceId, pageSize }));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^pageSize must be an integer/) as string });
    expect(service.sent).toEqual([]);
  });

  test("needs a workspace", async () => {
    const service = scripted();

    const error = await failureOf(clientOf(service).audit.list({ workspaceId: "" }));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({
      code: "invalid_argument",
      message: expect.stringContaining("workspaceId") as string,
    });
  });

  test("that is a list without its figures is the last one", async () => {
    const service = scripted(json({ data: rows(1) }));

    const { hasMore } = await clientOf(service).audit.list({ workspaceId });

    expect(hasMore).toBe(false);
  });
});

describe("a walk over the log", () => {
  test("yields every event once, newest first", async () => {
    const world = startWorld();
    const { owner } = world;
    const things = await furnish(world);
    const { total } = await owner.audit.list({ workspaceId: things.workspaceId });

    const events = await Array.fromAsync(owner.audit.listAll({ workspaceId: things.workspaceId, pageSize: 3 }));

    const times = events.map(({ timestamp }) => timestamp);
    expect(new Set(events.map(({ id }) => id)).size).toBe(total);
    expect(events).toHaveLength(total);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("yields an event once that newer ones push onto the next page", async () => {
    const service = scripted(page([5, 4], 5), page([4, 3], 6), page([2, 1], 6));

    expect(await idsOf(clientOf(service).audit.listAll({ workspaceId, pageSize: 2 }))).toEqual([
      "5",
      "4",
      "3",
      "2",
      "1",
    ]);
  });

  test("ends with an error at maxPages, where there are more", async () => {
    const service = scripted(page([5, 4], 5), page([3, 2], 5));
    const walk = clientOf(service).audit.listAll({ workspaceId, pageSize: 2 }, { maxPages: 2 });

    const error = await failureOf(idsOf(walk));

    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "too_many_pages" });
  });

  test("ends where the total is reached, also when it shrinks meanwhile", async () => {
    const service = scripted(page([5, 4], 5), page([3, 2], 4));

    expect(await idsOf(clientOf(service).audit.listAll({ workspaceId, pageSize: 2 }))).toHaveLength(4);
    expect(pages(service)).toEqual([undefined, "2"]);
  });

  test("ends with an empty page, whatever the total says", async () => {
    const service = scripted(page([5, 4], 9), page([], 9));

    expect(await idsOf(clientOf(service).audit.listAll({ workspaceId, pageSize: 2 }))).toEqual(["5", "4"]);
    expect(service.sent).toHaveLength(2);
  });

  test("asks for 100 events at a time, with the filters on every page", async () => {
    const service = scripted(page([2], 101, 100), page([1], 101, 100));

    await idsOf(clientOf(service).audit.listAll({ workspaceId, category: "secret" }));

    const filters = { workspaceId, category: "secret", pageSize: "100" };
    expect(service.sent.map(({ query }) => query)).toEqual([filters, { ...filters, page: "2" }]);
  });

  test("sends nothing before its first event is asked for", async () => {
    const service = scripted(page([1], 1));

    const walk = clientOf(service).audit.listAll({ workspaceId });

    expect(service.sent).toEqual([]);
    expect(await idsOf(walk)).toEqual(["1"]);
  });

  test("that fails says at which page, so that it can go on there", async () => {
    const service = scripted(page([5, 4], 5), json({ error: "Failed to fetch audit logs" }, 500));

    const error = await failureOf(idsOf(clientOf(service).audit.listAll({ workspaceId, pageSize: 2 })));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "server", page: { page: 2 } });
  });
});

describe("verify", () => {
  test("gives a broken chain as an answer, which is no failure for hooks either", async () => {
    const failures: FailureEvent[] = [];
    const body = {
      valid: false,
      message: "Audit log chain is broken!",
      details: { brokenAtId: "a1", reason: "Previous hash mismatch" },
    };
    const service = scripted(json(body, 409));
    const client = clientOf(service, { hooks: { onError: (event) => void failures.push(event) } });

    const verification = await client.audit.verify();

    expect(verification).toEqual(body);
    expect(failures).toEqual([]);
  });

  test("of a log whose rows all fit is valid", async () => {
    const { owner } = startWorld();

    expect(await owner.audit.verify()).toMatchObject({ valid: true });
  });

  test("does not take another 409 for an answer", async () => {
    const service = scripted(json({ error: "Conflict" }, 409));

    const error = await failureOf(clientOf(service).audit.verify());

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "invalid_response", status: 409 });
  });
});

describe("an export", () => {
  test("gives events without credentials of people, in whichever form they come", async () => {
    const wrapped = clientOf(scripted(json({ data: rows(1) })));
    const bare = clientOf(scripted(json(rows(1))));

    const exports = [await wrapped.audit.export(), await bare.audit.export()];

    expect(exports).toEqual(Array.from({ length: 2 }, () => [{ id: "1", action: "secret.update", user: { id: "u" } }]));
  });

  test("for who has no role over all workspaces is a 403", async () => {
    const { owner } = startWorld();

    expect(await failureOf(owner.audit.export())).toMatchObject({ status: 403, code: "permission" });
    expect(await failureOf(owner.audit.exportCsv())).toMatchObject({ status: 403, code: "permission" });
  });

  test("as CSV is not a page of HTML", async () => {
    const service = scripted(() => new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } }));

    const error = await failureOf(clientOf(service).audit.exportCsv());

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "invalid_response" });
    expect(String(error)).not.toContain("Sign in");
  });
});

test("a service account's write makes the page that holds it a 500, and a category that leaves it out does not", async () => {
  const { client, emulator, owner } = startWorld();
  const { workspaceId: own } = emulator.fixtures;
  await owner.teams.create({ name: "Crew", workspaceId: own });
  const account = await owner.serviceAccounts.create({ name: "CI", permissions: ["write:secrets"] });
  const { key } = await owner.serviceAccounts.createKey(account.id);
  await client(key).secrets.set("production", { TOKEN: "value-1" });

  const error = await failureOf(owner.audit.list({ workspaceId: own }, { maxRetries: 0 }));
  const { data } = await owner.audit.list({ workspaceId: own, category: "team" });

  expect(error).toMatchObject({ status: 500, code: "server" });
  expect(data).toMatchObject([{ action: "team.create" }]);
});
