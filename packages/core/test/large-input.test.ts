import { describe, expect, test } from "vitest";
import { checkBaseUrl } from "../src/checks.ts";
import { classify } from "../src/classify.ts";
import { readHint } from "../src/hints.ts";
import { checkPath, path } from "../src/path.ts";
import { readRateLimit } from "../src/rate-limit.ts";
import { createRedactor, maskHeaders, oneLine } from "../src/redact.ts";
import { answerWith } from "./support/answers.ts";
import { rejectionOf } from "./support/failures.ts";
import { notesClient } from "./support/notes-client.ts";

const megabyte = 1_048_576;
// What is linear takes some milliseconds; what is quadratic takes minutes.
const limit = 2_000;

const fill = (piece: string, size = megabyte): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

function elapsed(run: () => unknown): number {
  const started = performance.now();
  try {
    run();
  } catch {
    // Whether it is refused is not the question here.
  }
  return performance.now() - started;
}

const redactor = createRedactor(["secretsecret", 'k3y/+="\\x'], /note_\w{8,}/g);
const text = (input: string): string => redactor.text(input);

describe("a megabyte of text made to slow a pattern down is dealt with at once", () => {
  test.each(["Bearer ", "Bearer\t", "Basic x", "secretsecre", "note_1234567-", "%", "\\", " ", "<"])(
    "masking: %j",
    (piece) => {
      expect(elapsed(() => text(fill(piece)))).toBeLessThan(limit);
    },
  );

  test.each([" ", "\n ", "\u2028", "x "])("making one line: %j", (piece) => {
    expect(elapsed(() => oneLine(fill(piece), 300))).toBeLessThan(limit);
  });

  test.each(["9", "9.", '"";r=0;t=1,', ',"', '",', ";", "; ", ";a=", ", ", ";r=0", '"a";', "Sat, 21 Nov 2026 "])(
    "hints: %j",
    (piece) => {
      const value = fill(piece);
      const answer = answerWith(
        {
          "retry-after": value,
          "retry-after-ms": value,
          date: value,
          ratelimit: `"a"${value}`,
          "x-ratelimit-reset": value,
        },
        429,
      );

      expect(elapsed(() => readHint(answer, Date.now()))).toBeLessThan(limit);
      expect(elapsed(() => readHint(answerWith({ ratelimit: value }, 429), Date.now()))).toBeLessThan(limit);
      expect(elapsed(() => readRateLimit(answer.headers, "x-ratelimit", Date.now()))).toBeLessThan(limit);
    },
  );

  test.each(["/a", "a", "%41", "/", "%", "/.", "/%2e", "%2f"])("paths: %j", (piece) => {
    expect(elapsed(() => checkPath("notes", `/${fill(piece)}`))).toBeLessThan(limit);
    expect(elapsed(() => path`/notes/${fill(piece)}`)).toBeLessThan(limit);
  });

  test.each(["/", "/a", "a.", "@", "?"])("base URLs: %j", (piece) => {
    const source = { service: "notes", option: "baseUrl" };

    expect(elapsed(() => checkBaseUrl(source, `https://notes.test/${fill(piece)}x`))).toBeLessThan(limit);
    expect(elapsed(() => checkBaseUrl(source, `http://${fill(piece)}x`))).toBeLessThan(limit);
  });

  test.each(["http://", "https://a?", "proxy response (1", "certificat", "unknown ", "tunneling socket "])(
    "platform errors: %j",
    (piece) => {
      const error = new TypeError("fetch failed", { cause: new Error(fill(piece)) });

      expect(elapsed(() => classify(error, "headers", text))).toBeLessThan(limit);
    },
  );

  test("headers", () => {
    const headers = new Map([
      ["server", fill("x ")],
      [fill("x-ratelimit-"), "1"],
      [fill("ratelimit-"), "1"],
    ]);

    expect(elapsed(() => maskHeaders(headers, { text }))).toBeLessThan(limit);
  });
});

describe("an error page made to slow a pattern down is quoted at once", () => {
  test.each(["<", "<script", "<style>", "<a ", "&", " ", "Bearer "])("%j", async (piece) => {
    const client = notesClient(async () => new Response(fill(piece), { status: 400 }));
    const started = performance.now();

    const error = await rejectionOf(client.get("/notes"));

    expect(error).toMatchObject({ status: 400 });
    expect((error as Error).message.length).toBeLessThan(1_000);
    expect(performance.now() - started).toBeLessThan(limit);
  });

  test.each(["/json", "/json ", "; ", " "])("a content type does it no better: %j", async (piece) => {
    const client = notesClient(async () => new Response("text", { headers: { "content-type": `a${fill(piece)}x` } }));
    const started = performance.now();

    const error = await rejectionOf(client.get("/notes"));

    expect(error).toMatchObject({ code: "invalid_body" });
    expect((error as Error).message.length).toBeLessThan(1_000);
    expect(performance.now() - started).toBeLessThan(limit);
  });
});
