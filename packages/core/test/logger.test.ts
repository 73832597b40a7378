import { describe, expect, test } from "vitest";
import type { LogFields, Logger } from "../src/logger.ts";
import { path } from "../src/path.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, KEY, notesClient } from "./support/notes-client.ts";

type Line = readonly [level: string, message: string, fields: LogFields];

function logged(...answers: readonly (() => Response | Promise<Response>)[]): {
  client: ReturnType<typeof notesClient>;
  lines: Line[];
} {
  const lines: Line[] = [];
  const at = (level: string) => (message: string, fields: LogFields) => void lines.push([level, message, fields]);
  const logger: Logger = { debug: at("debug"), info: at("info"), warn: at("warn") };
  let sent = 0;
  const client = notesClient(async () => await (answers[sent++] ?? ok)(), { logger });
  return { client, lines };
}

const ok = (): Response => json({ data: { secret: "s3cr3t" } }, { headers: { "x-request-id": "req_1" } });
const unwell = (): Response => json({ message: "s3cr3t" }, { status: 503 });

describe("one line is logged per attempt", () => {
  test("at debug where it succeeds", async () => {
    const { client, lines } = logged(ok);

    await client.get(path`/notes/${"n1"}`);

    expect(lines).toEqual([
      [
        "debug",
        expect.stringMatching(/^notes GET \/notes\/\{\} ok 200 after \d+ ms$/),
        {
          service: "notes",
          method: "GET",
          route: "/notes/{}",
          attempt: 1,
          outcome: "ok",
          durationMs: expect.any(Number) as number,
          status: 200,
          requestId: "req_1",
        },
      ],
    ]);
  });

  test("at info where another follows, and at warn where it is the last", async () => {
    const { client, lines } = logged(unwell, unwell, unwell);

    await rejectionOf(client.get("/notes"));

    expect(lines.map(([level, , { attempt, outcome }]) => [level, attempt, outcome])).toEqual([
      ["info", 1, "retry"],
      ["info", 2, "retry"],
      ["warn", 3, "failed"],
    ]);
    expect(lines[0]?.[1]).toMatch(/^notes GET \/notes retry 503 after \d+ ms, next attempt in 125 ms$/);
    expect(lines[0]?.[2]).toMatchObject({ status: 503, code: "http_503", waitMs: 125 });
    expect(lines[0]?.[2]).not.toHaveProperty("requestId");
  });

  test("at warn where the caller aborted it", async () => {
    const controller = new AbortController();
    const { client, lines } = logged(async () => {
      controller.abort(new Error("enough"));
      return await new Promise<Response>(() => {});
    });

    await rejectionOf(client.get("/notes", {}, { signal: controller.signal }));

    expect(lines.map(([level, , { outcome }]) => [level, outcome])).toEqual([["warn", "aborted"]]);
  });
});

test("no line holds a body, a credential or a value from the path", async () => {
  const { client, lines } = logged(unwell, ok);

  await client.post(path`/notes/${"s3cr3t"}`, {
    json: { text: "s3cr3t" },
    safety: "idempotent",
    query: { token: "s3cr3t" },
  });

  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain("s3cr3t");
  expect(JSON.stringify(lines)).not.toContain(KEY);
});

test("what a service calls its error cannot break out of the line", async () => {
  const code = "bad\r\n2026-11-21 WARN forged\u001B[31m\u2028x".padEnd(10_000, "x");
  const { client, lines } = logged(() =>
    json({ code, message: code }, { status: 410, headers: { "x-request-id": "req_1" } }),
  );

  await rejectionOf(client.get("/notes"));

  const text = lines.map(([, message, fields]) => message + Object.values(fields).join("")).join("");
  expect(text).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  expect(text.length).toBeLessThan(2_048);
});

test("a logger that throws changes nothing", async () => {
  const fail = (): never => {
    throw new Error("disk full");
  };
  const client = notesClient(async () => ok(), { logger: { debug: fail, info: fail, warn: fail } });

  expect(await client.get("/notes")).toEqual({ data: { secret: "s3cr3t" } });
});
