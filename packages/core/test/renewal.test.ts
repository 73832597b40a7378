import { describe, expect, test } from "vitest";
import { bearer, type Credentials, renewable } from "../src/auth.ts";
import { ConfigError, SdkError, TimeoutError } from "../src/errors.ts";
import type { FetchInit } from "../src/types.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

const source = { service: "notes", option: "refresh" };

interface Gate {
  readonly passed: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

function renewing(refresh: () => unknown, timeout = 1_000): Credentials {
  const readToken = (result: unknown): unknown => (result as { token?: unknown } | null)?.token;
  return renewable(source, bearer(source, "token-0"), { refresh, readToken, timeout });
}

/** A service that accepts one token and answers every other with a 401. */
function guarded(accepted: () => string): {
  readonly fetch: (url: string, init: FetchInit) => Promise<Response>;
  readonly sent: string[];
} {
  const sent: string[] = [];
  return {
    sent,
    fetch: async (_url, init) => {
      const token = init.headers["authorization"] ?? "";
      sent.push(token);
      const isAccepted = token === `Bearer ${accepted()}`;
      return isAccepted
        ? json({ data: { by: token, body: init.body } })
        : json({ message: "expired" }, { status: 401 });
    },
  };
}

describe("after a 401", () => {
  test("the token is replaced and the call repeated once with the same body", async () => {
    const { fetch, sent } = guarded(() => "token-1");
    const client = notesClient(fetch, { credentials: renewing(() => ({ token: "token-1" })) });

    const value = await client.post("/notes", { json: { text: "milk" } });

    expect(value).toEqual({ data: { by: "Bearer token-1", body: '{"text":"milk"}' } });
    expect(sent).toEqual(["Bearer token-0", "Bearer token-1"]);
  });

  test("the next call uses the new token at once", async () => {
    const { fetch, sent } = guarded(() => "token-1");
    const client = notesClient(fetch, { credentials: renewing(() => ({ token: "token-1" })) });
    await client.get("/notes/1");

    await client.get("/notes/2");

    expect(sent).toHaveLength(3);
  });

  test("100 calls at once share one refresh and are repeated once each", async () => {
    let refreshed = 0;
    const { fetch, sent } = guarded(() => "token-1");
    const credentials = renewing(async () => {
      refreshed++;
      return await Promise.resolve({ token: "token-1" });
    });
    const client = notesClient(fetch, { credentials });

    const values = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => await client.get(`/notes/${index}`)),
    );

    expect(values).toHaveLength(100);
    expect(refreshed).toBe(1);
    expect(sent).toHaveLength(200);
  });

  test("a second one for the fresh token is the caller's, without a loop", async () => {
    let refreshed = 0;
    const { fetch, sent } = guarded(() => "none");
    const client = notesClient(fetch, { credentials: renewing(() => ({ token: `token-${++refreshed}` })) });

    const error = await rejectionOf(client.get("/notes/1"));

    expect(error).toMatchObject({ status: 401, attempts: 2 });
    expect(refreshed).toBe(1);
    expect(sent).toEqual(["Bearer token-0", "Bearer token-1"]);
  });

  test("the same token again is tried once more, without a loop", async () => {
    let refreshed = 0;
    const { fetch } = guarded(() => "none");
    const client = notesClient(fetch, {
      credentials: renewing(() => {
        refreshed++;
        return { token: "token-0" };
      }),
    });

    const error = await rejectionOf(client.get("/notes/1"));

    expect(error).toMatchObject({ status: 401 });
    expect(refreshed).toBe(1);
  });

  test("a 403 is no reason to refresh", async () => {
    let refreshed = 0;
    const client = notesClient(async () => json({ message: "forbidden" }, { status: 403 }), {
      credentials: renewing(() => refreshed++),
    });

    const error = await rejectionOf(client.get("/notes/1"));

    expect(error).toMatchObject({ status: 403, attempts: 1 });
    expect(refreshed).toBe(0);
  });
});

