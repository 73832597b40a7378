import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MemoryEmulator } from "../src/emulator.ts";
import type { EmulatorServer } from "../src/listen.ts";
import { createNotesEmulator } from "./notes-service.ts";

let emulator: MemoryEmulator<{ readonly token: string }>;
let server: EmulatorServer;

beforeEach(async () => {
  emulator = createNotesEmulator();
  server = await emulator.listen();
});

afterEach(async () => {
  await emulator[Symbol.asyncDispose]();
});

async function post(text = "milk"): Promise<Response> {
  return await fetch(`${server.url}/notes`, { method: "POST", body: text });
}

async function storedNotes(): Promise<unknown> {
  return await (await fetch(`${server.url}/notes`)).json();
}

test("fail is an ordinary answer", async () => {
  emulator.failNext({ status: 503, headers: { "retry-after": "2" }, body: { reason: "busy" } });

  const response = await post();

  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await response.json()).toEqual({ reason: "busy" });
});

test("reset resets the connection before the request is read", async () => {
  emulator.inject({ kind: "reset" });

  const error = await post().catch((caught: unknown) => caught);

  expect(error).toMatchObject({ message: "fetch failed", cause: { code: "ECONNRESET" } });
  expect(await storedNotes()).toEqual([]);
});

test("drop ends the connection after the service applied the request", async () => {
  emulator.inject({ kind: "drop" });

  const error = await post().catch((caught: unknown) => caught);

  expect(error).toMatchObject({ message: "fetch failed", cause: { code: "UND_ERR_SOCKET" } });
  expect(await storedNotes()).toEqual(["milk"]);
});

test("stall passes the headers and some bytes, then nothing", async () => {
  const controller = new AbortController();
  emulator.inject({ kind: "stall", afterBytes: 5 });

  const response = await fetch(`${server.url}/notes`, { method: "POST", body: "milk", signal: controller.signal });
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  const next = reader?.read().catch((caught: unknown) => caught);
  controller.abort(new Error("enough"));

  expect(response.status).toBe(201);
  expect(new TextDecoder().decode(value)).toBe('{"cou');
  expect(await next).toMatchObject({ message: "enough" });
});

test("truncate announces the true length and ends the connection early", async () => {
  emulator.inject({ kind: "truncate", afterBytes: 4 });

  const answer = await rawAnswer("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  emulator.inject({ kind: "truncate", afterBytes: 4 });
  const error = await (await post()).text().catch((caught: unknown) => caught);

  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(body).toBe('{"me');
  expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(20);
  expect(error).toMatchObject({ message: "terminated", cause: { code: "UND_ERR_SOCKET" } });
});

test("delay ends when the caller leaves, and the service never sees the request", async () => {
  const controller = new AbortController();
  emulator.inject({ kind: "delay", ms: 300 });
  emulator.inject({ kind: "delay", ms: 400 });
  const given = fetch(`${server.url}/notes`, { method: "POST", body: "milk", signal: controller.signal });
  const failed = given.catch((caught: unknown) => caught);
  while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));

  controller.abort(new Error("enough"));
  await post("bread");

  expect(await failed).toMatchObject({ message: "enough" });
  expect(await storedNotes()).toEqual(["bread"]);
});

async function rawAnswer(request: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(request);
  let answer = "";
  for await (const chunk of socket.setEncoding("latin1")) answer += String(chunk);
  return answer;
}
