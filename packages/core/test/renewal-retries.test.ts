import { expect, test } from "vitest";
import { bearer, renewable } from "../src/auth.ts";
import { json, notesClient } from "./support/notes-client.ts";

test("a call that is repeated with a new token has all its re-sends before it", async () => {
  const source = { service: "notes", option: "refresh" };
  const renewal = { refresh: () => "token-1", readToken: (token: unknown) => token, timeout: 1_000 };
  const statuses = [503, 503, 401, 503, 503, 200];
  const fetch = async (): Promise<Response> => json({ data: {} }, { status: statuses.shift() ?? 500 });
  const client = notesClient(fetch, { credentials: renewable(source, bearer(source, "token-0"), renewal) });

  await client.get("/notes/1");

  expect(statuses).toEqual([]);
});
