import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { XtraClient } from "@keyrack/xtrasecurity";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf, someProject, someToken, testClock } from "./support/bench.ts";

let server: Server | undefined;
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  if (server === undefined) return;
  server.close();
  await once(server, "close");
  server = undefined;
});

/** A server that does one thing to every request that has arrived whole, and counts these. */
async function serve(treat: (socket: Socket) => void): Promise<{ client: XtraClient; arrived: () => number }> {
  let arrived = 0;
  server = createServer((socket) => {
    sockets.add(socket);
    let received = "";
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      if (!isWhole(received)) return;
      received = "";
      arrived++;
      treat(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const apiUrl = `http://127.0.0.1:${port}/api`;
  const options = { token: someToken, projectId: someProject, apiUrl, clock: testClock() };
  return { client: new XtraClient(options), arrived: () => arrived };
}

function isWhole(received: string): boolean {
  const [head = "", ...rest] = received.split("\r\n\r\n");
  const length = /^content-length: (\d+)$/im.exec(head)?.[1] ?? "0";
  return rest.length > 0 && rest.join("\r\n\r\n").length >= Number(length);
}

const answer = (status: string, body: string, headers = ""): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`;
const limited = '{"error":"Too Many Requests"}';
const waiting = '{"error":"Too Many Requests","retryAfter":2}';

const faults: readonly [
  what: string,
  treat: (socket: Socket) => void,
  counts: { read: number; write: number; share: number },
  facts: object,
][] = [
  [
    "the connection is reset",
    (socket) => void socket.resetAndDestroy(),
    { read: 3, write: 1, share: 1 },
    { code: "network" },
  ],
  ["the connection is closed", (socket) => void socket.end(), { read: 3, write: 1, share: 1 }, { code: "network" }],
  [
    "the answer breaks off",
    (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"A":'),
    { read: 3, write: 1, share: 1 },
    { code: "network" },
  ],
  ["nothing comes in time", () => undefined, { read: 3, write: 1, share: 1 }, { code: "timeout" }],
  [
    "the address is over its limit",
    (socket) => void socket.write(answer("429 Too Many Requests", limited)),
    { read: 3, write: 3, share: 1 },
    { code: "rate_limited", scope: "ip" },
  ],
  [
    "the quota of a minute is used up",
    (socket) => void socket.write(answer("429 Too Many Requests", waiting, "retry-after: 2\r\n")),
    { read: 3, write: 3, share: 1 },
    { code: "rate_limited", scope: "quota", retryAfter: 2 },
  ],
  [
    "the quota of a day is used up",
    (socket) =>
      void socket.write(answer("429 Too Many Requests", waiting.replace("2", "86400"), "retry-after: 86400\r\n")),
    { read: 1, write: 1, share: 1 },
    { code: "rate_limited", scope: "quota", retryAfter: 86_400 },
  ],
];

describe.each(faults)("where %s", (what, treat, counts, facts) => {
  const options = { timeout: what === "nothing comes in time" ? 250 : 15_000 };
  const calls: readonly [name: string, kind: keyof typeof counts, call: (client: XtraClient) => Promise<unknown>][] = [
    ["a read", "read", async (client) => await client.getSecrets("production", options)],
    ["a write", "write", async (client) => await client.secrets.set("production", { A: "x" }, options)],
    ["a deletion", "write", async (client) => await client.secrets.deleteById(someProject, options)],
    ["the reading of a share", "share", async (client) => await client.shares.get("5ha4e", options)],
  ];

  test.each(calls)("%s arrives no more often than is safe", async (_name, kind, call) => {
    const { arrived, client } = await serve(treat);

    const error = await failureOf(call(client));

    expect(error).toMatchObject(facts);
    expect(arrived()).toBe(counts[kind]);
  });
});
