import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError, DecodeError, RedirectError, type SdkError } from "../src/errors.ts";
import { answerWith } from "./support/answers.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, KEY, notesClient } from "./support/notes-client.ts";

test("every status from 100 to 999 that is not 2xx gives an error of its kind that carries it", async () => {
  const statuses = Array.from({ length: 900 }, (_, index) => index + 100).filter(
    (status) => status < 200 || status > 299,
  );
  const kindOf = (status: number): typeof SdkError => {
    if (status === 407) return ConnectionError;
    return status >= 300 && status <= 399 && status !== 304 ? RedirectError : ApiError;
  };

  for (const status of statuses) {
    const client = notesClient(async () => await Promise.resolve(answerWith({}, status)));
    const error = await rejectionOf(client.post("/notes"));

    expect(error, String(status)).toBeInstanceOf(kindOf(status));
    expect(error, String(status)).toMatchObject(status === 407 ? { code: "PROXY_AUTH_REQUIRED" } : { status });
  }
});

describe("the message of an error", () => {
  const failing = async (body: unknown, init: ResponseInit): Promise<unknown> =>
    await rejectionOf(notesClient(async () => await Promise.resolve(json(body, init))).post("/notes"));

  test("names the request, the status, the service's word and its request id", async () => {
    const error = await failing({ message: "no such note" }, { status: 404, headers: { "x-request-id": "req_1" } });

    expect(error).toMatchObject({ message: "POST /notes failed with 404: no such note (req_1)", requestId: "req_1" });
  });

  test("is short and of one line, whatever the service says", async () => {
    const noise = "\r\n\u001B[31m\u2028".repeat(1_000) + "x".repeat(10_000);

    const error = await failing(
      { message: noise, code: noise },
      { status: 400, headers: { "x-request-id": "r".repeat(10_000) } },
    );

    expect((error as SdkError).message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect((error as SdkError).message.length).toBeLessThan(1_000);
    expect((error as SdkError).code.length).toBeLessThanOrEqual(101);
    expect((error as SdkError).requestId?.length).toBeLessThanOrEqual(201);
  });

  test("masks the credential also where a service's word comes out of a header", async () => {
    const client = notesClient(
      async () => await Promise.resolve(json({}, { status: 401, headers: { "www-authenticate": `error="${KEY}"` } })),
      {
        profile: {
          readError: (_body, headers) => ({ message: headers.get("www-authenticate") ?? "", code: `for ${KEY}` }),
        },
      },
    );

    const error = await rejectionOf(client.get("/notes"));

    expect(error).toMatchObject({ message: 'GET /notes failed with 401: error="[REDACTED]"', code: "for [REDACTED]" });
  });

  test("masks the credential in a content type, and keeps it on one line", async () => {
    const type = `text/html; boundary=${"x".repeat(20)}${KEY}\u009B31m`;
    const answer = { ...answerWith({ "content-type": type }), body: new Response("text").body };

    const error = await rejectionOf(notesClient(async () => await Promise.resolve(answer)).get("/notes"));

    expect(error).toBeInstanceOf(DecodeError);
    expect((error as SdkError).message).not.toContain(KEY.slice(0, 8));
    expect((error as SdkError).message).not.toMatch(/\p{Cc}/u);
  });
});
