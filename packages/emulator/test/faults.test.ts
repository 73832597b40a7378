import { beforeEach, describe, expect, test } from "vitest";
import type { MemoryEmulator } from "../src/emulator.ts";
import type { Fault } from "../src/fault.ts";
import { createNotesEmulator, ORIGIN } from "./notes-service.ts";

let emulator: MemoryEmulator<{ readonly token: string }>;

beforeEach(() => {
  emulator = createNotesEmulator();
});

async function post(text = "milk", signal?: AbortSignal): Promise<Response> {
  return await emulator.fetch(`${ORIGIN}/notes`, { method: "POST", body: text, ...(signal && { signal }) });
}

async function noteCount(): Promise<number> {
  const response = await emulator.fetch(`${ORIGIN}/notes`);
  return ((await response.json()) as unknown[]).length;
}

async function statuses(count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await post()).status);
  return seen;
}

describe("fail", () => {
  test("answers in place of the service, as often as asked", async () => {
    emulator.failNext({ status: 503, times: 2, headers: { "retry-after": "1" }, body: { reason: "busy" } });

    const first = await post();
    const rest = await statuses(2);

    expect(first.headers.get("retry-after")).toBe("1");
    expect(first.headers.get("content-type")).toBe("application/json");
    expect(await first.json()).toEqual({ reason: "busy" });
    expect(rest).toEqual([503, 201]);
    expect(await noteCount()).toBe(1);
  });

  test("sends a string as it is, and no body where none is given", async () => {
    emulator.failNext({ status: 502, body: "<h1>Bad Gateway</h1>", headers: { "content-type": "text/html" } });
    emulator.failNext({ status: 500 });

    const [html, empty] = [await post(), await post()];

    expect(await html.text()).toBe("<h1>Bad Gateway</h1>");
    expect(html.headers.get("content-type")).toBe("text/html");
    expect(await empty.text()).toBe("");
  });
});

test("delay holds the request back, then the service answers it", async () => {
  emulator.inject({ kind: "delay", ms: 30 });
  const started = performance.now();

  const response = await post();

  expect(response.status).toBe(201);
  expect(performance.now() - started).toBeGreaterThanOrEqual(25);
});

describe("a lost connection", () => {
  test("drop applies the request and then fails as the platform's fetch does", async () => {
    emulator.inject({ kind: "drop" });

    const error = await post().catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({
      message: "fetch failed",
      cause: { code: "UND_ERR_SOCKET", message: "other side closed" },
    });
    expect(await noteCount()).toBe(1);
  });

  test("reset fails before the request is read, and the record says which it was", async () => {
    emulator.inject({ kind: "reset" });

    const error = await emulator
      .fetch(`${ORIGIN}/notes`, { method: "POST", body: '{"text":"milk"}' })
      .catch((caught: unknown) => caught);

    expect(error).toMatchObject({ name: "TypeError", message: "fetch failed", cause: { code: "ECONNRESET" } });
    expect(emulator.requests).toMatchObject([{ method: "POST", path: "/notes", json: undefined }]);
    expect(await noteCount()).toBe(0);
  });
});

describe("an answer that breaks off", () => {
  test("stall passes some bytes and then waits until the caller aborts", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    emulator.inject({ kind: "stall", afterBytes: 5 });

    const response = await post("milk", controller.signal);
    const reader = bodyOf(response).getReader();
    const { value } = await reader.read();
    const next = reader.read().catch((caught: unknown) => caught);
    controller.abort(reason);

    expect(response.status).toBe(201);
    expect(new TextDecoder().decode(value)).toBe('{"cou');
    expect(await next).toBe(reason);
  });

  test("stall holds back the end even of a body that has passed whole", async () => {
    const controller = new AbortController();
    emulator.inject({ kind: "stall", afterBytes: 1_000_000 });

    const response = await post("milk", controller.signal);
    const reader = bodyOf(response).getReader();
    const { value } = await reader.read();
    const next = reader.read().catch((caught: unknown) => caught);
    controller.abort(new Error("enough"));

    expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ count: 1 });
    expect(await next).toMatchObject({ message: "enough" });
  });

  test("truncate announces the true length, passes some bytes and fails", async () => {
    emulator.inject({ kind: "truncate", afterBytes: 4 });

    const response = await post();
    const reader = bodyOf(response).getReader();
    const { value } = await reader.read();
    const error = await reader.read().catch((caught: unknown) => caught);

    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(20);
    expect(new TextDecoder().decode(value)).toBe('{"co');
    expect(error).toMatchObject({ name: "TypeError", message: "terminated", cause: { code: "UND_ERR_SOCKET" } });
  });

  test("truncate leaves a body alone that is no longer", async () => {
    await post("milk");
    emulator.inject({ kind: "truncate", afterBytes: 4 });

    const response = await emulator.fetch(`${ORIGIN}/notes/0`);

    expect(await response.text()).toBe("milk");
  });

  test("an answer without a body arrives whole", async () => {
    emulator.inject({ kind: "stall", times: 2 });

    const response = await emulator.fetch(`${ORIGIN}/notes`, { method: "DELETE" });
    const head = await emulator.fetch(`${ORIGIN}/notes`, { method: "HEAD" });

    expect(response.status).toBe(204);
    expect(await response.text()).toBe("");
    expect(await head.text()).toBe("");
  });
});

