import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eachKind, maybeSent, refused, sendEach, type Verdict } from "./support/each-kind.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, inTurn, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient, toyProfile } from "./support/toy-service.ts";

const throttled: Verdict = { attempts: [3, 1, 3], maybeApplied: false, retryable: true };
const throttledWithHint: Verdict = { attempts: [3, 3, 3], maybeApplied: false, retryable: true };
const onceMore: Verdict = { attempts: [2, 1, 2], maybeApplied: false, retryable: true };

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
});

afterAll(async () => {
  await server.close();
});

describe("which statuses are tried again", () => {
  const final = [
    304, 400, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 417, 418, 422, 426, 428, 431, 451, 501, 505,
    511,
  ];

  test.each(final)("%i is final", async (status) => {
    server.answer("/final", always(status === 304 ? head(304) : json(status, { message: "no" })));

    const outcomes = await sendEach(server, "/final");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", code: `http_${status}`, status }, refused));
  });

  test("421 is final, though a platform may repeat it once by itself on a fresh connection", async () => {
    server.answer("/misdirected", always(json(421, {})));

    const { read, write } = await sendEach(server, "/misdirected");

    expect(write).toMatchObject({ name: "ToyError", status: 421, attempts: 1, maybeApplied: false });
    expect(write.hits).toBeLessThanOrEqual(2);
    expect(read.hits).toBeLessThanOrEqual(2);
  });

  test("401 is final where the credential cannot be renewed", async () => {
    server.answer("/unauthorized", always(json(401, { message: "who?" })));

    const outcomes = await sendEach(server, "/unauthorized");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", code: "http_401", status: 401 }, refused));
  });

  test.each([408, 500, 502, 503, 504, 520, 521, 522, 523, 524])(
    "%i is tried again, except for a write without a key, which may be applied",
    async (status) => {
      server.answer("/transient", always(json(status, { message: "later" })));

      const outcomes = await sendEach(server, "/transient");

      expect(outcomes).toMatchObject(eachKind({ name: "ToyError", code: `http_${status}`, status }, maybeSent));
    },
  );

  test("a hint on 503 does not make a write without a key repeatable", async () => {
    server.answer("/unavailable", always(json(503, {}, { "retry-after": "1" })));

    const outcomes = await sendEach(server, "/unavailable");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 503 }, maybeSent));
  });

  test("425 is tried once more, and nothing was applied", async () => {
    server.answer("/early", always(json(425, {})));

    const outcomes = await sendEach(server, "/early");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 425 }, onceMore));
  });

  test("413 is tried once more where the server says when", async () => {
    server.answer("/large", always(json(413, {}, { "retry-after": "1" })));

    const outcomes = await sendEach(server, "/large");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 413 }, onceMore));
  });

  test("429 without a hint is tried again, except for a write without a key", async () => {
    server.answer("/busy", always(json(429, {})));

    const outcomes = await sendEach(server, "/busy");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 429 }, throttled));
  });

  test("429 with a hint is tried again, even for a write without a key", async () => {
    server.answer("/busy-until", always(json(429, {}, { "retry-after": "1" })));

    const outcomes = await sendEach(server, "/busy-until");

    expect(outcomes).toMatchObject(eachKind({ name: "ToyError", status: 429 }, throttledWithHint));
  });

  test("an internal error that the service calls final may still have applied a write", async () => {
    server.answer("/internal", always(json(500, {})));
    const { retry } = toyProfile(server.url);
    const changes = { retry: { ...retry, isTransient: () => false } };

    const outcomes = await sendEach(server, "/internal", { changes });

    expect(outcomes).toMatchObject(
      eachKind({ status: 500 }, { attempts: [1, 1, 1], maybeApplied: true, retryable: false }),
    );
  });

  test("a service that recovers at the third attempt gives its answer and the count", async () => {
    server.answer("/recovers", inTurn(json(503, {}), json(503, {}), json(200, { ok: true })));
    const metas: number[] = [];

    const value = await toyClient(server.url).get("/recovers", {}, { onMeta: ({ attempts }) => metas.push(attempts) });

    expect(value).toEqual({ ok: true });
    expect(metas).toEqual([3]);
  });
});
