import { afterEach, describe, expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import { Page, paginate } from "../src/page.ts";
import type { CallOptions, RequestOptions } from "../src/request.ts";
import type { FetchInit } from "../src/types.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, KEY, notesClient } from "./support/notes-client.ts";

const plain = new Set(Object.getOwnPropertyNames(Object.prototype));
const added: string[] = [];

function pollute(name: string, value: unknown): void {
  added.push(name);
  Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true, enumerable: true });
}

afterEach(() => {
  for (const name of added.splice(0)) delete (Object.prototype as Record<string, unknown>)[name];
});

const payloads = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"data":{"__proto__":{"polluted":1}},"meta":{"__proto__":{"polluted":1}}}',
  '{"data":[{"__proto__":{"polluted":1}}],"cursor":"__proto__"}',
  '{"message":{"__proto__":{"polluted":1}},"code":"__proto__"}',
  '{"data":{"toString":"x","hasOwnProperty":"x","valueOf":{"a":1},"toJSON":"x"}}',
];

const text = (body: string, status: number): Response =>
  new Response(body, { status, headers: { "content-type": "application/json" } });

describe("an answer with members named like a prototype's", () => {
  test.each(payloads)("pollutes nothing as a value and arrives as it was sent: %s", async (payload) => {
    const client = notesClient(async () => text(payload, 200));

    const value = await client.get("/notes/1", { expects: "any" });

    expect(JSON.stringify(value)).toBe(payload);
    expect(new Set(Object.getOwnPropertyNames(Object.prototype))).toEqual(plain);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each(payloads)("pollutes nothing as an error: %s", async (payload) => {
    const client = notesClient(async () => text(payload, 400));

    const error = await rejectionOf(client.get("/notes/1"));

    expect(error).toMatchObject({ status: 400 });
    expect(JSON.stringify((error as { body: unknown }).body)).toBe(payload);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("is not taken for a promise where it has a member `then`", async () => {
    const client = notesClient(async () => text('{"data":{"then":"x"},"then":"y"}', 200));

    expect(JSON.stringify(await client.get("/notes/1"))).toBe('{"data":{"then":"x"},"then":"y"}');
  });

  test("is walked as a list, its items untouched", async () => {
    const pages = ['{"data":[{"__proto__":{"polluted":1}}],"cursor":"__proto__"}', '{"data":[{"constructor":1}]}'];
    const urls: string[] = [];
    const client = notesClient(async (url) => {
      urls.push(url);
      return text(pages[urls.length - 1] ?? "", 200);
    });

    const first = async (options: CallOptions): Promise<Page<unknown>> => await client.page("/notes", {}, options);
    const items = await Array.fromAsync(paginate({ service: "notes", options: undefined, first }));

    expect(JSON.stringify(items)).toBe('[{"__proto__":{"polluted":1}},{"constructor":1}]');
    expect(urls[1]).toBe("https://notes.test/notes?cursor=__proto__");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("options with members named like a prototype's", () => {
  test.each(['{"__proto__":{"totalTimeout":1}}', '{"constructor":{"prototype":{"totalTimeout":1}}}'])(
    "are refused like any unknown one: %s",
    async (given) => {
      let hits = 0;
      const client = notesClient(async () => {
        hits++;
        return json({ data: {} });
      });

      const error = await rejectionOf(client.get("/notes/1", {}, JSON.parse(given) as CallOptions));

      expect(error).toBeInstanceOf(ConfigError);
      expect(hits).toBe(0);
    },
  );
});

describe("a host whose Object.prototype was polluted before", () => {
  async function send(options?: RequestOptions): Promise<readonly [string, FetchInit]> {
    const seen: (readonly [string, FetchInit])[] = [];
    const client = notesClient(async (url, init) => {
      seen.push([url, { ...init, headers: { ...init.headers } }]);
      return json({ data: {} });
    });
    await client.request("POST", "/notes", options);
    return seen[0] ?? ["", {} as FetchInit];
  }

  test.each<[string, unknown]>([
    ["baseUrl", "https://evil.test"],
    ["idempotencyKey", "forged"],
    ["timeout", 1],
    ["totalTimeout", 1],
    ["maxBodyBytes", 1],
    ["signal", AbortSignal.abort()],
    ["query", { forged: "1" }],
    ["safety", "read"],
  ])("cannot set the option %s of a call", async (name, value) => {
    const expected = await send();

    pollute(name, value);
    const [url, init] = await send();
    const [, withOptions] = await send({ headers: { "x-a": "1" } });

    expect(url).toBe(expected[0]);
    expect(init.headers).toEqual(expected[1].headers);
    expect(withOptions.headers).toEqual({ ...expected[1].headers, "x-a": "1" });
    expect(init.headers["authorization"]).toBe(`Bearer ${KEY}`);
  });

  test("cannot add a header to a request", async () => {
    pollute("x-forged", "1");

    const [, init] = await send({ headers: { "x-a": "1" } });

    expect(Object.keys(init.headers)).not.toContain("x-forged");
  });

  test("cannot shorten the walk of a list", async () => {
    pollute("maxPages", 1);
    const walk = paginate({
      service: "notes",
      options: undefined,
      first: async () => new Page([1], async () => new Page([2])),
    });

    expect(await Array.fromAsync(walk)).toEqual([1, 2]);
  });
});
