import {
  ApiError,
  BodyTooLargeError,
  ConnectionError,
  DecodeError,
  RedirectError,
  TimeoutError,
  XtraError,
} from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, lost, type Prepared, scripted, secretsPath, text } from "./support/bench.ts";

const page = "<!DOCTYPE html><html><body><h1>This page could not be found.</h1></body></html>";
const html = (status: number): Prepared => text(page, status, { "content-type": "text/html" });
const path = secretsPath.slice("/api".length);

const shapes: readonly [what: string, answer: Prepared, said: string, facts: object][] = [
  ["error alone", json({ error: "Unauthorized" }, 401), "Unauthorized", { code: "authentication" }],
  [
    "error and message",
    json({ error: "Project limit reached", message: "s" }, 403),
    "Project limit reached",
    { code: "plan_limit" },
  ],
  ["error and details", json({ error: "Failed", details: "inner" }, 404), "Failed", { code: "not_found" }],
  ["error and detail", json({ error: "Failed", detail: "inner" }, 404), "Failed", { code: "not_found" }],
  ["error and stack", json({ error: "Failed", stack: "at inner.ts" }, 404), "Failed", { code: "not_found" }],
  ["message alone", json({ message: "Secret not found" }, 404), "Secret not found", { code: "not_found" }],
  [
    "a closed address",
    json({ error: "Access denied", message: "s", code: "IP_NOT_ALLOWED" }, 403),
    "Access denied",
    { code: "ip_not_allowed" },
  ],
  [
    "a second factor",
    json({ error: "Two-Factor", message: "s", code: "2FA_REQUIRED" }, 403),
    "Two-Factor",
    { code: "two_factor_required" },
  ],
  [
    "an elevation",
    json({ error: "JIT Elevation Required", action: "request_jit" }, 403),
    "JIT Elevation Required",
    { code: "jit_required", action: "request_jit" },
  ],
  [
    "a blocked project",
    json({ error: "This project has been blocked by somebody." }, 403),
    "This project has been blocked by somebody.",
    { code: "project_blocked" },
  ],
  ["a policy", json({ error: "Access Denied" }, 403), "Access Denied", { code: "permission" }],
  [
    "a role",
    json({ error: "Forbidden: No access to this project" }, 403),
    "Forbidden: No access to this project",
    { code: "permission" },
  ],
  ["text", text("Branch not found", 404), "Branch not found", { code: "not_found" }],
  ["nothing", () => new Response(null, { status: 405 }), "no message", { code: "http_405" }],
  ["HTML", html(404), "a page of HTML where JSON is due", { code: "not_found" }],
  [
    "an expired link",
    json({ error: "This JIT link has expired", expired: true }, 410),
    "This JIT link has expired",
    { code: "gone" },
  ],
  [
    "a failed test",
    json({ ok: false, status: 500, error: "no answer" }, 400),
    "no answer",
    { code: "invalid_argument" },
  ],
  [
    "a broken chain",
    json({ valid: false, message: "broken!", details: { brokenAtId: "1" } }, 409),
    "broken!",
    { code: "conflict" },
  ],
];

test.each(shapes)("the body of a refusal is understood: %s", async (_what, answer, said, facts) => {
  const error = await failureOf(clientOf(scripted(answer)).getSecrets("production"));

  expect(error).toBeInstanceOf(XtraError);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ name: "XtraError", method: "GET", path, ...facts });
  expect((error as XtraError).message).toMatch(new RegExp(`^GET ${path} failed with \\d+: ${said}$`));
});

describe("JSON under the wrong content type", () => {
  test("a 500 is read", async () => {
    const service = scripted(text('{"error":"Internal Server Error"}', 500));

    const error = await failureOf(clientOf(service, { maxRetries: 0 }).getSecrets("production"));

    expect(error).toMatchObject({ code: "server", status: 500 });
    expect((error as XtraError).message).toContain("failed with 500: Internal Server Error");
  });

  test("a 429 is read, and its wait is in seconds", async () => {
    const body = '{"error":"Too Many Requests","retryAfter":86400}';
    const service = scripted(text(body, 429, { "retry-after": "86400" }));

    const error = await failureOf(clientOf(service).getSecrets("production"));

    expect(error).toMatchObject({ code: "rate_limited", scope: "quota", retryAfter: 86_400, attempts: 1 });
  });
});

test("a 429 that names no wait comes from the limit of the address", async () => {
  const service = scripted(json({ error: "Too Many Requests" }, 429));

  const error = await failureOf(clientOf(service).getSecrets("production"));

  expect(error).toMatchObject({ code: "rate_limited", scope: "ip", attempts: 3 });
  expect(error).not.toHaveProperty("retryAfter");
});

