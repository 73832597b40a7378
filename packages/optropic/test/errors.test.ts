import {
  ApiError,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  OptropicError,
  RateLimitError,
  SdkError,
  UnprocessableEntityError,
  ValidationError,
} from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";

const once = { retryConfig: { maxRetries: 0 } };
const classes = [
  ValidationError,
  AuthenticationError,
  AuthorizationError,
  NotFoundError,
  ConflictError,
  UnprocessableEntityError,
  RateLimitError,
  InternalServerError,
];

async function errorOf(answer: () => Response): Promise<unknown> {
  return await failureOf(clientOf(scripted(answer), once).keys.current());
}

describe("the status decides the class, and the service's code is kept beside it", () => {
  test.each<[number, string, (typeof classes)[number] | undefined]>([
    [400, "VALIDATION_ERROR", ValidationError],
    [400, "INVALID_SERIAL", ValidationError],
    [401, "INVALID_API_KEY", AuthenticationError],
    [402, "QUOTA_EXCEEDED", undefined],
    [403, "INSUFFICIENT_PERMISSIONS", AuthorizationError],
    [404, "CODE_NOT_FOUND", NotFoundError],
    [409, "DUPLICATE_KEY", ConflictError],
    [410, "CODE_REVOKED", undefined],
    [418, "TEAPOT", undefined],
    [422, "UNPROCESSABLE", UnprocessableEntityError],
    [429, "RATE_LIMITED", RateLimitError],
    [500, "VALIDATION_ERROR", InternalServerError],
    [501, "NOT_IMPLEMENTED", InternalServerError],
    [503, "SERVICE_UNAVAILABLE", InternalServerError],
    [599, "WHATEVER", InternalServerError],
  ])("%i with %s", async (status, code, expected) => {
    const error = await errorOf(json({ error: { code, message: "No.", details: { a: 1 } } }, status));

    expect(error).toMatchObject({ status, statusCode: status, code, details: { a: 1 }, service: "optropic" });
    expect(classes.filter((candidate) => error instanceof candidate)).toEqual(expected ? [expected] : []);
    expect([OptropicError, ApiError, SdkError].every((base) => error instanceof base)).toBe(true);
  });
});

describe("every form of an error body is understood", () => {
  test.each<[string, unknown, object]>([
    [
      "the envelope",
      { error: { code: "NOT_FOUND", message: "No key.", details: { id: "key_1" } } },
      { code: "NOT_FOUND", message: "No key.", details: { id: "key_1" } },
    ],
    ["no envelope", { code: "NOT_FOUND", message: "No key." }, { code: "NOT_FOUND", message: "No key.", details: {} }],
    ["a text", { error: "No key." }, { code: "http_404", message: "No key." }],
    ["a text and a code", { error: "No key.", code: "NOT_FOUND" }, { code: "NOT_FOUND", message: "No key." }],
    ["a text and a message", { error: "not_found", message: "No key." }, { message: "No key." }],
    ["HTML", "<html><p>No key.</p></html>", { code: "http_404", message: "No key." }],
    ["other JSON", [1], { code: "http_404", details: {} }],
    ["odd members", { error: { code: 5, message: {}, details: "text" } }, { code: "http_404", details: {} }],
    ["nothing", undefined, { code: "http_404", message: "HTTP 404" }],
  ])("%s", async (_what, body, expected) => {
    const { message, ...facts } = expected as { message?: string };

    const text = typeof body === "string" ? body : JSON.stringify(body);
    const error = (await errorOf(() => new Response(text, { status: 404 }))) as OptropicError;

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ ...facts, message: expect.stringContaining(message ?? "") as unknown });
    expect(error.message).toMatch(/^GET \/keys\/current failed with 404: /);
  });

  test("a long one is cut", async () => {
    const error = (await errorOf(() => new Response("x".repeat(100_000), { status: 500 }))) as OptropicError;

    expect(error.message.length).toBeLessThan(600);
  });
});

describe("the request id", () => {
  test("is the answer's, else the body's, else the one that was sent", async () => {
    const service = scripted(
      json({ meta: { requestId: "req_body" } }, 404, { "x-request-id": "req_head" }),
      json({ meta: { requestId: "req_body" } }, 404),
      json({}, 404),
    );
    const { keys } = clientOf(service);

    const errors = [await failureOf(keys.current()), await failureOf(keys.current()), await failureOf(keys.current())];

    expect(errors).toMatchObject([
      { requestId: "req_head" },
      { requestId: "req_body" },
      { requestId: service.sent[2]?.headers["x-request-id"] },
    ]);
  });

  test("names the call where no answer came", async () => {
    const service = scripted(() => {
      throw new TypeError("fetch failed");
    });

    const error = await failureOf(clientOf(service, once).keys.current());

    expect(error).toMatchObject({ name: "ConnectionError", requestId: service.sent[0]?.headers["x-request-id"] });
  });

  test("can be the caller's own", async () => {
    const service = scripted(json({}, 404));

    const error = await failureOf(clientOf(service).keys.current({ headers: { "X-Request-ID": "trace-7" } }));

    expect(service.sent[0]?.headers["x-request-id"]).toBe("trace-7");
    expect(error).toMatchObject({ requestId: "trace-7" });
  });
});

describe("a RateLimitError", () => {
  const limited = (details: unknown, headers: Record<string, string> = {}): (() => Response) =>
    json({ error: { code: "RATE_LIMITED", details } }, 429, headers);

  test.each<[string, () => Response, object]>([
    [
      "knows wait, end and rest",
      limited({ retryAfter: 7, limit: 60, remaining: 0 }),
      { retryAfter: 7, limit: 60, remaining: 0, resetAt: new Date("2026-06-15T12:00:07Z") },
    ],
    [
      "takes the end of the window from the header",
      limited({ retryAfter: 7 }, { "x-ratelimit-reset": "2030-01-01T00:00:00Z" }),
      { retryAfter: 7, resetAt: new Date("2030-01-01T00:00:00Z") },
    ],
  ])("%s", async (_what, answer, expected) => {
    const error = await errorOf(answer);

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject(expected);
  });

  test("knows nothing where nothing is said", async () => {
    const { limit, remaining, resetAt, retryAfter } = (await errorOf(limited(undefined))) as RateLimitError;

    expect([limit, remaining, resetAt, retryAfter]).toEqual(Array.from({ length: 4 }, () => undefined));
  });

  test("serialises what it knows", async () => {
    const error = (await errorOf(limited({ retryAfter: 7, limit: 60 }))) as RateLimitError;

    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "RateLimitError",
      retryAfter: 7,
      limit: 60,
      details: { retryAfter: 7, limit: 60 },
      resetAt: "2026-06-15T12:00:07.000Z",
    });
  });
});

describe("the service", () => {
  test("refuses an empty keyset name with details", async () => {
    const { emulator, optropic } = startBench();

    const error = (await failureOf(optropic.keysets.create({ name: "" }))) as ValidationError;

    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ statusCode: 400, code: "VALIDATION_ERROR" });
    expect(Object.keys(error.details)).toContain("name");
    expect(emulator.requests).toHaveLength(1);
  });

  test.each([
    ["expiredApiKey", 401, "EXPIRED_API_KEY"],
    ["revokedApiKey", 401, "REVOKED_API_KEY"],
    ["limitedApiKey", 403, "INSUFFICIENT_PERMISSIONS"],
  ] as const)("refuses the %s with %i", async (fixture, status, code) => {
    const { client, emulator } = startBench();

    const error = await failureOf(client({ apiKey: emulator.fixtures[fixture] }).keysets.list());

    expect(error).toMatchObject({ status, code });
  });
});
