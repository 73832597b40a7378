import { describe, expect, test } from "vitest";
import { DecodeError } from "../src/errors.ts";
import type { ServiceProfile } from "../src/profile.ts";
import { withMeta } from "../src/with-meta.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

describe("a method that judges its answer", () => {
  const judge = (body: unknown): string | undefined =>
    (body as { ok?: boolean }).ok === false ? "it says that nothing was done" : undefined;

  test("refuses a 2xx that says the wrong thing, once, and says why", async () => {
    let attempts = 0;
    const fetch = async (): Promise<Response> => {
      attempts++;
      return await Promise.resolve(json({ ok: false, data: {} }));
    };

    const error = await rejectionOf(notesClient(fetch).post("/notes", { json: {}, judge }));

    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({
      code: "invalid_body",
      message: expect.stringContaining("was answered with 200, but it says that nothing was done") as unknown,
      maybeApplied: true,
    });
    expect(attempts).toBe(1);
  });

  test("gives what passes", async () => {
    const client = notesClient(async () => await Promise.resolve(json({ ok: true, data: {} })));

    const note = await client.get("/notes/1", { judge });

    expect(note).toEqual({ ok: true, data: {} });
  });

  test("is not asked about an answer whose kind is wrong already", async () => {
    let asked = 0;
    const client = notesClient(async () => await Promise.resolve(json({ data: [] })));

    const error = await rejectionOf(client.get("/notes/1", { judge: () => String(++asked) }));

    expect(String(error)).toContain("holds no object");
    expect(asked).toBe(0);
  });
});

test("headers that a service names as harmless keep their values in views, but no secret", async () => {
  const profile: Partial<ServiceProfile> = { shownHeaders: ["x-ray", "x-echo"] };
  const headers = { "X-Ray": "ray-1", "X-Echo": "Bearer note_4Zt8Qw2Lx9", "X-Other": "other" };
  const client = notesClient(async () => await Promise.resolve(json({ data: {} }, { headers })), { profile });

  const { meta } = await withMeta(async (options) => await client.get("/notes/1", {}, options));

  expect(meta.headers).toMatchObject({ "x-ray": "ray-1", "x-other": "[REDACTED]" });
  expect(meta.headers["x-echo"]).not.toContain("4Zt8Qw2Lx9");
});

test("a service whose rate-limit headers have names of their own reads them itself, and keeps the last reading", async () => {
  const answers = [{ "x-left": "7" }, {}];
  const profile: Partial<ServiceProfile> = {
    readRateLimit: (headers) =>
      headers.get("x-left") === null ? undefined : { limit: 10, remaining: Number(headers.get("x-left")) },
  };
  const client = notesClient(
    async () => await Promise.resolve(json({ data: {} }, { headers: answers.shift() ?? {} })),
    {
      profile,
    },
  );

  await client.get("/notes/1");
  await client.get("/notes/1");

  expect(client.rateLimit).toEqual({ limit: 10, remaining: 7 });
});
