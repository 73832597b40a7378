import {
  APIConnectionError,
  APITimeoutError,
  type VeniceCallOptions,
  VeniceClient,
  VeniceError,
} from "@keyrack/venice-keys";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf, someKey, testClock } from "./support/bench.ts";
import { bytesOf, type Fault, type RawService, startRaw } from "./support/raw-service.ts";

const created = JSON.stringify({ success: true, data: { id: "key_1", apiKey: "VENICE_ADMIN_KEY_0a1b2c3d4e5f" } });
const missing = JSON.stringify({ error: "API key could not be found" });
const web3 = { address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A", apiKeyType: "ADMIN" } as const;

const creating: readonly [string, (venice: VeniceClient, options?: VeniceCallOptions) => Promise<unknown>][] = [
  ["create", async ({ apiKeys }, options) => await apiKeys.create({ apiKeyType: "ADMIN", description: "x" }, options)],
  [
    "createWeb3Key",
    async ({ apiKeys }, options) => await apiKeys.createWeb3Key({ ...web3, token: "t", signature: "0x1" }, options),
  ],
];

const lost: readonly [what: string, fault: Fault][] = [
  ["a reset", (socket) => socket.resetAndDestroy()],
  ["a connection that ends without a word", (socket) => socket.end()],
  ["garbage", (socket) => socket.write("\u0000\u0001 no HTTP at all\r\n\r\n")],
  ["two lengths", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}")],
  ["an answer that is reset on its way", (socket) => endAfter(socket, () => socket.resetAndDestroy())],
  ["an answer that ends on its way", (socket) => endAfter(socket, () => socket.end())],
  ["JSON that stops early", (socket) => socket.write(bytesOf(200, created.slice(0, -5)))],
  ["a body that does not decompress", (socket) => socket.write(bytesOf(200, created, ["content-encoding: gzip"]))],
  ["a page of HTML", (socket) => socket.write(bytesOf(200, "<html>Welcome</html>"))],
  ["no content", (socket) => socket.write("HTTP/1.1 204 No Content\r\n\r\n")],
  ["silence", () => undefined],
  ["an early hint and then silence", (socket) => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n")],
  ["headers and then silence", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n")],
  ["a 503 whose body is cut short", (socket) => socket.end("HTTP/1.1 503 Busy\r\ncontent-length: 50\r\n\r\n{")],
];

const open: RawService[] = [];

afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

describe.each(creating)("a request of %s", (_method, call) => {
  test.each(lost)("arrives once and may have made a key where it is answered with %s", async (_what, fault) => {
    const service = await start(fault);

    const error = await failureOf(call(clientOf(service), { timeout: 200 }));

    expect(error).toBeInstanceOf(VeniceError);
    expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
    expect(String(error)).not.toContain("0a1b2c3d4e5f");
    expect(service.arrived).toHaveLength(1);
  });

  test("may have made a key where it is reset before all of it was read", async () => {
    const service = await start((socket) => socket.resetAndDestroy(), { early: true });

    const error = await failureOf(call(clientOf(service)));

    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ attempts: 1, maybeApplied: true });
    expect(service.arrived).toHaveLength(1);
  });

  test("is sent again, and has made nothing, where nobody listens", async () => {
    const service = await start(() => undefined);
    await service.close();
    open.length = 0;

    const error = await failureOf(call(clientOf(service)));

    expect(error).toMatchObject({ code: "ECONNREFUSED", attempts: 3, maybeApplied: false });
  });

  test("arrives again after a 503 that names a wait, and after no other", async () => {
    const busy = bytesOf(503, "{}", ["retry-after: 2"]);
    const service = await start((socket, hit) => socket.write(hit === 1 ? busy : bytesOf(503, "{}")));

    const error = await failureOf(call(clientOf(service)));

    expect(error).toMatchObject({ status: 503, attempts: 2, maybeApplied: true });
    expect(service.arrived).toHaveLength(2);
  });

  test("is answered where hints come first and headers come twice", async () => {
    const twice = bytesOf(200, created, ["cf-ray: a", "cf-ray: b", "x-ratelimit-remaining: 1"]);
    const service = await start((socket) => socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${twice}`));

    const key = await call(clientOf(service));

    expect(key).toMatchObject({ id: "key_1", apiKey: "VENICE_ADMIN_KEY_0a1b2c3d4e5f" });
  });

  test("goes nowhere else when it is redirected, and neither does the key", async () => {
    const elsewhere = await start((socket) => socket.end());
    const header = `location: ${elsewhere.baseUrl}/api_keys`;
    const service = await start((socket) => socket.write(bytesOf(307, "", [header])));

    const error = await failureOf(call(clientOf(service)));

    expect(error).toMatchObject({ code: "redirect", attempts: 1, maybeApplied: false });
    expect(elsewhere.arrived).toEqual([]);
  });
});

test("an answer that drips passes the limit of its attempt", async () => {
  const service = await start((socket) => {
    const drip = setInterval(() => socket.write(" "), 10);
    socket.on("close", () => clearInterval(drip));
    socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n");
  });

  const error = await failureOf(clientOf(service).apiKeys.retrieve("key_1", { timeout: 500, maxRetries: 0 }));

  expect(error).toBeInstanceOf(APITimeoutError);
  expect(error).toMatchObject({ phase: "body", limit: "attempt", maybeApplied: false });
});

test("a deletion that arrived before its connection was reset counts as done when the key is missing", async () => {
  const service = await start((socket, hit) =>
    hit === 1 ? socket.resetAndDestroy() : socket.write(bytesOf(400, missing)),
  );

  const answer = await clientOf(service).apiKeys.delete("key_1");

  expect(answer).toEqual({ success: true });
  expect(service.arrived).toEqual(Array(2).fill("DELETE /api/v1/api_keys?id=key_1"));
});

test("a change and a read arrive again after a reset", async () => {
  const key = bytesOf(200, JSON.stringify({ success: true, data: { id: "key_1" } }));
  const service = await start((socket, hit) => (hit % 2 === 1 ? socket.resetAndDestroy() : socket.write(key)));
  const venice = clientOf(service);

  await venice.apiKeys.update("key_1", { description: "x" });
  await venice.apiKeys.retrieve("key_1");

  expect(service.arrived).toHaveLength(4);
});

async function start(fault: Fault, options?: { early: boolean }): Promise<RawService> {
  const service = await startRaw(fault, options);
  open.push(service);
  return service;
}

function clientOf({ baseUrl }: RawService): VeniceClient {
  return new VeniceClient({ apiKey: someKey, baseUrl, clock: testClock() });
}

function endAfter(socket: Parameters<Fault>[0], end: () => void): void {
  socket.write(bytesOf(200, created).slice(0, -20), end);
}
