import {
  ApiError,
  APIConnectionError,
  APIError,
  APIResponseProcessingError,
  APITimeoutError,
  AuthenticationError,
  ConfigError,
  ConflictError,
  ConnectionError,
  DecodeError,
  InternalServerError,
  InvalidRequestError,
  NotFoundError,
  PaymentRequiredError,
  PermissionDeniedError,
  RateLimitError,
  RedirectError,
  SdkError,
  ServiceUnavailableError,
  TimeoutError,
  UnprocessableEntityError,
  VeniceError,
} from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, lost, scripted, startBench } from "./support/bench.ts";

const classes = [
  [400, InvalidRequestError],
  [401, AuthenticationError],
  [402, PaymentRequiredError],
  [403, PermissionDeniedError],
  [404, NotFoundError],
  [409, ConflictError],
  [413, InvalidRequestError],
  [415, InvalidRequestError],
  [422, UnprocessableEntityError],
  [429, RateLimitError],
  [500, InternalServerError],
  [501, InternalServerError],
  [502, InternalServerError],
  [503, ServiceUnavailableError],
  [504, InternalServerError],
] as const;

async function listFailure(body: unknown, status: number, headers?: Record<string, string>): Promise<unknown> {
  return await failureOf(clientOf(scripted(json(body, status, headers)), { maxRetries: 0 }).apiKeys.list());
}

describe.each(classes)("status %d", (status, ErrorOfStatus) => {
  test("has its class, whatever the body", async () => {
    const html = scripted(() => new Response("<h1>Gateway</h1>", { status, headers: { "content-type": "text/html" } }));

    const errors = [
      await listFailure({ error: "No." }, status),
      await failureOf(clientOf(html, { maxRetries: 0 }).apiKeys.list()),
    ];

    const unrelated = classes
      .map(([, other]) => other)
      .filter((other) => other !== ErrorOfStatus && other !== Object.getPrototypeOf(ErrorOfStatus));
    for (const error of errors) {
      expect(error).toBeInstanceOf(ErrorOfStatus);
      expect(error).toBeInstanceOf(APIError);
      expect(error).toBeInstanceOf(VeniceError);
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status, statusCode: status, name: ErrorOfStatus.name });
      expect(unrelated.filter((other) => error instanceof other)).toEqual([]);
    }
  });
});

test.each([405, 408, 410, 418])(
  "status %d has no class of its own and gives the base class of the answers",
  async (status) => {
    const error = await listFailure({ error: "No." }, status);

    expect(error).toMatchObject({ name: "APIError", status, code: `http_${status}` });
    expect(classes.filter(([, ErrorOfStatus]) => error instanceof ErrorOfStatus)).toEqual([]);
  },
);

test("503 counts as a failure of the server, too", async () => {
  const error = await listFailure({}, 503);

  expect(error).toBeInstanceOf(ServiceUnavailableError);
  expect(error).toBeInstanceOf(InternalServerError);
});

describe("a connection, a time limit and an answer that cannot be read have classes beside that of the answers", () => {
  test.each([
    ["a lost connection", APIConnectionError, ConnectionError, "ECONNRESET"],
    ["an attempt that takes too long", APITimeoutError, TimeoutError, "timeout"],
    ["a page of HTML in place of an answer", APIResponseProcessingError, DecodeError, "invalid_body"],
  ])("%s", async (what, ErrorOfKind, CoreClass, code) => {
    const answers = {
      "a lost connection": lost(),
      "an attempt that takes too long": async () => await new Promise<never>(() => undefined),
      "a page of HTML in place of an answer": () => new Response("<html>"),
    };
    const service = scripted(answers[what as keyof typeof answers]);

    const error = await failureOf(clientOf(service, { maxRetries: 0, timeout: 20 }).apiKeys.list());

    expect(error).toBeInstanceOf(ErrorOfKind);
    expect(error).toBeInstanceOf(CoreClass);
    expect(error).toBeInstanceOf(VeniceError);
    expect(error).not.toBeInstanceOf(APIError);
    expect(error).toMatchObject({ name: ErrorOfKind.name, code, attempts: 1, maybeApplied: false });
  });

  test("a timeout says where and by which limit, printed as JSON too", async () => {
    const silent = scripted(async () => await new Promise<never>(() => undefined));

    const error = await failureOf(clientOf(silent, { maxRetries: 0, timeout: 20 }).apiKeys.list());

    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ phase: "headers", limit: "attempt" });
  });
});

