import * as core from "@keyrack/core";
import {
  ApiError,
  AuthenticationError,
  AuthPIError,
  BadGatewayError,
  ConfigurationError,
  ConflictError,
  ForbiddenError,
  GatewayTimeoutError,
  InternalServerError,
  NotFoundError,
  path,
  PreconditionFailedError,
  RateLimitError,
  RedirectError,
  ServerError,
  ServiceUnavailableError,
  UnexpectedError,
  ValidationError,
} from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench, thrownBy } from "./support/bench.ts";

async function failWith(answer: {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}): Promise<unknown> {
  const { admin, emulator } = startBench({ retries: false });
  emulator.failNext(answer);
  return await failureOf(admin.issuer("iss_1").get());
}

test.each<[status: number, errorClass: new (...init: never[]) => ApiError, retryable: boolean]>([
  [400, ValidationError, false],
  [422, ValidationError, false],
  [401, AuthenticationError, false],
  [403, ForbiddenError, false],
  [404, NotFoundError, false],
  [409, ConflictError, false],
  [412, PreconditionFailedError, false],
  [429, RateLimitError, true],
  [500, InternalServerError, false],
  [502, BadGatewayError, true],
  [503, ServiceUnavailableError, true],
  [504, GatewayTimeoutError, true],
  [304, UnexpectedError, false],
  [405, UnexpectedError, false],
  [408, UnexpectedError, true],
  [415, UnexpectedError, false],
  [418, UnexpectedError, false],
  [425, UnexpectedError, false],
  [501, UnexpectedError, false],
  [520, UnexpectedError, false],
])("a %i is its own class, below the service's and core's bases", async (status, errorClass, retryable) => {
  const error = await failWith({ status });

  expect(error).toBeInstanceOf(errorClass);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toBeInstanceOf(AuthPIError);
  expect(error).toBeInstanceOf(core.ApiError);
  expect(error).not.toBeInstanceOf(ConfigurationError);
  expect(error).toMatchObject({ status, statusCode: status, retryable, name: errorClass.name });
  expect(error instanceof ServerError).toBe([500, 502, 503, 504].includes(status));
});

test("a redirect is not followed and tells no more than an origin", async () => {
  const error = await failWith({ status: 301, headers: { location: "https://elsewhere.example/x?token=1" } });

  expect(error).toBeInstanceOf(RedirectError);
  expect(error).toBeInstanceOf(AuthPIError);
  expect(error).toMatchObject({ status: 301, location: "https://elsewhere.example" });
});

test("the service's words become fields", async () => {
  const body = {
    error: "invalid_request",
    error_description: "The request is not valid.",
    retryable: false,
    reference: "ref_1",
    fields: [{ field: "name", code: "required", message: "Name is required." }],
  };

  const error = await failWith({ status: 422, body });

  expect(error).toMatchObject({
    error: "invalid_request",
    code: "invalid_request",
    errorDescription: "The request is not valid.",
    reference: "ref_1",
    requestId: "ref_1",
    fields: body.fields,
    message: expect.stringMatching(
      /^GET \/v1\/accounts\/acc_test\/issuers\/iss_1 failed with 422: The request is not valid\. \(ref_1\)$/,
    ) as unknown,
  });
  expect(error).not.toHaveProperty("rawBody");
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ status: 422, fields: body.fields });
});

describe("a body that is not what it should be", () => {
  test("HTML is kept in its beginning", async () => {
    const page = `<h1>Too many requests</h1>${"x".repeat(9_000)}`;

    const error = await failWith({ status: 429, headers: { "content-type": "text/html" }, body: page });

    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      error: "unknown",
      errorDescription: "Too Many Requests",
      rawBody: page.slice(0, 4_096),
    });
    expect(String(error)).toContain("Too many requests");
  });

  test.each<[what: string, body: unknown]>([
    ["nothing", undefined],
    ["a list", [{ error: "no" }]],
    ["an object of other things", { message: 5 }],
    ["members of wrong types", { error: 5, error_description: null, fields: "name", retryable: "yes", reference: 7 }],
  ])("%s gives what the status says", async (_what, body) => {
    const error = await failWith({ status: 400, body });

    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ error: "unknown", errorDescription: "Bad Request", fields: [], retryable: false });
    expect(error).not.toHaveProperty("rawBody");
    expect(error).not.toHaveProperty("reference");
  });

  test("a status without a phrase is an unknown error", async () => {
    expect(await failWith({ status: 599 })).toMatchObject({ errorDescription: "Unknown Error", code: "http_599" });
  });

  test("fields that are no objects are passed over", async () => {
    const error = await failWith({ status: 400, body: { fields: [null, "name", { field: "name" }] } });

    expect(error).toMatchObject({ fields: [{ field: "name", code: "", message: "" }] });
  });
});