describe("which requests a fault meets", () => {
  test.each([
    ["POST /notes", ["POST /notes"]],
    ["GET /notes/*", ["GET /notes/1", "GET /notes/a%2Fb"]],
    ["GET /notes/{id}", ["GET /notes/1", "GET /notes/a%2Fb"]],
    ["GET /*/1", ["GET /notes/1"]],
  ])("route %s meets %j only", async (route, expected) => {
    emulator.inject({ kind: "fail", status: 418, times: Infinity, route });
    const targets = ["POST /notes", "GET /notes", "GET /notes/", "GET /notes/1", "GET /notes/a%2Fb", "GET /notes/1/x"];

    const met: string[] = [];
    for (const target of targets) {
      const [method = "", path = ""] = target.split(" ");
      const response = await emulator.fetch(`${ORIGIN}${path}?q=1`, { method });
      if (response.status === 418) met.push(target);
    }

    expect(met).toEqual(expected);
  });

  test("faults are used in the order in which they were injected, one for a request", async () => {
    emulator.failNext({ status: 500 });
    emulator.failNext({ status: 502, times: 2 });
    emulator.failNext({ status: 504 });

    expect(await statuses(5)).toEqual([500, 502, 502, 504, 201]);
  });

  test("a fault that was taken back meets nothing more", async () => {
    const takeBack = emulator.inject({ kind: "fail", status: 500, times: Infinity });
    await post();

    takeBack();
    takeBack();

    expect(await statuses(2)).toEqual([201, 201]);
  });

  test("probability draws from the seed: some requests, and the same ones again", async () => {
    const draws = async (): Promise<number[]> => {
      emulator.reset();
      emulator.inject({ kind: "fail", status: 500, times: Infinity, probability: 0.5 });
      return await statuses(40);
    };

    const [first, second] = [await draws(), await draws()];

    expect(new Set(first)).toEqual(new Set([500, 201]));
    expect(second).toEqual(first);
  });

  test("a fault's draws leave the service's randomness alone", async () => {
    const undisturbed = await (await post()).json();
    emulator.reset();
    emulator.inject({ kind: "fail", status: 500, probability: 0 });

    const disturbed = await (await post()).json();

    expect(disturbed).toMatchObject({ id: (undisturbed as { id: number }).id });
  });
});

describe("a fault that cannot be meant", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;

  test.each<[field: string, fault: Record<string, unknown>]>([
    ["kind", { kind: "explode" }],
    ["status", { kind: "fail", status: 99 }],
    ["status", { kind: "fail", status: "503" }],
    ["body", { kind: "fail", status: 204, body: "x" }],
    ["body", { kind: "fail", status: 500, body: circle }],
    ["headers", { kind: "fail", status: 500, headers: { "bad name": "x" } }],
    ["ms", { kind: "delay", ms: -1 }],
    ["ms", { kind: "delay", ms: 2 ** 31 }],
    ["ms", { kind: "delay" }],
    ["afterBytes", { kind: "truncate" }],
    ["afterBytes", { kind: "stall", afterBytes: 0.5 }],
    ["times", { kind: "drop", times: 0 }],
    ["times", { kind: "drop", times: Number.NaN }],
    ["probability", { kind: "drop", probability: 1.1 }],
    ["route", { kind: "drop", route: "/notes" }],
    ["route", { kind: "drop", route: "post /notes" }],
    ["route", { kind: "drop", route: "POST /notes?x=1" }],
  ])("is refused with a TypeError that names %s: %o", async (field, fault) => {
    expect(() => emulator.inject(fault as unknown as Fault)).toThrow(TypeError);
    expect(() => emulator.inject(fault as unknown as Fault)).toThrow(`fault's ${field}`);
    expect((await post()).status).toBe(201);
  });
});

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (response.body === null) throw new Error("The answer has no body.");
  return response.body;
}