test("everything that a client throws is a VeniceError, and of another service's errors none is", async () => {
  const redirect = scripted(
    () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example/x" } }),
  );
  const large = scripted(json({ data: [], padding: "x".repeat(2_000) }));
  const thrown = [
    await failureOf(clientOf(redirect).apiKeys.list()),
    await failureOf(clientOf(large).apiKeys.list({}, { maxBodyBytes: 100 })),
    await failureOf(clientOf(large).apiKeys.retrieve("")),
    await failureOf(clientOf(large).apiKeys.list({}, { signal: AbortSignal.abort("a text") })),
  ];

  const foreign = new SdkError({ service: "other", code: "x", message: "x" });

  expect(thrown.map((error) => error instanceof VeniceError)).toEqual([true, true, true, true]);
  expect(thrown[0]).toBeInstanceOf(RedirectError);
  expect(thrown[2]).toBeInstanceOf(ConfigError);
  expect(foreign).not.toBeInstanceOf(VeniceError);
});

describe("the text of an error comes from", () => {
  test.each([
    ["a text under error", { error: "first", message: "second" }, "first"],
    ["the message of an error object", { error: { message: "first", detail: "second" }, message: "third" }, "first"],
    ["the detail of an error object", { error: { detail: "first" }, message: "second" }, "first"],
    ["a message beside it", { error: {}, message: "first" }, "first"],
    ["a body that is a text", "upstream failed", "upstream failed"],
    ["the status where there is nothing", {}, "HTTP 400"],
    ["the status where the text is blank", { error: " " }, "HTTP 400"],
  ])("%s", async (_what, body, text) => {
    const error = await listFailure(body, 400);

    expect((error as APIError).message).toBe(`GET /api_keys failed with 400: ${text}`);
  });

  test("a body that is no JSON, whose beginning is quoted without markup", async () => {
    const page = `<h1>Bad gateway</h1><p>${"x".repeat(900)}</p>`;
    const service = scripted(() => new Response(page, { status: 502, headers: { "content-type": "text/html" } }));

    const error = await failureOf(clientOf(service, { maxRetries: 0 }).apiKeys.list());

    const { body, message } = error as APIError;
    expect(message).toContain("failed with 502: Bad gateway x");
    expect(message.length).toBeLessThan(600);
    expect(body).toBe(page);
  });
});

describe("the forms of an error body", () => {
  test("a failed check of the body keeps its issues, the first of which is in the message, and its tree", async () => {
    const issues = [
      {
        code: "too_big",
        path: ["consumptionLimit", "usd"],
        message: "Number must be less than or equal to 9999999999",
      },
      { code: "unrecognized_keys", path: [], message: "Unrecognized key(s) in object: 'x'" },
    ];
    const details = { consumptionLimit: { usd: { _errors: ["Number must be less than or equal to 9999999999"] } } };

    const error = await listFailure({ error: "Invalid request parameters", details, issues }, 400);

    expect(error).toMatchObject({ issues, details });
    expect(String(error)).toContain("Invalid request parameters (consumptionLimit.usd: Number must be less");
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ issues });
    expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty("details");
  });

  test.each([
    ["under error", { error: { message: "No.", code: "first" }, code: "second" }, "first"],
    ["at the top", { error: "Too large.", code: "PAYLOAD_TOO_LARGE" }, "PAYLOAD_TOO_LARGE"],
    ["nowhere", { error: "No.", code: 5 }, "http_400"],
  ])("a code of the service stands as it is: %s", async (_where, body, code) => {
    const error = await listFailure(body, 400);

    expect(error).toMatchObject({ code });
  });

  test.each([
    ["flat", { error: "Limited.", customMessage: "Daily cap of this key" }],
    ["under error", { error: { message: "Limited.", customMessage: "Daily cap of this key" } }],
  ])("a text of its own for a limit is kept: %s", async (_where, body) => {
    const error = await listFailure(body, 429);

    expect(error).toMatchObject({ customMessage: "Daily cap of this key" });
    expect(JSON.stringify(error)).toContain("Daily cap of this key");
  });

  test("a request id of the body names the call where no header does", async () => {
    const error = await listFailure({ error: "No.", request_id: "req_1" }, 500);

    expect(error).toMatchObject({ requestId: "req_1", message: "GET /api_keys failed with 500: No. (req_1)" });
  });

  test("offers of payment mean that no key was sent, and are kept in the body", async () => {
    const { emulator } = startBench();
    const anonymous = scripted(async () => await emulator.fetch("https://api.venice.ai/api/v1/api_keys"));

    const error = await failureOf(clientOf(anonymous).apiKeys.list());

    expect(error).toBeInstanceOf(PaymentRequiredError);
    expect(error).toMatchObject({
      code: "missing_credentials",
      body: { x402Version: 2, accepts: expect.any(Array) as unknown },
      headers: { "payment-required": "[REDACTED]" },
    });
  });

  test.each([
    [null],
    [[]],
    [5],
    [{ error: null }],
    [{ error: { message: 5 } }],
    [{ issues: [null, 5] }],
    [{ issues: {}, details: null }],
  ])("anything else still gives the error of its status: %j", async (body) => {
    const error = await listFailure(body, 404);

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: "http_404" });
  });
});
