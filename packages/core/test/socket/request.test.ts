import { bearer, path } from "@keyrack/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaksOf } from "./support/leaks.ts";
import { rejection } from "./support/outcome.ts";
import { RawServer } from "./support/raw-server.ts";
import { always, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";
import { canary, toyClient } from "./support/toy-service.ts";

let server: RawServer;

demandSilence();

beforeAll(async () => {
  server = await RawServer.start();
  server.answer("", always(json(200, {})));
});

afterAll(async () => {
  await server.close();
});

test("a write travels with its credential, its length in bytes and nothing that names the caller's machine", async () => {
  const value = { name: "Schlüssel 🔑", list: [1, null] };

  await toyClient(server.url).post("/v1/keys", { json: value, query: { dry: true } });

  const { body, headers, method, path: asked, query } = last();
  expect({ method, asked, query }).toEqual({ method: "POST", asked: "/v1/keys", query: "dry=true" });
  expect(JSON.parse(Buffer.from(body, "latin1").toString("utf8"))).toEqual(value);
  expect(headers).toMatchObject({
    authorization: `Bearer ${canary.token}`,
    accept: "application/json",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(JSON.stringify(value))),
    "user-agent": "keyrack-toy/1",
  });
  expect(headers).not.toHaveProperty("cookie");
  expect(headers).not.toHaveProperty("referer");
});

test("a read travels without body and content type", async () => {
  await toyClient(server.url).get("/v1/keys");

  const { body, headers } = last();
  expect(body).toBe("");
  expect(headers).not.toHaveProperty("content-type");
  expect(headers).not.toHaveProperty("content-length");
});

test("white space around a key is not part of it", async () => {
  await toyClient(server.url, { credentials: bearer({ service: "toy", option: "apiKey" }, "  key-1\r\n") }).get("/x");

  expect(last().headers["authorization"]).toBe("Bearer key-1");
});

test("of two spellings of a header the last one is sent, once", async () => {
  await toyClient(server.url).get("/x", {}, { headers: { "X-Tag": "first", "x-tag": "last" } });

  expect(last().headers["x-tag"]).toBe("last");
});

test("query values arrive as they were given", async () => {
  const query = { text: "a&b=c#d+e f/ü🔑", empty: "", list: ["1", "2"], no: false, nothing: null, absent: undefined };

  await toyClient(server.url).get("/x", { query: { ...query, ["__proto__"]: "own" } });

  expect([...new URLSearchParams(last().query)]).toEqual([
    ["text", "a&b=c#d+e f/ü🔑"],
    ["empty", ""],
    ["list", "1"],
    ["list", "2"],
    ["no", "false"],
    ["__proto__", "own"],
  ]);
});

test.each([
  ["a/b", "a%2Fb"],
  ["a?x=1", "a%3Fx%3D1"],
  ["a#f", "a%23f"],
  ["a%2Fb", "a%252Fb"],
  ["//evil/x", "%2F%2Fevil%2Fx"],
  ["https://evil/", "https%3A%2F%2Fevil%2F"],
  ["a\\b", "a%5Cb"],
  ["日本", "%E6%97%A5%E6%9C%AC"],
  ["．．", "%EF%BC%8E%EF%BC%8E"],
  ["__proto__", "__proto__"],
])("the id %j stays one segment of the path", async (id, segment) => {
  await toyClient(server.url).get(path`/v1/keys/${id}/rotate`);

  expect(last().path).toBe(`/v1/keys/${segment}/rotate`);
});

describe("refused before a byte is sent, without showing the value:", () => {
  const cyclic: Record<string, unknown> = { secret: canary.body };
  cyclic["self"] = cyclic;

  test.each<{ what: string; spec?: object; options?: object }>([
    { what: "a header with a line break", options: { headers: { "x-tag": `${canary.body}\r\nx-evil: 1` } } },
    { what: "a header with NUL", options: { headers: { "x-tag": `${canary.body}\0` } } },
    { what: "a header beyond ASCII", options: { headers: { "x-tag": `${canary.body}é` } } },
    { what: "a header name with a space", options: { headers: { "x tag": canary.body } } },
    { what: "another credential", options: { headers: { Authorization: canary.body } } },
    { what: "a length of its own", options: { headers: { "content-length": "0" } } },
    { what: "a coding of its own", options: { headers: { "transfer-encoding": "chunked" } } },
    { what: "an expectation", options: { headers: { expect: "100-continue" } } },
    { what: "a host of its own", options: { headers: { host: "evil.test" } } },
    { what: "an unknown option", options: { tiemout: 1 } },
    { what: "a body with a cycle", spec: { json: cyclic } },
    { what: "a body with a BigInt", spec: { json: { secret: canary.body, count: 1n } } },
    {
      what: "a body whose toJSON throws",
      spec: {
        json: {
          toJSON: () => {
            throw new Error(canary.body);
          },
        },
      },
    },
    { what: "a body that is a map", spec: { json: new Map([[canary.body, 1]]) } },
    { what: "a body that is a stream", spec: { json: new ReadableStream() } },
    { what: "a query with a broken character", spec: { query: { text: `${canary.query}\ud800` } } },
    { what: "a query with an object", spec: { query: { text: { secret: canary.query } } } },
  ])("$what", async ({ what, spec = {}, options }) => {
    const target = `/refused/${encodeURIComponent(what)}`;

    const error = await rejection(toyClient(server.url).post(target, spec, options));

    expect(error).toMatchObject({ name: "ConfigError", attempts: 0, retryable: false, maybeApplied: false });
    expect(leaksOf(error)).toEqual([]);
    expect(server.seen(target)).toEqual([]);
  });
});

test("an answer's object keeps names that could change a prototype as its own", async () => {
  const text = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"then":"x","toJSON":"y"}';
  server.answer(
    "/hostile",
    always(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`),
  );
  server.answer(
    "/hostile/error",
    always(`HTTP/1.1 400 No\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`),
  );
  const client = toyClient(server.url);

  const value = await client.get<object>("/hostile");
  const error = await rejection(client.get("/hostile/error"));

  expect(Object.keys(value)).toEqual(["__proto__", "constructor", "then", "toJSON"]);
  expect(error).toMatchObject({ name: "ToyError", status: 400 });
  expect({}).not.toHaveProperty("polluted");
});

function last(): RawServer["requests"][number] {
  const request = server.requests.at(-1);
  if (!request) throw new Error("No request has arrived.");
  return request;
}
