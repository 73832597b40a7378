import { paginate, type ServiceProfile, systemClock } from "@keyrack/core";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

const unhurried: Partial<ServiceProfile> = { timeout: 30_000, shared: { clock: systemClock } };
const begun = `${head(200, { "content-type": "application/json", "content-length": "100" })}{"a"`;

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  server.answer("/silent", () => undefined);
  server.answer("/stalled", always(begun));
  server.answer("/ok", always(json(200, { ok: true })));
  server.answer("/busy", always(json(429, {}, { "retry-after": "30" })));
});

afterAll(async () => {
  await server.close();
});

test("closing ends calls in every phase, and later ones before they are sent", async () => {
  const client = toyClient(server.url, unhurried);
  const calls = ["/silent", "/stalled", "/busy"].map(async (path) => await rejection(client.post(path, { json: {} })));
  await pause(50);

  const closing = performance.now();
  await client.close();
  const errors = await Promise.all(calls);
  const before = server.requests.length;
  const late = await rejection(client.get("/ok"));

  expect(performance.now() - closing).toBeLessThan(150);
  expect(errors).toMatchObject([
    { name: "ClosedClientError", code: "closed_client", attempts: 1, maybeApplied: true },
    { name: "ClosedClientError", code: "closed_client", attempts: 1, maybeApplied: true },
    { name: "ClosedClientError", code: "closed_client", attempts: 1, maybeApplied: false },
  ]);
  expect(late).toMatchObject({ name: "ClosedClientError", attempts: 0, maybeApplied: false });
  expect(server.requests).toHaveLength(before);
});

test("a list that is left while the next page is on its way drops that request", async () => {
  const dropped = new Promise<void>((resolve) => {
    server.answer("/list", (socket, _request, hit) => {
      if (hit === 1) socket.write(json(200, { data: [1, 2], cursor: "c1" }));
      else socket.on("close", () => resolve());
    });
  });
  const client = toyClient(server.url, unhurried);

  for await (const item of paginate({
    service: "toy",
    options: { prefetch: true },
    first: async (options) => await client.page<number>("/list", {}, options),
  })) {
    await pause(30);
    if (item === 1) break;
  }

  await expect(dropped).resolves.toBeUndefined();
  expect(server.seen("/list")).toHaveLength(2);
});
