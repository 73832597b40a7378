import {
  ApiError,
  BadRequestErrorResponse,
  ConfigError,
  ConflictErrorResponse,
  ConnectionError,
  DecodeError,
  fieldOf,
  ForbiddenErrorResponse,
  GoneErrorResponse,
  InternalServerErrorResponse,
  NotFoundErrorResponse,
  PreconditionFailedErrorResponse,
  RedirectError,
  SdkError,
  ServiceUnavailableErrorResponse,
  TimeoutError,
  TooManyRequestsErrorResponse,
  UnauthorizedErrorResponse,
  UnkeyError,
  UnprocessableEntityErrorResponse,
} from "@keyrack/unkey";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const classes = [
  [400, BadRequestErrorResponse],
  [401, UnauthorizedErrorResponse],
  [403, ForbiddenErrorResponse],
  [404, NotFoundErrorResponse],
  [409, ConflictErrorResponse],
  [410, GoneErrorResponse],
  [412, PreconditionFailedErrorResponse],
  [422, UnprocessableEntityErrorResponse],
  [429, TooManyRequestsErrorResponse],
  [500, InternalServerErrorResponse],
  [503, ServiceUnavailableErrorResponse],
] as const;

const unretried = { retryConfig: { strategy: "none" } } as const;

function problem(status: number, error: object = {}): { status: number; body: object } {
  const type = "https://unkey.com/docs/errors/unkey/data/some_code";
  const details = { title: "Some Title", detail: "Some detail.", status, type, ...error };
  return { status, body: { meta: { requestId: "req_1" }, error: details } };
}

describe.each(classes)("status %d", (status, ErrorOfStatus) => {
  test("has its class, by the status alone", async () => {
    const { emulator, unkey } = startBench(unretried);
    emulator.failNext({ status, headers: { "content-type": "text/html" }, body: "<h1>Gateway</h1>" });
    emulator.failNext(problem(status));

    const errors = [await failureOf(unkey.permissions.listRoles()), await failureOf(unkey.permissions.listRoles())];

    const others = classes.map(([, other]) => other).filter((other) => other !== ErrorOfStatus);
    for (const error of errors) {
      expect(error).toBeInstanceOf(ErrorOfStatus);
      expect(error).toBeInstanceOf(UnkeyError);
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status, statusCode: status, name: ErrorOfStatus.name });
      expect(others.filter((other) => error instanceof other)).toEqual([]);
    }
  });
});

test("an error tells what the service said, part by part, and in its message", async () => {
  const { emulator, unkey } = startBench();
  emulator.failNext(problem(404));

  const error = await failureOf(unkey.apis.getApi({ apiId: "api_12345" }));

  expect(error).toMatchObject({
    message: "POST /v2/apis.getApi failed with 404: Some detail. (req_1)",
    service: "unkey",
    title: "Some Title",
    detail: "Some detail.",
    type: "https://unkey.com/docs/errors/unkey/data/some_code",
    system: "unkey",
    category: "data",
    code: "some_code",
    requestId: "req_1",
    method: "POST",
    route: "/v2/apis.getApi",
    headers: { "content-type": "application/json" },
    body: problem(404).body,
    attempts: 1,
    retryable: false,
  });
});

test("a violation of the schema is in the message, and its field can be read", async () => {
  const { unkey } = startBench();

  const error = await failureOf(unkey.apis.createApi({ name: "a" }));

  expect(error).toBeInstanceOf(BadRequestErrorResponse);
  const { errors = [], message } = error as BadRequestErrorResponse;
  expect(errors.map(({ location }) => fieldOf(location))).toEqual(["name"]);
  expect(message).toContain(`${errors[0]?.location}: ${errors[0]?.message}`);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    name: "BadRequestErrorResponse",
    code: "invalid_input",
    errors,
  });
});

test.each([
  ["/properties/name/minLength", "name"],
  ["/properties/credits/properties/refill/properties/amount/minimum", "credits.refill.amount"],
  ["/properties/ratelimits/items/properties/name/maxLength", "ratelimits[].name"],
  ["/properties/permissions/items/pattern", "permissions[]"],
  ["/items/properties/limit/minimum", "[].limit"],
  ["/properties/items/type", "items"],
  ["body.name", "name"],
  ["/required", undefined],
  ["/additionalProperties", undefined],
  ["security", undefined],
])("fieldOf reads %s as %s", (location, field) => {
  const found = fieldOf(location);

  expect(found).toBe(field);
});

test("a status without a class of its own gives the base class", async () => {
  const { emulator, unkey } = startBench(unretried);
  emulator.failNext(problem(408));
  emulator.failNext({ status: 418 });

  const known = await failureOf(unkey.permissions.listRoles());
  const bare = await failureOf(unkey.permissions.listRoles());

  expect(known).toMatchObject({ name: "UnkeyError", status: 408, code: "some_code" });
  expect(bare).toMatchObject({ name: "UnkeyError", status: 418, code: "http_418" });
  expect(classes.filter(([, ErrorOfStatus]) => bare instanceof ErrorOfStatus)).toEqual([]);
});

test.each([
  ["nothing", undefined],
  ["a text", "upstream failed"],
  ["a list", []],
  ["null", "null"],
  ["an error that is a text", { error: "nope" }],
  [
    "members of the wrong kind",
    { meta: 5, error: { title: 1, detail: [], type: {}, errors: [null, { location: 5 }] } },
  ],
])("an error body that is %s still gives the error of its status", async (_what, body) => {
  const { emulator, unkey } = startBench(unretried);
  emulator.failNext({ status: 404, body });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toBeInstanceOf(NotFoundErrorResponse);
  expect(error).toMatchObject({ code: "http_404" });
  expect((error as NotFoundErrorResponse).title).toBeUndefined();
});

test("an empty detail leaves the title in the message", async () => {
  const { emulator, unkey } = startBench(unretried);
  emulator.failNext(problem(500, { detail: "" }));

  const error = await failureOf(unkey.permissions.listRoles());

  expect((error as UnkeyError).message).toBe("POST /v2/permissions.listRoles failed with 500: Some Title (req_1)");
});

test("everything a client throws is an UnkeyError, and of another service's errors none is", async () => {
  const { emulator, unkey } = startBench(unretried);
  emulator.inject({ kind: "reset" });
  const connection = await failureOf(unkey.permissions.listRoles());
  emulator.inject({ kind: "delay", ms: 60_000 });
  const timeout = await failureOf(unkey.permissions.listRoles({}, { timeoutMs: 10 }));
  emulator.failNext({ status: 200, body: "<html>" });
  const decode = await failureOf(unkey.permissions.listRoles());
  emulator.failNext({ status: 302, headers: { location: "https://elsewhere.example/login?next=1" } });
  const redirect = await failureOf(unkey.permissions.listRoles());
  const config = await failureOf(unkey.apis.getApi({ apiId: "" }));

  const foreign = new SdkError({ service: "other", code: "x", message: "x" });
  expect(connection).toBeInstanceOf(ConnectionError);
  expect(timeout).toBeInstanceOf(TimeoutError);
  expect(decode).toBeInstanceOf(DecodeError);
  expect(redirect).toBeInstanceOf(RedirectError);
  expect(config).toBeInstanceOf(ConfigError);
  const thrown = [connection, timeout, decode, redirect, config];
  expect(thrown.map((error) => error instanceof UnkeyError)).toEqual([true, true, true, true, true]);
  expect(foreign).not.toBeInstanceOf(UnkeyError);
});
