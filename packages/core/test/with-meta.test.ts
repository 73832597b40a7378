import { expect, test } from "vitest";
import { ConfigError } from "../src/errors.ts";
import type { ResponseMeta } from "../src/request.ts";
import { withMeta } from "../src/with-meta.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

const meta = (status: number): ResponseMeta => ({
  method: "GET",
  path: "/notes",
  route: "/notes",
  status,
  headers: {},
  requestId: undefined,
  attempts: 1,
  durationMs: 1,
  idempotencyKey: undefined,
});

test("a call's value comes together with what is known of its request", async () => {
  const client = notesClient(async () => json({ data: { text: "milk" } }, { headers: { "x-request-id": "req_1" } }));

  const answer = await withMeta(async (options) => await client.get("/notes/1", {}, options));

  expect(answer.value).toEqual({ data: { text: "milk" } });
  expect(answer.meta).toMatchObject({ method: "GET", path: "/notes/1", status: 200, requestId: "req_1", attempts: 1 });
});

test("of several requests the last one's facts are given", async () => {
  const answer = await withMeta(async ({ onMeta }) => {
    onMeta(meta(200));
    onMeta(meta(201));
    return "done";
  });

  expect(answer).toEqual({ value: "done", meta: meta(201) });
});

test("options that were not passed on are an error that says so", async () => {
  const error = await rejectionOf(withMeta(async () => "done"));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ message: expect.stringContaining("passed on") as string });
});

test("the failure of the call is the failure", async () => {
  const failure = new Error("no");

  const error = await rejectionOf(
    withMeta(async () => {
      throw failure;
    }),
  );

  expect(error).toBe(failure);
});
