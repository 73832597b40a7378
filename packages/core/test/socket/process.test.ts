import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaksOf } from "./support/leaks.ts";
import { type Outcome, outcomeOf } from "./support/outcome.ts";
import { Program } from "./support/program.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, json, text } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { canary, toyClient } from "./support/toy-service.ts";

const programs = {
  callEach: new URL("./programs/call-each.ts", import.meta.url),
  crash: new URL("./programs/crash.ts", import.meta.url),
  end: new URL("./programs/end.ts", import.meta.url),
  listenOnly: new URL("./programs/listen-only.ts", import.meta.url),
  many: new URL("./programs/many.ts", import.meta.url),
  suspended: new URL("./programs/suspended.ts", import.meta.url),
};

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  server.answer("/ok", always(json(200, { ok: true })));
  server.answer("/missing", always(json(404, {})));
  server.answer("/endless-error", always(head(500, { "content-length": "1000" })));
  server.answer("/endless-redirect", always(head(302, { location: "/", "content-length": "1000" })));
  server.answer("/large", always(head(200, { "content-length": "1000000" })));
  server.answer("/reset", (socket) => socket.resetAndDestroy());
  server.answer("/silent", () => undefined);
  server.answer("/stalled", always(`${head(200, { "content-length": "1000" })}{`));
  server.answer("/busy", always(json(429, {}, { "retry-after": "30" })));
  server.answer(
    "/list",
    (socket, _request, hit) => void (hit % 2 === 1 && socket.write(json(200, { data: [1], cursor: "a" }))),
  );
  server.answer(
    "/redirect",
    always(head(302, { location: `https://host.test/?key=${canary.token}`, "content-length": "0" })),
  );
  server.answer("/page", always(text(200, `<p>${canary.token}</p>`)));
  server.answer("/stuck", always(json(200, { data: [], hasMore: true })));
  server.answer("/echo", (socket, { body, headers }) =>
    socket.write(json(400, { message: `${headers["authorization"]} ${body}` })),
  );
});

afterAll(async () => {
  await server.close();
});

describe("a process ends within 300 ms after", () => {
  test.each([
    ["success", "success"],
    ["error", "ToyError"],
    ["an endless error body", "ToyError"],
    ["redirect", "RedirectError"],
    ["a body above the limit", "BodyTooLargeError"],
    ["reset", "ConnectionError"],
    ["timeout", "TimeoutError"],
    ["a stalled body", "TimeoutError"],
    ["abort", "foreign"],
    ["an abort in a long wait", "foreign"],
    ["a close in a long wait", "ClosedClientError"],
    ["a close in flight", "ClosedClientError"],
    ["a list that was left", "success"],
    ["a client that is never used", "success"],
  ])("%s", async (scenario, outcome) => {
    const { exitCode, lingeredMs, stderr, stdout } = await new Program(programs.end, {
      args: [scenario, server.url],
    }).ended();

    expect({ exitCode, stderr, stdout }).toEqual({ exitCode: 0, stderr: "", stdout: `${outcome}\n` });
    expect(lingeredMs).toBeLessThan(300);
  });
});