describe("retryAfter, in seconds", () => {
  test.each<[what: string, answer: { headers?: Record<string, string>; body?: unknown }, seconds: number | undefined]>([
    ["comes from the body first", { headers: { "retry-after": "9" }, body: { retry_after: 3 } }, 3],
    ["may be 0 in the body", { headers: { "retry-after": "9" }, body: { retry_after: 0 } }, 0],
    ["comes from the header else", { headers: { "retry-after": "9" } }, 9],
    ["may be a fraction", { headers: { "retry-after": "1.5" } }, 1.5],
    ["is absent where nobody says it", {}, undefined],
    ["is absent where the header says nothing", { headers: { "retry-after": "soon" } }, undefined],
  ])("%s", async (_what, answer, seconds) => {
    const error = (await failWith({ status: 429, ...answer })) as RateLimitError;

    expect(error.retryAfter).toBe(seconds);
  });
});

test.each([
  [503, false],
  [404, true],
])("the body's retryable stands above the status: %i %s", async (status, retryable) => {
  expect(await failWith({ status, body: { retryable } })).toMatchObject({ retryable });
});

describe("what is refused before sending", () => {
  test("is a ConfigurationError and a ConfigError, and no ApiError, whoever found it", async () => {
    const { admin, emulator } = startBench();

    const errors = [
      thrownBy(() => path`/v1/${""}`),
      thrownBy(() => admin.issuer("..")),
      await failureOf(admin.issuers.get("")),
      await failureOf(admin.issuers.list({}, { headers: { Authorization: "Bearer x" } })),
      await failureOf(Array.fromAsync(admin.issuers.listAll({}, { maxPages: 0 }))),
      await failureOf(admin.issuers.create({ name: "Shop" }, { idempotencyKey: "" })),
      await failureOf(admin.issuers.update("iss_1", {}, { ifMatch: "a\nb" })),
    ];

    expect(errors.map((error) => error instanceof ConfigurationError)).toEqual(errors.map(() => true));
    expect(errors.map((error) => error instanceof core.ConfigError)).toEqual(errors.map(() => true));
    expect(errors.map((error) => error instanceof AuthPIError)).toEqual(errors.map(() => true));
    expect(errors.map((error) => error instanceof ApiError)).toEqual(errors.map(() => false));
    expect(emulator.requests).toEqual([]);
  });

  test("a ConfigError of another service is none of ours", () => {
    const other = core.refuse("unkey", "rootKey must be a string.");

    expect(other).toBeInstanceOf(core.ConfigError);
    expect(other).not.toBeInstanceOf(ConfigurationError);
    expect(other).not.toBeInstanceOf(AuthPIError);
  });
});

test("a network failure and a timeout are the service's, too", async () => {
  const { admin, client, emulator } = startBench({ retries: false });
  emulator.inject({ kind: "reset" });
  emulator.inject({ kind: "delay", ms: 60_000, times: 9 });

  const lost = await failureOf(admin.issuers.list());
  const late = await failureOf(client({ accountId: "acc_test", timeout: 5, retries: false }).issuers.list());

  expect(lost).toBeInstanceOf(core.ConnectionError);
  expect(late).toBeInstanceOf(core.TimeoutError);
  expect([lost, late].map((error) => error instanceof AuthPIError)).toEqual([true, true]);
  expect([lost, late].map((error) => error instanceof ApiError)).toEqual([false, false]);
});
