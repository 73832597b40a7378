import { afterAll, beforeAll, expect, test } from "vitest";
import { rejection } from "./support/outcome.ts";
import { type Fault, RawServer } from "./support/raw-server.ts";
import { inTurn, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

const chosenKey = {
  callOptionNames: ["idempotencyKey"],
  readCallOptions: (options: object) => options as { idempotencyKey?: string },
};

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

test("a create whose answer is lost is repeated with its key, and one object exists", async () => {
  const { objects, fault } = shop();
  server.answer("/keyed", fault);

  const created = await toyClient(server.url).patch("/keyed", { json: { name: "a" } });

  expect(created).toEqual({ id: 1 });
  expect(objects.size).toBe(1);
  expect(server.seen("/keyed")).toHaveLength(2);
});

test("a create without a key whose answer is lost is not repeated, and its error says that it may be applied", async () => {
  const { objects, fault } = shop();
  server.answer("/keyless", fault);

  const error = await rejection(toyClient(server.url).post("/keyless", { json: { name: "a" } }));

  expect(error).toMatchObject({ name: "ConnectionError", code: "ECONNRESET", attempts: 1, maybeApplied: true });
  expect(objects.size).toBe(1);
});

test("a refusal after a lost answer still says that the first attempt may be applied", async () => {
  server.answer("/then-refused", (socket, _request, hit) => {
    if (hit === 1) socket.resetAndDestroy();
    else socket.write(json(400, { message: "no" }));
  });

  const error = await rejection(toyClient(server.url).patch("/then-refused", { json: {} }));

  expect(error).toMatchObject({ name: "ToyError", status: 400, attempts: 2, maybeApplied: true });
});

test("an answer that the first request is still running is asked again with the same key", async () => {
  const running = json(409, { state: "in progress" });
  server.answer("/running", inTurn(running, running, json(201, { id: 1 })));

  const created = await toyClient(server.url).patch("/running", { json: {} });

  const keys = server.seen("/running").map(({ headers }) => headers["idempotency-key"]);
  expect(created).toEqual({ id: 1 });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test("a key used again for something else is final", async () => {
  server.answer("/reused", inTurn(json(422, { code: "key_reused", message: "other payload" })));

  const error = await rejection(toyClient(server.url).patch("/reused", { json: {} }));

  expect(error).toMatchObject({ code: "key_reused", status: 422, attempts: 1, retryable: false, maybeApplied: false });
  expect(server.seen("/reused")).toHaveLength(1);
});

test("a caller's key is sent as it is in every attempt and stands on the error", async () => {
  const idempotencyKey = "!caller~chose;this:key";
  server.answer("/own-key", inTurn(json(503, {})));

  const error = await rejection(
    toyClient(server.url, chosenKey).post("/own-key", { json: {} }, { idempotencyKey } as object),
  );

  const keys = server.seen("/own-key").map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toEqual([idempotencyKey, idempotencyKey, idempotencyKey]);
  expect(error).toMatchObject({ idempotencyKey, attempts: 3 });
});

test("all attempts of a call send the same bytes, whatever the caller does to the body meanwhile", async () => {
  const body = { name: "before", list: [1] };
  server.answer("/bytes", (socket, request, hit) => {
    body.name = `changed ${hit}`;
    body.list.push(hit);
    inTurn(json(503, {}))(socket, request, hit);
  });

  await rejection(toyClient(server.url).patch("/bytes", { json: body }));

  const bodies = server.seen("/bytes").map((request) => request.body);
  expect(bodies).toEqual(Array.from({ length: 3 }, () => '{"name":"before","list":[1]}'));
});

test("two equal calls in a row have two keys", async () => {
  server.answer("/twice", inTurn(json(200, {})));
  const client = toyClient(server.url);

  await client.patch("/twice", { json: {} });
  await client.patch("/twice", { json: {} });

  const [first, second] = server.seen("/twice").map(({ headers }) => headers["idempotency-key"]);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(second).not.toBe(first);
});

test("a thousand creates at once have a thousand keys", async () => {
  server.answer("/many", inTurn(json(200, {})));
  const client = toyClient(server.url, { timeout: 20_000 });

  await Promise.all(Array.from({ length: 1_000 }, async (_, id) => await client.patch("/many", { json: { id } })));

  expect(new Set(server.seen("/many").map(({ headers }) => headers["idempotency-key"])).size).toBe(1_000);
});

test("a call without a key sends none", async () => {
  server.answer("/plain", inTurn(json(200, {})));

  await toyClient(server.url).post("/plain", { json: {} });

  expect(server.seen("/plain")[0]?.headers).not.toHaveProperty("idempotency-key");
});

// Stores an object per idempotency key, or per request without one, and loses its first answer.
function shop(): { objects: Map<string, number>; fault: Fault } {
  const objects = new Map<string, number>();
  const fault: Fault = (socket, { headers }, hit) => {
    const key = headers["idempotency-key"] ?? `request ${hit}`;
    if (!objects.has(key)) objects.set(key, objects.size + 1);
    if (hit === 1) socket.resetAndDestroy();
    else socket.write(json(201, { id: objects.get(key) }));
  };
  return { objects, fault };
}
