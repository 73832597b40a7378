import { BodyTooLargeError } from "@keyrack/core";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

const mebibyte = 1_048_576;
// Node 22 takes four seconds to drop a connection whose body was cancelled.
const idle = { timeout: 8_000 };
const slow = { timeout: 15_000 };
const jsonType = { "content-type": "application/json" };

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

test("a body that announces more than the limit is refused before it is read", async () => {
  let sent = 0;
  server.answer("/announced", (socket) => {
    socket.write(head(200, { ...jsonType, "content-length": String(32 * mebibyte) }));
    pour(socket, (bytes) => (sent += bytes));
  });

  const error = await rejection(toyClient(server.url, { timeout: 5_000 }).post("/announced", { json: {} }));

  expect(error).toBeInstanceOf(BodyTooLargeError);
  expect(error).toMatchObject({
    code: "body_too_large",
    status: 200,
    attempts: 1,
    maybeApplied: true,
    retryable: false,
  });
  expect(sent).toBeLessThan(8 * mebibyte);
});

test("a body without a length is counted, and its connection dropped at the limit", slow, async () => {
  let sent = 0;
  server.answer("/counted", (socket) => {
    socket.write(head(200, { ...jsonType, connection: "close" }));
    pour(socket, (bytes) => (sent += bytes));
  });

  const error = await rejection(
    toyClient(server.url, { timeout: 5_000 }).get("/counted", {}, { maxBodyBytes: mebibyte }),
  );

  expect(error).toMatchObject({ name: "BodyTooLargeError", attempts: 1, maybeApplied: false });
  expect(sent).toBeLessThan(16 * mebibyte);
  await expect.poll(() => server.open, idle).toBe(0);
});

test("fifty megabytes that travel as fifty kilobytes stop at the limit", async () => {
  const bomb = gzipSync(" ".repeat(50_000_000));
  const length = String(bomb.length);
  server.answer(
    "/bomb",
    always(
      Buffer.concat([
        Buffer.from(head(200, { ...jsonType, "content-encoding": "gzip", "content-length": length })),
        bomb,
      ]),
    ),
  );
  const before = process.memoryUsage().rss;

  const error = await rejection(toyClient(server.url, { timeout: 5_000 }).get("/bomb"));

  expect(error).toMatchObject({
    name: "BodyTooLargeError",
    message: expect.stringContaining("16777216 bytes") as string,
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * mebibyte);
});

test("of an endless error page 64 KiB are read and its status is kept", slow, async () => {
  let sent = 0;
  server.answer("/page", (socket) => {
    socket.write(head(502, { "content-type": "text/html", connection: "close" }));
    pour(socket, (bytes) => (sent += bytes), 1_024 * mebibyte);
  });

  const error = await rejection(toyClient(server.url, { timeout: 5_000 }).post("/page", { json: {} }));

  expect(error).toMatchObject({ name: "ToyError", status: 502, attempts: 1, maybeApplied: true });
  expect((error as { body: string }).body).toHaveLength(65_536);
  expect(sent).toBeLessThan(16 * mebibyte);
  await expect.poll(() => server.open, idle).toBe(0);
});

test("four times the body takes about four times the time, not sixteen times", async () => {
  const list = (length: number): string =>
    json(200, { data: Array.from({ length }, (_, id) => ({ id, name: "x".repeat(80) })) });
  server.answer("/list/short", always(list(20_000)));
  server.answer("/list/long", always(list(80_000)));
  const client = toyClient(server.url, { timeout: 10_000 });
  const fastest = async (path: string): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const started = performance.now();
      await client.get(path, { expects: "array" });
      times.push(performance.now() - started);
    }
    return Math.min(...times);
  };

  const short = await fastest("/list/short");
  const long = await fastest("/list/long");

  expect(long / short).toBeLessThan(9);
});

// Writes as fast as the other side reads, until it goes away or the total is reached.
function pour(socket: Socket, count: (bytes: number) => void, total = 256 * mebibyte): void {
  const piece = Buffer.alloc(65_536, "x");
  let left = total;
  const write = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= piece.length;
      count(piece.length);
      if (!socket.write(piece)) break;
    }
    if (left <= 0) socket.end();
  };
  socket.on("drain", write);
  write();
}