test("a conflict tells keys and versions, and nothing of what is stored", async () => {
  const stored = '{"iv":"00","encryptedData":"5ec7e7","authTag":"11"}';
  const conflicts = [
    { key: "A", expected: "1", actual: "2", remoteValue: stored },
    { key: "B", expected: "3", actual: "4", remoteValue: "" },
  ];
  const service = scripted(json({ error: "Conflict detected", conflicts }, 409));

  const error = await failureOf(
    clientOf(service).secrets.set("production", { A: "x" }, { expectedVersions: { A: "1" } }),
  );

  expect(error).toMatchObject({
    code: "conflict",
    conflicts: [
      { key: "A", expected: "1", actual: "2" },
      { key: "B", expected: "3", actual: "4" },
    ],
  });
  expect(JSON.stringify([error, (error as XtraError).body])).not.toMatch(/remoteValue|5ec7e7/);
});

test("an error has the facts of its kind alone", async () => {
  const body = { error: "s", retryAfter: 5, conflicts: [{ key: "A", expected: "1", actual: "2" }] };

  const error = await failureOf(clientOf(scripted(json(body, 410))).getSecrets("production"));

  expect(error).toMatchObject({ code: "gone" });
  for (const fact of ["conflicts", "scope", "retryAfter", "keys", "action", "hint"]) {
    expect(error).not.toHaveProperty(fact);
  }
});

test("what the database quotes is cut to the operation that failed", async () => {
  const said = "\nInvalid `prisma.secret.create()` invocation:\n\n{ data: { value: 'hunter2' } }\n\nMalformed ObjectID";
  const service = scripted(json({ error: said, details: said, stack: "at x" }, 500));

  const error = (await failureOf(clientOf(service, { maxRetries: 0 }).getSecrets("production"))) as XtraError;

  expect(error.message).toContain("failed with 500: Invalid `prisma.secret.create()` invocation");
  expect(JSON.stringify([error.message, error.body, error])).not.toMatch(/hunter2|stack/);
});

test("a message is cut at 300 characters", async () => {
  const service = scripted(json({ error: "x".repeat(5_000) }, 400));

  const error = (await failureOf(clientOf(service).getSecrets("production"))) as XtraError;

  expect(error.message).toHaveLength(`GET ${path} failed with 400: `.length + 301);
});

describe("what is no refusal of the service", () => {
  test("a lost connection has the code network, with the platform's word in its cause", async () => {
    const error = await failureOf(clientOf(scripted(lost("EPIPE")), { maxRetries: 0 }).getSecrets("production"));

    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "network", cause: { code: "EPIPE" } });
  });

  test("a platform that has no word for it is unknown in the cause", async () => {
    const fetch = async (): Promise<never> => await Promise.reject(new TypeError("fetch failed"));

    const error = await failureOf(clientOf({ fetch, sent: [] }).getSecrets("production"));

    expect(error).toMatchObject({ code: "network", cause: { code: "UNKNOWN" } });
  });

  test("an attempt without an answer has the code timeout", async () => {
    const silent = scripted(async () => await new Promise<Response>(() => undefined));

    const error = await failureOf(clientOf(silent, { timeout: 5, maxRetries: 0 }).getSecrets("production"));

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "timeout" });
  });

  test.each<[what: string, answer: Prepared]>([
    ["HTML", html(200)],
    ["a list", json(["A"])],
    ["a text", json("A")],
    ["null", json(null)],
    ["nothing", () => new Response("")],
    ["a value that is no text", json({ A: 1 })],
    ["a value that is an object", json({ A: { value: "x" } })],
  ])("a 200 that is no map of texts has the code invalid_response: %s", async (_what, answer) => {
    const service = scripted(answer);

    const error = await failureOf(clientOf(service).getSecrets("production"));

    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "invalid_response", status: 200 });
    expect(service.sent).toHaveLength(1);
  });

  test("a redirect is not followed, so no token travels, and its target is named", async () => {
    const headers = { location: "https://xtrasecurity.in/api/elsewhere?token=1" };
    const service = scripted(() => new Response(null, { status: 308, headers }));

    const error = await failureOf(clientOf(service).getSecrets("production"));

    expect(error).toBeInstanceOf(RedirectError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "redirect", location: "https://xtrasecurity.in" });
    expect(service.sent).toHaveLength(1);
  });

  test("an answer over the limit has the code body_too_large", async () => {
    const error = await failureOf(
      clientOf(scripted(json({ A: "x".repeat(100) }))).getSecrets("production", { maxBodyBytes: 50 }),
    );

    expect(error).toBeInstanceOf(BodyTooLargeError);
    expect(error).toMatchObject({ code: "body_too_large" });
  });
});
