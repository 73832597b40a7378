import type { XtraClient } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  hold,
  json,
  lost,
  type Prepared,
  scripted,
  someProject,
  testClock,
} from "./support/bench.ts";

const written = json({ success: true, count: 1 });

/** A service whose secrets have the number of the writes so far as their value. */
function counting(write: Prepared): { fetch: ReturnType<typeof scripted>["fetch"]; reads: () => number } {
  let writes = 0;
  let reads = 0;
  return {
    reads: () => reads,
    fetch: async (_url, init) => {
      if (init.method !== "GET") {
        writes++;
        return await write(init);
      }
      reads++;
      return Response.json({ A: String(writes) });
    },
  };
}

const writes: readonly [what: string, write: (client: XtraClient) => Promise<unknown>][] = [
  ["secrets.set", async (client) => await client.secrets.set("production", { A: "x" }, { branch: "next" })],
  ["secrets.rollback", async (client) => await client.secrets.rollback("production", "A", { version: "1" })],
  ["secrets.rotate", async (client) => await client.secrets.rotate("production", "A")],
  ["secrets.clone", async (client) => await client.secrets.clone({ fromEnv: "staging", toEnv: "production" })],
  ["secrets.deleteById", async (client) => await client.secrets.deleteById("64b0c0ffee64b0c0ffee64b1")],
  [
    "a request to a route of the environment",
    async (client) => await client.request("POST", `/projects/${someProject}/envs/production/secrets`, { body: {} }),
  ],
  [
    "a request that deletes a branch",
    async (client) => await client.request("DELETE", "/branch/64b0c0ffee64b0c0ffee64b1"),
  ],
  ["a request that runs a rotation", async (client) => await client.request("POST", "/rotation/run", { body: {} })],
];

describe.each(writes)("%s", (_what, write) => {
  test("is seen by the next read, on every branch", async () => {
    const client = clientOf(counting(written) as never);
    const before = [await client.getSecrets("production"), await client.getSecrets("production", { branch: "next" })];

    await write(client);
    const after = [await client.getSecrets("production"), await client.getSecrets("production", { branch: "next" })];

    expect(before.map((secrets) => secrets["A"])).toEqual(["0", "0"]);
    expect(after.map((secrets) => secrets["A"])).toEqual(["1", "1"]);
  });

  test("whose answer is lost may have happened, so it is seen, too", async () => {
    const client = clientOf(counting(lost()) as never);
    await client.getSecrets("production");

    await failureOf(write(client));

    expect((await client.getSecrets("production"))["A"]).toBe("1");
  });

  test("that the service refused changes nothing", async () => {
    const service = counting(json({ error: "Forbidden" }, 403));
    const client = clientOf(service as never);
    await client.getSecrets("production");

    await failureOf(write(client));
    await client.getSecrets("production");

    expect(service.reads()).toBe(1);
  });
});

test("a write leaves other environments and projects as they are", async () => {
  const service = counting(written);
  const client = clientOf(service as never);
  await client.getSecrets("staging");
  await client.getSecrets("production", { projectId: "other" });

  await client.secrets.set("production", { A: "x" });
  await client.getSecrets("staging");
  await client.getSecrets("production", { projectId: "other" });

  expect(service.reads()).toBe(2);
});

test("a write is seen by reads of its environment in any case of letters", async () => {
  const client = clientOf(counting(written) as never);
  await client.getSecrets("preview");

  await client.secrets.set("Preview", { A: "x" });

  expect((await client.getSecrets("preview"))["A"]).toBe("1");
});

test("a write is seen where project and environment have names that a path must encode", async () => {
  const client = clientOf(counting(written) as never);
  await client.getSecrets("eu/west", { projectId: "a/b" });

  await client.secrets.set("eu/west", { A: "x" }, { projectId: "a/b" });

  expect((await client.getSecrets("eu/west", { projectId: "a/b" }))["A"]).toBe("1");
});

test("a write to an environment called clone is none to the others", async () => {
  const service = counting(written);
  const client = clientOf(service as never);
  await client.getSecrets("production");

  await client.secrets.set("clone", { A: "x" });
  await client.getSecrets("production");

  expect(service.reads()).toBe(1);
});

test.each(["/access/approve", "/access-requests/1", "/jit/claim", "/team/remove", "/project/1/teams"])(
  "what %s changes of a caller's rights is seen",
  async (path) => {
    const client = clientOf(counting(written) as never);
    await client.getSecrets("production");

    await client.request("POST", path, { body: {} });

    expect((await client.getSecrets("production"))["A"]).toBe("1");
  },
);

test.each([308, 500, 502, 503])(
  "a write that was answered with %i may have happened, so it is seen",
  async (status) => {
    const client = clientOf(counting(json({}, status)) as never);
    await client.getSecrets("production");

    await failureOf(client.secrets.set("production", { A: "x" }));

    expect((await client.getSecrets("production"))["A"]).toBe("1");
  },
);

test.each(["/notifications", "/secret/share", "/auth/api-keys"])("a write to %s leaves all as it is", async (path) => {
  const service = counting(written);
  const client = clientOf(service as never);
  await client.getSecrets("production");

  await client.request("POST", path, { body: {} });
  await client.getSecrets("production");

  expect(service.reads()).toBe(1);
});

test("a write that timed out is seen by the next read", async () => {
  const client = clientOf(counting(async () => await new Promise<Response>(() => undefined)) as never);
  await client.getSecrets("production");

  const error = await failureOf(client.secrets.set("production", { A: "x" }, { timeout: 5 }));

  expect(error).toMatchObject({ code: "timeout", maybeApplied: true });
  expect((await client.getSecrets("production"))["A"]).toBe("1");
});

describe("an answer that was on its way", () => {
  const passings: readonly [what: string, pass: (client: XtraClient) => unknown][] = [
    ["a write", async (client) => await client.secrets.set("production", { A: "x" })],
    ["clearCache", (client) => client.clearCache()],
  ];

  test.each(passings)("when %s passed it is given to who waited for it, and not kept", async (_what, pass) => {
    const held = hold(json({ A: "old" }));
    const service = scripted(held.prepared, written);
    let late = false;
    const fetch: typeof service.fetch = async (url, init) =>
      late && init.method === "GET" ? Response.json({ A: "new" }) : await service.fetch(url, init);
    const client = clientOf({ ...service, fetch });
    const waiting = client.getSecrets("production");
    await held.arrived;

    await pass(client);
    late = true;
    const asked = client.getSecrets("production");
    held.release();

    expect((await waiting)["A"]).toBe("old");
    expect((await asked)["A"]).toBe("new");
    expect((await client.getSecrets("production"))["A"]).toBe("new");
  });

  test.each(passings)("when %s passed it is not kept, also where nobody asked meanwhile", async (what, pass) => {
    const held = hold(json({ A: "old" }));
    const client = clientOf(scripted(held.prepared, ...(what === "a write" ? [written] : []), json({ A: "new" })));
    const waiting = client.getSecrets("production");
    await held.arrived;

    await pass(client);
    held.release();
    await waiting;

    expect((await client.getSecrets("production"))["A"]).toBe("new");
  });

  test("does not take the place of a later one that was faster", async () => {
    const held = hold(json({ A: "old" }));
    const client = clientOf(scripted(held.prepared, json({ A: "new" })), { clock: testClock() });
    const slow = client.getSecrets("production");
    await held.arrived;
    await client.getSecrets("production", { noCache: true });

    held.release();
    await slow;

    expect((await client.getSecrets("production"))["A"]).toBe("new");
  });
});
