import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MemoryEmulator } from "../src/emulator.ts";
import type { EmulatorServer } from "../src/listen.ts";
import { createNotesEmulator } from "./notes-service.ts";

const { Request: PlatformRequest, Response: PlatformResponse } = globalThis;

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

/** Sends bytes and gives back all that the server answers until it ends the connection. */
async function exchange(...texts: string[]): Promise<string> {
  const socket = await open();
  for (const text of texts) socket.write(text);
  let answer = "";
  for await (const chunk of socket.setEncoding("latin1")) answer += String(chunk);
  return answer;
}

async function open(): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

describe("a port", () => {
  test("shares its memory and its record with fetch", async () => {
    await post("milk");

    const response = await emulator.fetch("https://notes.example/notes");

    expect(await response.json()).toEqual(["milk"]);
    expect(emulator.requests).toMatchObject([{ method: "POST", path: "/notes" }, { method: "GET" }]);
  });

  test("is named by its url, on the loopback address", () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(server.port).toBeGreaterThan(0);
  });

  test("does not replace the platform's Request and Response", () => {
    expect(globalThis.Request).toBe(PlatformRequest);
    expect(globalThis.Response).toBe(PlatformResponse);
  });

  test("may be asked for, and is refused when it is taken or cannot be", async () => {
    await expect(emulator.listen({ port: server.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect(emulator.listen({ port: 65_536 })).rejects.toThrow("port");
  });

  test("can be one of several at once", async () => {
    const second = await emulator.listen();

    await fetch(`${second.url}/notes`, { method: "POST", body: "bread" });
    const response = await fetch(`${server.url}/notes`);

    expect(await response.json()).toEqual(["bread"]);
  });

  test("is free again after close, which ends idle and stalled connections and may be called twice", async () => {
    const idle = await open();
    const ended = once(idle, "close");
    emulator.inject({ kind: "stall" });
    const stalled = await post();

    await Promise.all([server.close(), server.close()]);

    await ended;
    await expect(stalled.text()).rejects.toThrow("terminated");
    const again = await emulator.listen({ port: server.port });
    expect(again.port).toBe(server.port);
  });

  test("is closed when its emulator is disposed of", async () => {
    await emulator[Symbol.asyncDispose]();

    await expect(fetch(server.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  });
});

describe("HTTP on a port", () => {
  test("keeps a connection for several requests, also when a body is left unread", async () => {
    emulator.failNext({ status: 500, body: "no" });
    const requests = [
      "POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nmilk",
      "GET /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nmilk",
      "GET /notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ];

    const answer = await exchange(...requests);

    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 500", "HTTP/1.1 200", "HTTP/1.1 200"]);
  });

  test("answers HEAD with headers only", async () => {
    const answer = await exchange("HEAD /notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer.endsWith("\r\n\r\n")).toBe(true);
  });

  test.each(["PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])("hands the verb %s to the service", async (verb) => {
    const answer = await exchange(`${verb} /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);

    expect(answer).toContain(`"method":"${verb}"`);
    expect(emulator.requests).toMatchObject([{ method: verb, path: "/echo" }]);
  });

  test("passes X-Forwarded-For on as it came and adds no headers of its own", async () => {
    const answer = await exchange(
      "GET /echo HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.1, 10.0.0.1\r\nConnection: close\r\n\r\n",
    );

    expect(answer).toContain('"x-forwarded-for":"203.0.113.1, 10.0.0.1"');
    expect(emulator.requests[0]?.headers).toEqual({
      connection: "close",
      host: "a",
      "x-forwarded-for": "203.0.113.1, 10.0.0.1",
    });
  });

  test("takes a body of 12 MiB, with its length or in chunks", async () => {
    const bytes = 12 * 1024 * 1024;

    const sized = await fetch(`${server.url}/size`, { method: "POST", body: new Uint8Array(bytes) });
    const chunked = await sendInChunks(bytes);

    expect(await sized.json()).toEqual({ bytes });
    expect(JSON.parse(chunked)).toEqual({ bytes });
  });

  test("answers many requests at once, each with its own answer", async () => {
    const texts = Array.from({ length: 200 }, (_value, index) => `note ${index}`);

    const answers = await Promise.all(texts.map(async (text) => await (await post(text)).json()));

    const counts = answers.map((answer) => (answer as { count: number }).count);
    expect(new Set(counts).size).toBe(200);
    expect(emulator.requests).toHaveLength(200);
  });

  test("survives a caller that leaves in the middle of its request", async () => {
    const socket = await open();
    socket.write("POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
    socket.destroy();
    await once(socket, "close");

    const response = await post("milk");

    expect(await response.json()).toMatchObject({ count: 1 });
  });

  test("answers what is not HTTP with 400", async () => {
    expect(await exchange("GET nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });
});

async function sendInChunks(bytes: number): Promise<string> {
  const outgoing = httpRequest(`${server.url}/size`, { method: "POST" });
  const part = new Uint8Array(bytes / 4);
  for (let index = 0; index < 4; index += 1) outgoing.write(part);
  outgoing.end();
  const [response] = await once(outgoing, "response");
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  return text;
}