describe("a crash shows the error and no secret", () => {
  test.each([
    "ToyError",
    "RedirectError",
    "ConnectionError",
    "TimeoutError",
    "DecodeError",
    "BodyTooLargeError",
    "AbortError",
    "ClosedClientError",
    "ConfigError",
    "PaginationError",
  ])("of the class %s", async (kind) => {
    const { exitCode, stderr } = await new Program(programs.crash, { args: [kind, server.url] }).ended();

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${kind}: .+$`, "m"));
    expect(stderr).toContain("service: 'toy'");
    expect(leaksOf(stderr)).toEqual([]);
  });
});

test("a process that runs out of files fails or repeats each call and recovers", async () => {
  server.answer("/slow", (socket) => void setTimeout(() => socket.write(json(200, {})), 100));

  const { exitCode, stdout, stderr } = await new Program(programs.many, {
    args: [server.url, "200"],
    files: 64,
  }).ended();

  const { later, outcomes } = JSON.parse(stdout || "{}") as { later: string; outcomes: Outcome[] };
  const failed = outcomes.filter(({ name }) => name !== "success");
  expect({ exitCode, stderr, later }).toEqual({ exitCode: 0, stderr: "", later: "success" });
  expect(outcomes).toHaveLength(200);
  expect(failed.length).toBeGreaterThan(0);
  for (const outcome of failed)
    expect(outcome).toMatchObject({ name: "ConnectionError", code: "EMFILE", maybeApplied: false });
});

test("a connection that never opens is given up at the limit", async () => {
  const listener = new Program(programs.listenOnly);
  const port = Number(await listener.firstLine());
  listener.freeze();
  // These fill the queue of the stopped process; the next connection hangs.
  const fillers = Array.from({ length: 4 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  await pause(50);

  const started = performance.now();
  const outcome = await outcomeOf(toyClient(`http://127.0.0.1:${port}`).post("/x", { json: {} }));
  const elapsed = performance.now() - started;
  for (const filler of fillers) filler.destroy();
  await listener.kill();

  expect(outcome).toMatchObject({
    name: "TimeoutError",
    phase: "headers",
    limit: "attempt",
    attempts: 1,
    maybeApplied: true,
  });
  expect(elapsed).toBeLessThan(500);
});

test("a process that was suspended beyond the life of its connections opens a new one", async () => {
  server.answer("/kept", (socket) => {
    socket.write(json(200, {}));
    setTimeout(() => socket.end(), 100);
  });
  const program = new Program(programs.suspended, { args: [server.url] });
  await program.firstLine();

  program.freeze();
  await pause(400);
  program.thaw();
  program.tell("go on");
  const { stdout } = await program.ended();

  expect(stdout).toBe("ready\nsuccess\n");
});

test("a call that was suspended beyond its limit settles when the process goes on", async () => {
  const program = new Program(programs.suspended, { args: [server.url, "during"] });
  await program.firstLine();

  program.freeze();
  await pause(600);
  program.thaw();
  const { stdout } = await program.ended();

  expect(stdout).toBe("ready\nTimeoutError\n");
});

describe("behind a proxy", () => {
  test.each([
    {
      rule: "that wants credentials a call is refused",
      answer: "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
      read: { name: "ConnectionError", code: "PROXY_AUTH_REQUIRED", attempts: 1 },
      write: { name: "ConnectionError", code: "PROXY_AUTH_REQUIRED", attempts: 1, maybeApplied: false },
    },
    {
      rule: "that cannot reach the service everything is tried again, for nothing was sent",
      answer: text(502, "<h1>Bad gateway</h1>", { "content-type": "text/html" }),
      read: { name: "ConnectionError", attempts: 3 },
      write: { name: "ConnectionError", attempts: 3, maybeApplied: false },
    },
    {
      rule: "that stays silent a call is given up at its limit",
      answer: "",
      read: { name: "TimeoutError", phase: "headers", attempts: 3 },
      write: { name: "TimeoutError", phase: "headers", attempts: 1, maybeApplied: true },
    },
  ])("$rule", async ({ answer, read, write }) => {
    const proxy = await RawServer.start((socket) => void socket.once("data", () => socket.write(answer)));
    const env = { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url };

    const { exitCode, stdout } = await new Program(programs.callEach, { args: ["https://service.test"], env }).ended();
    await proxy.close();

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ read, write }]);
    expect(leaksOf(stdout)).toEqual([]);
  });

  test("that is down everything is tried again, for nothing was sent", async () => {
    const proxy = await RawServer.start();
    const env = { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: proxy.url };
    await proxy.close();

    const { stdout } = await new Program(programs.callEach, { args: ["https://service.test"], env }).ended();

    expect(JSON.parse(stdout)).toMatchObject([
      { write: { name: "ConnectionError", code: "ECONNREFUSED", attempts: 3, maybeApplied: false } },
    ]);
  });
});
