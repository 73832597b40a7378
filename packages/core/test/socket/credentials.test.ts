import { bearer, type Credentials, type HttpClient, renewable } from "@keyrack/core";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leaksOf } from "./support/leaks.ts";
import { rejection } from "./support/outcome.ts";
import { type Fault, RawServer } from "./support/raw-server.ts";
import { always, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { canary, toyClient } from "./support/toy-service.ts";

const source = { service: "toy", option: "token" };

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

test("a hundred calls whose token ran out share one refresh and are each sent once more", async () => {
  const { client, refreshes } = setup({ path: "/shared", valid: "fresh-1" });

  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => await client.post("/shared", { json: { n } })),
  );

  expect(refreshes()).toBe(1);
  expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => ({ n })));
  expect(server.seen("/shared")).toHaveLength(200);
});

test("a refreshed token that is refused too ends the call after one refresh", async () => {
  const { client, refreshes } = setup({ path: "/refused", valid: "never" });

  const error = await rejection(client.get("/refused"));

  expect(error).toMatchObject({ name: "ToyError", status: 401, attempts: 2, maybeApplied: false });
  expect(refreshes()).toBe(1);
  expect(server.seen("/refused")).toHaveLength(2);
});

test("a 401 that comes late for an old token uses the new one without a refresh", async () => {
  const { client, refreshes } = setup({ path: "/late", valid: "fresh-1", slow: "/late/slow" });
  const slow = client.get("/late/slow");
  await pause(20);

  await client.get("/late/quick");
  const answer = await slow;

  expect(answer).toEqual({});
  expect(refreshes()).toBe(1);
});

test("a renewed write is sent again with the same body and the same key", async () => {
  const { client } = setup({ path: "/same", valid: "fresh-1" });

  await client.patch("/same", { json: { name: "a" } });

  const [first, second] = server.seen("/same");
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
  expect(second?.headers["authorization"]).toBe("Bearer fresh-1");
});

test("a renewal costs none of the re-sends", async () => {
  const { client } = setup({ path: "/renewed", valid: "fresh-1", answer: json(503, {}) });

  const error = await rejection(client.get("/renewed"));

  expect(error).toMatchObject({ status: 503, attempts: 4 });
});

test("a 403 asks for no new token", async () => {
  server.answer("/forbidden", always(json(403, {})));
  const { client, refreshes } = setup({});

  const error = await rejection(client.get("/forbidden"));

  expect(error).toMatchObject({ status: 403, attempts: 1 });
  expect(refreshes()).toBe(0);
});

test.each<{ rule: string; refresh: () => unknown; outcome: object }>([
  {
    rule: "a refresh that rejects leaves the 401",
    refresh: async () => {
      await pause(30);
      throw new Error(`no ${canary.token}`);
    },
    outcome: { name: "ToyError", status: 401 },
  },
  {
    rule: "a refresh that never ends is given up at its own limit",
    refresh: async () => await new Promise(() => undefined),
    outcome: { name: "TimeoutError", phase: "credential" },
  },
  {
    rule: "a refresh without a token is a mistake in the options",
    refresh: async () => await pause(30, {}),
    outcome: { name: "ConfigError" },
  },
  {
    rule: "a token with a line break is a mistake in the options that does not show it",
    refresh: async () => await pause(30, { token: `${canary.token}\nx` }),
    outcome: { name: "ConfigError" },
  },
])("$rule, for all who wait and for no later call", async ({ refresh, outcome }) => {
  let isBroken = true;
  const { client, refreshes } = setup({
    path: "/failing",
    valid: "fresh-2",
    refresh: () => (isBroken ? refresh() : undefined),
  });

  const errors = await Promise.all(
    ["a", "b", "c"].map(async (id) => await rejection(client.post(`/failing/${id}`, { json: {} }))),
  );
  const shared = refreshes();
  isBroken = false;
  const later = await client.get("/failing/later");

  expect(errors).toMatchObject([outcome, outcome, outcome]);
  expect(errors.flatMap(leaksOf)).toEqual([]);
  expect(shared).toBe(1);
  expect(later).toEqual({});
});

