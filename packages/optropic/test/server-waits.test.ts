import { RateLimitError } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, testClock } from "./support/bench.ts";

describe("a wait that the service asks for", () => {
  const limited = (body: unknown, headers: Record<string, string> = {}, status = 429): (() => Response) =>
    json(body, status, headers);
  const asking = (retryAfter: unknown): unknown => ({ error: { code: "RATE_LIMITED", details: { retryAfter } } });

  test.each<[string, () => Response, wait: number]>([
    ["in the body", limited(asking(7)), 7_000],
    ["in the body, before the header", limited(asking(7), { "retry-after": "9" }), 7_000],
    ["in the header", limited({}, { "retry-after": "7" }), 7_000],
    ["in the header, as a date", limited({}, { "retry-after": "Mon, 15 Jun 2026 12:00:07 GMT" }), 7_000],
    ["of a fraction", limited(asking(0.5)), 500],
    ["with a 503", limited(asking(7), {}, 503), 7_000],
    ["as long as maxDelay", limited(asking(30)), 30_000],
  ])("is waited for exactly: %s", async (_what, answer, wait) => {
    const clock = testClock();
    const service = scripted(answer, json({}));

    await clientOf(service, { clock }).keys.current();

    expect(clock.waits).toEqual([wait]);
  });

  test.each<[string, () => Response]>([
    ["zero", limited(asking(0))],
    ["text", limited(asking("7"))],
    ["negative", limited(asking(-7))],
    ["the end of the window", limited({}, { "x-ratelimit-reset": "1893456000" })],
    ["nothing", limited({})],
  ])("gives way to the formula where it is unusable: %s", async (_what, answer) => {
    const clock = testClock(0);
    const service = scripted(answer, json({}));

    await clientOf(service, { clock }).keys.current();

    expect(clock.waits).toEqual([1_000]);
  });

  test("ends the call at once where it is longer than maxDelay", async () => {
    const service = scripted(limited(asking(3_600)));

    const error = await failureOf(clientOf(service).keys.current());

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      retryAfter: 3_600,
      retryAfterMs: 3_600_000,
      resetAt: new Date("2026-06-15T13:00:00Z"),
      attempts: 1,
    });
    expect(service.sent).toHaveLength(1);
  });

  test("is of no use for a quota that is spent", async () => {
    const service = scripted(limited({ error: { code: "QUOTA_EXCEEDED", details: { retryAfter: 1 } } }));

    const error = await failureOf(clientOf(service).keys.current());

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: "QUOTA_EXCEEDED", retryable: false, attempts: 1 });
  });
});
