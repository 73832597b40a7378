import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const route = "GET /assets";

test("each request takes one from the key's window, a refused one too", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.cappedApiKey };

  const first = await bench.call(route, undefined, options);
  const second = await bench.call("GET /assets/nobody", undefined, options);

  expect(first.headers.get("X-RateLimit-Limit")).toBe("3");
  expect(first.headers.get("X-RateLimit-Remaining")).toBe("2");
  expect(second.headers.get("X-RateLimit-Remaining")).toBe("1");
});

test("a full window refuses with the seconds that are left, in the body and in Retry-After", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.cappedApiKey };
  bench.advance(15_500);
  for (let count = 0; count < 3; count += 1) await bench.call(route, undefined, options);

  const answer = await bench.call(route, undefined, options);

  expect(answer.status).toBe(429);
  expect(answer.headers.get("Retry-After")).toBe("45");
  expect(answer.headers.get("X-RateLimit-Remaining")).toBe("0");
  expect(answer.headers.get("X-RateLimit-Reset")).toBe("2025-06-15T12:01:00.000Z");
  expect(answer.body).toMatchObject({
    error: { code: "RATE_LIMITED", details: { retryAfter: 45, limit: 3, remaining: 0 } },
  });
});

test("the next window is a fresh one", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.cappedApiKey };
  for (let count = 0; count < 4; count += 1) await bench.call(route, undefined, options);

  bench.advance(60_000);
  const answer = await bench.call(route, undefined, options);

  expect(answer.status).toBe(200);
  expect(answer.headers.get("X-RateLimit-Remaining")).toBe("2");
});

test("one key's requests take nothing from another's", async () => {
  const bench = new Bench();
  for (let count = 0; count < 4; count += 1) await bench.call(route, undefined, { key: bench.fixtures.cappedApiKey });

  const answer = await bench.call(route);

  expect(answer.status).toBe(200);
});
