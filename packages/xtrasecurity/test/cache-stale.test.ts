import type { StaleNotice, XtraClient, XtraClientOptions } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  hold,
  json,
  lost,
  type Prepared,
  scripted,
  type ScriptedService,
  someProject,
  type TestClock,
  testClock,
} from "./support/bench.ts";

interface Stale {
  readonly client: XtraClient;
  readonly clock: TestClock;
  readonly service: ScriptedService;
}

/** A client that has read once, an hour of grace, and a read that is out of its time. */
async function startStale(answers: readonly Prepared[], options: XtraClientOptions = {}): Promise<Stale> {
  const clock = testClock();
  const service = scripted(json({ A: "old" }), ...answers);
  const client = clientOf(service, { clock, staleIfError: 3_600_000, maxRetries: 0, ...options });
  await client.getSecrets("production");
  clock.advance(30_000);
  return { client, clock, service };
}

describe("an outage is covered by what was read before", () => {
  test.each<[what: string, answer: Prepared]>([
    ["a lost connection", lost()],
    ["a refused connection", lost("ECONNREFUSED")],
    ["429", json({ error: "Too Many Requests" }, 429)],
    ["500", json({}, 500)],
    ["503", json({}, 503)],
  ])("%s", async (_what, answer) => {
    const { client } = await startStale([answer]);

    expect((await client.getSecrets("production"))["A"]).toBe("old");
  });

  test("an attempt that takes too long", async () => {
    const { client } = await startStale([async () => await new Promise<Response>(() => undefined)], { timeout: 5 });

    expect((await client.getSecrets("production"))["A"]).toBe("old");
  });

  test("a caller whose total time is over", async () => {
    const { client } = await startStale([hold(json({})).prepared]);

    expect((await client.getSecrets("production", { totalTimeout: 10 }))["A"]).toBe("old");
  });
});

test.each([401, 403, 404])("a %i is never covered, and what was read is forgotten", async (status) => {
  const { client, clock } = await startStale([json({}, status), json({}, 503)]);

  const refused = await failureOf(client.getSecrets("production"));
  clock.advance(1);
  const afterwards = await failureOf(client.getSecrets("production"));

  expect([refused, afterwards]).toMatchObject([{ status }, { status: 503 }]);
});

describe("a refusal is remembered for more than its own read", () => {
  const down = json({}, 503);

  test("by the whole environment after a 403", async () => {
    const version = { value: "old", version: "1", isReference: false, source: "local" };
    const { client, clock } = await startStale([json({ A: version }), json({}, 403), down]);
    await client.secrets.listVersions("production");
    clock.advance(30_000);

    await failureOf(client.getSecrets("production"));

    expect(await failureOf(client.secrets.listVersions("production"))).toMatchObject({ status: 503 });
  });

  test("but not by another environment", async () => {
    const { client, clock } = await startStale([json({ A: "other" }), json({}, 403), down]);
    await client.getSecrets("staging");
    clock.advance(30_000);

    await failureOf(client.getSecrets("production"));

    expect((await client.getSecrets("staging"))["A"]).toBe("other");
  });

  test("by all after a 401, for then the token is no good", async () => {
    const { client, clock } = await startStale([json({ A: "other" }), json({}, 401), down]);
    await client.getSecrets("staging");
    clock.advance(30_000);

    await failureOf(client.getSecrets("production"));

    expect(await failureOf(client.getSecrets("staging"))).toMatchObject({ status: 503 });
  });
});

test("by default nothing is covered", async () => {
  const { client } = await startStale([json({}, 503)], { staleIfError: undefined });

  expect(await failureOf(client.getSecrets("production"))).toMatchObject({ status: 503 });
});

test("an answer of the wrong kind is not covered", async () => {
  const { client } = await startStale([() => new Response("<p>Sign in</p>")]);

  expect(await failureOf(client.getSecrets("production"))).toMatchObject({ code: "invalid_response" });
});

test("noCache is not covered", async () => {
  const { client } = await startStale([json({}, 503)]);

  expect(await failureOf(client.getSecrets("production", { noCache: true }))).toMatchObject({ status: 503 });
});

test("nothing is covered after staleIfError", async () => {
  const { client, clock } = await startStale([json({}, 503)]);
  clock.advance(3_600_000);

  expect(await failureOf(client.getSecrets("production"))).toMatchObject({ status: 503 });
});

describe("while the service is down", () => {
  test("it is left alone for 1 s, then 2 s, at last 60 s", async () => {
    const { client, clock, service } = await startStale([json({}, 503)]);
    const rests: number[] = [];
    for (let round = 0; round < 9; round++) {
      const [before, asked] = [clock.now(), service.sent.length];
      while (service.sent.length === asked) {
        clock.advance(500);
        await client.getSecrets("production");
      }
      rests.push(clock.now() - before);
    }

    expect(rests).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  test("it is left alone for as long as it asks", async () => {
    const wait = json({ error: "Too Many Requests", retryAfter: 900 }, 429, { "retry-after": "900" });
    const { client, clock, service } = await startStale([wait]);
    await client.getSecrets("production");
    clock.advance(899_999);
    await client.getSecrets("production");
    const during = service.sent.length;
    clock.advance(1);
    await client.getSecrets("production");

    expect([during, service.sent.length]).toEqual([2, 3]);
  });

  test("each refresh that failed is told once", async () => {
    const notices: StaleNotice[] = [];
    const { client, clock } = await startStale([json({}, 503)], { onStale: (notice) => void notices.push(notice) });

    await Promise.all([client.getSecrets("production"), client.getSecrets("production")]);
    await client.getSecrets("production");
    clock.advance(1_000);
    await client.getSecrets("production");

    const place = { projectId: someProject, env: "production", branch: "main" };
    expect(notices).toMatchObject([
      { ...place, age: 30_000, error: { status: 503 } },
      { ...place, age: 31_000, error: { status: 503 } },
    ]);
  });

  test.each<[what: string, onStale: () => void]>([
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
    ["rejects", async () => await Promise.reject(new Error("no"))],
  ])("an onStale that %s breaks nothing", async (_what, onStale) => {
    const { client } = await startStale([json({}, 503)], { onStale });

    expect((await client.getSecrets("production"))["A"]).toBe("old");
  });

  test("it is asked as usual once it is well again", async () => {
    const { client, clock } = await startStale([json({}, 503), json({ A: "new" })]);
    await client.getSecrets("production");
    clock.advance(1_000);

    expect((await client.getSecrets("production"))["A"]).toBe("new");
  });
});