test("a refresh that throws at once leaves the 401 and says why", async () => {
  const { client } = setup({
    path: "/throwing",
    valid: "never",
    refresh: () => {
      throw new RangeError(`no ${canary.token}`);
    },
  });

  const error = await rejection(client.post("/throwing", { json: {} }));

  expect(error).toMatchObject({ status: 401, attempts: 1, cause: { name: "RangeError", message: "no [REDACTED]" } });
});

test("the same token again is tried once and refused", async () => {
  const { client, refreshes } = setup({ path: "/again", valid: "never", refresh: () => ({ token: canary.token }) });

  const error = await rejection(client.get("/again"));

  expect(error).toMatchObject({ status: 401, attempts: 2 });
  expect(refreshes()).toBe(1);
});

test("one caller who leaves does not stop the refresh for the others", async () => {
  const controller = new AbortController();
  const reason = new Error("not me");
  const refresh = async (): Promise<unknown> => await pause(80, undefined);
  const { client, refreshes } = setup({ path: "/leaving", valid: "fresh-1", refresh });
  const leaving = rejection(client.get("/leaving/a", {}, { signal: controller.signal }));
  const staying = client.get("/leaving/b");
  await pause(40);

  controller.abort(reason);

  expect(await leaving).toBe(reason);
  expect(await staying).toEqual({});
  expect(refreshes()).toBe(1);
});

test("a refresh that is redirected fails, and the other host learns nothing", async () => {
  const other = await RawServer.start();
  server.answer("/token", always(head(307, { location: `${other.url}/token`, "content-length": "0" })));
  const issuer = toyClient(server.url);
  const { client } = setup({
    path: "/redirected",
    valid: "fresh-1",
    refresh: async () => await issuer.post("/token", { json: {} }),
  });

  const error = await rejection(client.get("/redirected"));
  await other.close();

  expect(error).toMatchObject({ name: "RedirectError", status: 307, path: "/token" });
  expect(other.connections).toBe(0);
});

test("a token that was replaced is masked like the one that replaced it", async () => {
  const echo = json(400, { message: `old ${canary.token}, new fresh-1` }, { "x-request-id": canary.token });
  const { client } = setup({ path: "/echo", valid: "fresh-1", answer: echo });

  const error = await rejection(client.get("/echo"));

  expect(error).toMatchObject({
    status: 400,
    message: "GET /echo failed with 400: old [REDACTED], new [REDACTED] ([REDACTED])",
  });
  expect(leaksOf(error)).toEqual([]);
});

interface Setup {
  readonly path?: string;
  /** The one token that the service takes. */
  readonly valid?: string;
  /** What the service answers a good token with. @defaultValue the body it was sent */
  readonly answer?: string;
  /** A path whose first answer takes its time. */
  readonly slow?: string;
  /** Gives undefined for the next fresh token. */
  readonly refresh?: () => unknown;
}

// A client that begins with a token that ran out; the n-th refresh gives `fresh-n`.
function setup({ path, valid, answer, slow, refresh }: Setup): { client: HttpClient; refreshes: () => number } {
  let refreshes = 0;
  const guarded: Fault = (socket, { body, headers, path: asked }) => {
    const isValid = headers["authorization"] === `Bearer ${valid}`;
    const bytes = isValid ? (answer ?? json(200, JSON.parse(body || "{}"))) : json(401, { message: "expired" });
    setTimeout(() => socket.write(bytes), asked === slow && !isValid ? 80 : 0);
  };
  if (path !== undefined) server.answer(path, guarded);
  const credentials: Credentials = renewable(source, bearer(source, canary.token), {
    timeout: 150,
    refresh: () => {
      refreshes++;
      return refresh?.();
    },
    readToken: (result) => (result === undefined ? `fresh-${refreshes}` : (result as { token?: unknown }).token),
  });
  return { client: toyClient(server.url, { credentials, timeout: 2_000 }), refreshes: () => refreshes };
}
