import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { readBody } from "../src/body.ts";
import type { FetchAnswer } from "../src/types.ts";
import { rejectionOf } from "./support/failures.ts";

function streaming(chunks: Iterable<unknown>, headers: Record<string, string> = {}): FetchAnswer {
  const iterator = chunks[Symbol.iterator]();
  const body = new ReadableStream({
    pull: (controller) => {
      const { done, value } = iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  return { status: 200, headers: new Headers(headers), body };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function* breakingOff(text: string): Generator<Uint8Array> {
  yield bytes(text);
  throw new Error("read ECONNRESET");
}

describe("a body is read as UTF-8", () => {
  test.each<[string, Uint8Array[], string]>([
    ["in one piece", [bytes("milk")], "milk"],
    ["in several", [bytes("mi"), bytes(""), bytes("lk")], "milk"],
    ["with a character cut between two pieces", [bytes("🔑").subarray(0, 1), bytes("🔑").subarray(1)], "🔑"],
    ["with bytes that are none replaced", [new Uint8Array([0x61, 0xff, 0x62])], "a\uFFFDb"],
    ["without its byte order mark", [new Uint8Array([0xef, 0xbb, 0xbf, 0x61])], "a"],
    ["where there is none", [], ""],
  ])("%s", async (_what, chunks, text) => {
    expect(await readBody(streaming(chunks), 100)).toMatchObject({ text, tooLarge: false });
  });

  test.each([null, undefined])("that is %s as an empty text", async (body) => {
    expect(await readBody({ status: 204, headers: new Headers(), body }, 100)).toMatchObject({
      text: "",
      tooLarge: false,
    });
  });

  test("from an iterable of bytes too, where a transport has no web streams", async () => {
    const body = (async function* () {
      yield bytes("mi");
      yield bytes("lk");
    })();

    expect(
      await readBody({ status: 200, headers: new Headers(), body: { [Symbol.asyncIterator]: () => body } }, 100),
    ).toMatchObject({
      text: "milk",
      tooLarge: false,
    });
  });
});

describe("the limit", () => {
  test("is counted in bytes, and a body of exactly that many is taken", async () => {
    expect(await readBody(streaming([bytes("éé")]), 4)).toMatchObject({ text: "éé", tooLarge: false });
    expect(await readBody(streaming([bytes("éé")]), 3)).toMatchObject({ tooLarge: true });
  });

  test("leaves the bytes before it", async () => {
    expect(await readBody(streaming([bytes("abc"), bytes("def")]), 4)).toMatchObject({ text: "abcd", tooLarge: true });
  });

  test("ends the reading, however much would follow", async () => {
    let read = 0;
    const endless = (function* () {
      for (;;) {
        read++;
        yield bytes("x".repeat(10));
      }
    })();

    await readBody(streaming(endless), 100);

    expect(read).toBeLessThan(15);
  });

  test("refuses a body that announces more, without reading it", async () => {
    expect(await readBody(streaming([bytes("abc")], { "content-length": "101" }), 100)).toMatchObject({
      text: "",
      tooLarge: true,
    });
  });

  test("does not believe the announced length of a compressed body", async () => {
    const headers = { "content-length": "101", "content-encoding": "gzip" };

    expect(await readBody(streaming([bytes("abc")], headers), 100)).toMatchObject({ text: "abc", tooLarge: false });
  });
});

describe("a body that breaks off", () => {
  test("is a failure", async () => {
    expect(await rejectionOf(readBody(streaming(breakingOff("ab")), 100))).toMatchObject({
      message: "read ECONNRESET",
    });
  });

  test("gives what came before, where the status is worth more than the text", async () => {
    expect(await readBody(streaming(breakingOff("ab")), 100, true)).toMatchObject({ text: "ab", tooLarge: false });
  });
});

test.each([
  ["a text", "abc"],
  ["an object", {}],
  ["a stream of texts", streaming(["abc"]).body],
])("a body that is %s is refused", async (_what, body) => {
  const error = await rejectionOf(readBody({ status: 200, headers: new Headers(), body }, 100));

  expect(error).toMatchObject({ message: expect.stringMatching(/is not a stream/) as string });
});

test("a body that comes byte by byte takes no more memory than its bytes", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const size = 1_000_000;
  const single = new Uint8Array(1);
  const heaps: number[] = [];
  const drip = (function* () {
    for (let count = 0; count < size; count++) {
      if (count === 1_000 || count === size - 1) {
        collectGarbage();
        heaps.push(process.memoryUsage().heapUsed);
      }
      yield single.slice();
    }
  })();

  const { text } = await readBody(streaming(drip), size);

  expect(text).toHaveLength(size);
  expect((heaps[1] ?? 0) - (heaps[0] ?? 0)).toBeLessThan(20_000_000);
}, 60_000);