describe("a 401 that arrives late", () => {
  test("for a token that was replaced uses the new one without a refresh", async () => {
    let refreshed = 0;
    const credentials = renewing(() => ({ token: `token-${++refreshed}` }));

    const first = await credentials.renew?.("Bearer token-0");
    const late = await credentials.renew?.("Bearer token-0");

    expect([first, late, await credentials.value()]).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-1"]);
    expect(refreshed).toBe(1);
  });

  test("for the new token refreshes again", async () => {
    let refreshed = 0;
    const credentials = renewing(() => ({ token: `token-${++refreshed}` }));
    await credentials.renew?.("Bearer token-0");

    expect(await credentials.renew?.("Bearer token-1")).toBe("Bearer token-2");
  });
});

describe("a refresh that fails", () => {
  const failure = new Error("no session");

  test.each<[string, () => unknown]>([
    ["rejects", async () => await Promise.reject(failure)],
    [
      "throws at once",
      () => {
        throw failure;
      },
    ],
  ])("because it %s, fails all who wait with the same reason, and the next call may try again", async (_what, fail) => {
    let refreshed = 0;
    const credentials = renewing(() => (++refreshed === 1 ? fail() : { token: "token-2" }));

    const waiting = Array.from(
      { length: 5 },
      async () => await rejectionOf(credentials.renew?.("Bearer token-0") ?? Promise.resolve()),
    );

    expect(new Set(await Promise.all(waiting))).toEqual(new Set([failure]));
    expect(refreshed).toBe(1);
    expect(await credentials.renew?.("Bearer token-0")).toBe("Bearer token-2");
  });

  test("leaves the call with its 401 and with what went wrong", async () => {
    const { fetch } = guarded(() => "token-1");
    const client = notesClient(fetch, { credentials: renewing(async () => await Promise.reject(failure)) });

    const error = await rejectionOf(client.get("/notes/1"));

    expect(error).toBeInstanceOf(SdkError);
    expect(error).toMatchObject({ status: 401, attempts: 1, cause: { message: "no session" } });
  });

  test.each([
    ["nothing", undefined],
    ["an object without a token", {}],
    ["an empty token", { token: "" }],
    ["a token that is no text", { token: 5 }],
    ["a token with a line break", { token: "s3cr3t\nx" }],
  ])("because it gives %s, is an error that does not show it", async (_what, result) => {
    const error = await rejectionOf(renewing(() => result).renew?.("Bearer token-0") ?? Promise.resolve());

    expect(error).toBeInstanceOf(ConfigError);
    expect(String((error as SdkError).stack)).not.toContain("s3cr3t");
  });

  test("because it takes too long, ends at its own limit, and the next call may try again", async () => {
    const stuck = gate();
    let refreshed = 0;
    const credentials = renewing(async () => {
      if (++refreshed === 1) await stuck.passed;
      return { token: `token-${refreshed}` };
    }, 5);

    const error = await rejectionOf(credentials.renew?.("Bearer token-0") ?? Promise.resolve());

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "credential", service: "notes" });
    expect(await credentials.renew?.("Bearer token-0")).toBe("Bearer token-2");
    stuck.open();
  });
});

test("a caller that gives up does not take the refresh from the others", async () => {
  const slow = gate();
  let refreshed = 0;
  const { fetch } = guarded(() => "token-1");
  const client = notesClient(fetch, {
    credentials: renewing(async () => {
      refreshed++;
      await slow.passed;
      return { token: "token-1" };
    }),
  });
  const controller = new AbortController();
  const reason = new Error("enough");
  const impatient = rejectionOf(client.get("/notes/1", {}, { signal: controller.signal }));
  const patient = client.get("/notes/2");
  while (refreshed === 0) await new Promise((resolve) => setImmediate(resolve));

  controller.abort(reason);
  const rejected = await impatient;
  slow.open();

  expect(rejected).toBe(reason);
  expect(await patient).toMatchObject({ data: { by: "Bearer token-1" } });
  expect(refreshed).toBe(1);
});

test("a refresh leaves no timer behind", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();

  await renewing(() => ({ token: "token-1" }), 60_000).renew?.("Bearer token-0");

  expect(timers()).toBeLessThanOrEqual(before);
});
