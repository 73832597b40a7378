import { ApiError, type FetchAnswer, RedirectError } from "@keyrack/core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eachKind, refused, sendEach } from "./support/each-kind.ts";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { toyClient } from "./support/toy-service.ts";

let server: RawServer;
let target: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  target = await RawServer.start();
  target.answer("", always(json(200, { stolen: true })));
});

beforeEach(() => {
  target.requests.length = 0;
});

afterAll(async () => {
  await server.close();
  await target.close();
});

test.each([300, 301, 302, 303, 305, 307, 308, 399])("a %i to another host is never followed", async (status) => {
  server.answer("/away", always(head(status, { location: `${target.url}/elsewhere?q=1`, "content-length": "0" })));

  const outcomes = await sendEach(server, "/away");

  expect(outcomes).toMatchObject(eachKind({ name: "RedirectError", code: "redirect", status }, refused));
  expect(outcomes.write.error).toBeInstanceOf(ApiError);
  expect(outcomes.write.error).toMatchObject({ location: target.url });
  expect(target.connections).toBe(0);
});

test("a redirect to the same host is never followed, and no POST becomes a GET", async () => {
  server.answer("/here", always(head(302, { location: "/there", "content-length": "0" })));
  server.answer("/there", always(json(200, {})));

  const outcomes = await sendEach(server, "/here");

  expect(outcomes).toMatchObject(eachKind({ name: "RedirectError", status: 302 }, refused));
  expect(server.seen("/there")).toEqual([]);
});

test("a redirect to itself is asked once", async () => {
  server.answer("/loop", (socket, { path }) => socket.write(head(302, { location: path, "content-length": "0" })));

  const outcomes = await sendEach(server, "/loop");

  expect(outcomes).toMatchObject(eachKind({ name: "RedirectError", status: 302 }, refused));
});

test.each([
  ["nothing", undefined],
  ["a path", "/there"],
  ["a file", "file:///etc/passwd"],
  ["data", "data:application/json,{}"],
  ["a script", "javascript:alert(1)"],
  ["a broken URL", "http://[bad"],
])("a redirect to %s is told without a place", async (_what, location) => {
  server.answer("/odd", always(head(302, { ...(location !== undefined && { location }), "content-length": "0" })));

  const { read } = await sendEach(server, "/odd");

  expect(read).toMatchObject({ name: "RedirectError", code: "redirect", status: 302, hits: 1 });
  expect((read.error as RedirectError).location).toBeUndefined();
});

test("two places in one redirect are no place", async () => {
  const twice = `HTTP/1.1 302 Toy\r\nlocation: ${target.url}/a\r\nlocation: ${target.url}/b\r\ncontent-length: 0\r\n\r\n`;
  server.answer("/two", always(twice));

  const outcomes = await sendEach(server, "/two");

  expect(outcomes).toMatchObject(eachKind({ name: "RedirectError", status: 302 }, refused));
  expect(target.connections).toBe(0);
});

test("a redirect's place is told without user, path and query", async () => {
  const { host } = new URL(target.url);
  server.answer(
    "/userinfo",
    always(head(307, { location: `http://user:secret@${host}/path?q=secret#secret`, "content-length": "0" })),
  );

  const error = (await rejection(toyClient(server.url).get("/userinfo"))) as RedirectError;

  expect(error.location).toBe(`http://${host}`);
  expect(error.headers["location"]).toBe(`http://${host}`);
  expect(error.message).not.toContain("secret");
});

test("a redirect with a body that never ends is told at once and its connection dropped", async () => {
  server.answer("/endless", always(head(302, { location: "/there", "content-length": "1000" })));
  const started = performance.now();

  const error = await rejection(toyClient(server.url, { timeout: 5_000 }).get("/endless"));

  expect(error).toBeInstanceOf(RedirectError);
  expect(performance.now() - started).toBeLessThan(500);
});

test("the opaque answer by which a browser hides a redirect is a redirect", async () => {
  const hidden: FetchAnswer = { status: 0, headers: new Headers(), body: null };

  const outcomes = await sendEach(server, "/x", {
    changes: { shared: { fetch: async () => await Promise.resolve(hidden) } },
  });

  expect(outcomes).toMatchObject(eachKind({ name: "RedirectError", code: "redirect", hits: 0 }, refused));
});
