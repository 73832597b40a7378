import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eachKind, maybeSent, refused, sendEach } from "./support/each-kind.ts";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, inTurn, json, text } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { canary, toyClient } from "./support/toy-service.ts";

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

describe("what an error tells of the answer", () => {
  test.each([
    {
      rule: "a gateway's page without its tags",
      answer: text(502, "<html><h1>Bad\u001b[31m gateway</h1></html>"),
      status: 502,
      says: "Bad [31m gateway",
    },
    {
      rule: "a page labelled JSON",
      answer: text(502, "<html>", { "content-type": "application/json" }),
      status: 502,
      says: "no message",
    },
    { rule: "nothing", answer: text(503, ""), status: 503, says: "no message" },
    { rule: "a list", answer: json(400, ["no"]), status: 400, says: "no message" },
    { rule: "null", answer: json(400, null), status: 400, says: "no message" },
    { rule: "members of the wrong type", answer: json(400, { message: 7, code: {} }), status: 400, says: "no message" },
    {
      rule: "escape codes in the message",
      answer: json(400, { message: "a\u001b[2Jb\r\nc\u2028d" }),
      status: 400,
      says: "a [2Jb c d",
    },
  ])("for $rule", async ({ answer, status, says }) => {
    server.answer("/says", always(answer));

    const { write } = await sendEach(server, "/says");

    expect(write).toMatchObject({ name: "ToyError", status, attempts: 1 });
    expect(write.message).toBe(`POST /says/write failed with ${status}: ${says}`);
  });

  test("a message of any length is cut to one short line", async () => {
    server.answer("/long", always(json(400, { message: "x y\n".repeat(10_000) })));

    const { read } = await sendEach(server, "/long");

    expect(read.message?.length).toBeLessThan(600);
    expect(read.message).not.toContain("\n");
  });

  test("an error body that never ends still gives its status, within the limit of the attempt", async () => {
    server.answer("/endless", always(`${head(500, { "content-length": "1000" })}{"mess`));

    const outcomes = await sendEach(server, "/endless");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 500 }, maybeSent));
  });

  test("an error body that breaks off still gives its status and what came of it", async () => {
    server.answer("/broken-error", (socket) => socket.end(`${head(404, { "content-length": "1000" })}Key not fou`));

    const outcomes = await sendEach(server, "/broken-error");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 404 }, refused));
    expect(outcomes.read.message).toBe("GET /broken-error/read failed with 404: Key not fou");
  });

  test("the rate limit that an error tells of can be read from the client", async () => {
    const limit = { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "0" };
    server.answer(
      "/limits",
      inTurn(json(404, {}, limit), json(200, {}, { ...limit, "x-ratelimit-remaining": canary.body })),
    );
    const client = toyClient(server.url);

    await rejection(client.get("/limits"));
    const before = client.rateLimit;
    await client.get("/limits");

    expect(before).toMatchObject({ limit: 10, remaining: 0 });
    expect(client.rateLimit).toEqual(before);
  });
});
