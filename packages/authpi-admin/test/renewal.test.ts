import { AuthenticationError, ConfigurationError, ForbiddenError, type FreshToken } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

interface Renewing extends ReturnType<typeof startBench> {
  readonly count: () => number;
}

/** A client whose token has ended, and that renews it by `renew`. */
function startExpired(renew: (fresh: string) => FreshToken | Promise<FreshToken>): Renewing {
  let count = 0;
  const base = startBench();
  const { accessToken, accountId, expiredAccessToken } = base.emulator.fixtures;
  const onTokenExpired = (): FreshToken | Promise<FreshToken> => {
    count++;
    return renew(accessToken);
  };
  const admin = base.client({ accessToken: expiredAccessToken, accountId, onTokenExpired });
  return { ...base, admin, count: () => count };
}

const giving = async (accessToken: string): Promise<FreshToken> => await Promise.resolve({ accessToken });

describe("after a 401", () => {
  test("five calls at once share one refresh and are repeated once each", async () => {
    const { admin, count, emulator } = startExpired(giving);

    const pages = await Promise.all(Array.from({ length: 5 }, async () => await admin.issuers.list()));

    expect(pages.map(({ data }) => data.length)).toEqual([1, 1, 1, 1, 1]);
    expect(count()).toBe(1);
    expect(emulator.requests).toHaveLength(10);
  });

  test("the token may be spelled as in Python", async () => {
    const { admin, count } = startExpired((token) => ({ access_token: token }));

    const { data } = await admin.issuers.list();

    expect(data).toHaveLength(1);
    expect(count()).toBe(1);
  });

  test("a write is repeated with its body, its idempotency key and its headers", async () => {
    const { admin, emulator } = startExpired(giving);
    const options = { idempotencyKey: "order-1", headers: { "x-trace": "t1" } };

    const user = await admin.issuer("iss_test").users.create({ email: "a@example.com" }, options);

    const [first, second] = emulator.requests;
    expect(user.username).toBe("a@example.com");
    expect(emulator.requests).toHaveLength(2);
    expect(second?.json).toEqual(first?.json);
    expect(second?.headers).toMatchObject({ "idempotency-key": "order-1", "x-trace": "t1" });
    expect(first?.headers).toMatchObject({ "idempotency-key": "order-1", "x-trace": "t1" });
  });

  test("one that comes late, for a token replaced meanwhile, needs no second refresh", async () => {
    const { admin, count, emulator } = startExpired(giving);
    emulator.inject({ kind: "delay", ms: 40, route: "GET /v1/accounts/acc_test/webhooks" });

    const late = admin.webhooks.list();
    await admin.issuers.list();
    await late;

    expect(count()).toBe(1);
    expect(emulator.requests).toHaveLength(4);
  });

  test("the question for the account is repeated, too, and what follows has the new token", async () => {
    const { client, emulator } = startBench();
    const { accessToken, expiredAccessToken } = emulator.fixtures;
    const admin = client({ accessToken: expiredAccessToken, onTokenExpired: () => ({ accessToken }) });

    await admin.issuers.list();

    const sent = emulator.requests.map(({ headers, path }) => [path, headers["authorization"]]);
    expect(sent).toEqual([
      ["/v1/me", `Bearer ${expiredAccessToken}`],
      ["/v1/me", `Bearer ${accessToken}`],
      ["/v1/accounts/acc_test/issuers", `Bearer ${accessToken}`],
    ]);
  });

  test("an API key is replaced by a token", async () => {
    const { client, emulator } = startBench();
    const { accessToken, accountId, keyId: id } = emulator.fixtures;
    const admin = client({
      apiKey: { id, secret: "rotated-away" },
      accountId,
      onTokenExpired: () => ({ accessToken }),
    });

    await admin.issuers.list();

    expect(emulator.requests.map(({ headers }) => headers["authorization"]?.split(" ")[0])).toEqual([
      "Basic",
      "Bearer",
    ]);
  });

  test("the repeated read has all its re-sends before it", async () => {
    const { admin, clock, emulator } = startExpired(giving);
    emulator.failNext({ status: 503, times: 3 });
    emulator.failNext({ status: 401 });
    emulator.failNext({ status: 503, times: 3 });

    const { data } = await admin.issuers.list();

    expect(data).toHaveLength(1);
    expect(clock.waits).toEqual([1_000, 2_000, 4_000, 1_000, 2_000, 4_000]);
  });

  test("a second one is the caller's", async () => {
    const { admin, count, emulator } = startExpired(() => ({ accessToken: "still-wrong" }));

    const error = await failureOf(admin.issuers.list());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ attempts: 2 });
    expect(count()).toBe(1);
    expect(emulator.requests).toHaveLength(2);
  });

  test("without a callback it is the caller's at once", async () => {
    const { client, emulator } = startBench();
    const { accountId, expiredAccessToken } = emulator.fixtures;

    const error = await failureOf(client({ accessToken: expiredAccessToken, accountId }).issuers.list());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ error: "session_expired", attempts: 1 });
  });
});

test("a 403 is no reason to refresh", async () => {
  const { admin, count, emulator } = startExpired(giving);
  emulator.failNext({ status: 403, body: { error: "insufficient_scope" } });

  const error = await failureOf(admin.issuers.list());

  expect(error).toBeInstanceOf(ForbiddenError);
  expect(count()).toBe(0);
});

describe("a callback that fails", () => {
  test.each<[what: string, fail: () => never | Promise<never>]>([
    [
      "throws",
      () => {
        throw new Error("no session");
      },
    ],
    ["rejects", async () => await Promise.reject(new Error("no session"))],
  ])("because it %s, ends every waiting call once, with the reason as cause", async (_what, fail) => {
    const { admin, count, emulator } = startExpired(fail);

    const errors = await Promise.all(Array.from({ length: 3 }, async () => await failureOf(admin.issuers.list())));

    expect(errors.map((error) => error instanceof AuthenticationError)).toEqual([true, true, true]);
    expect(errors).toMatchObject([1, 2, 3].map(() => ({ status: 401, cause: { message: "no session" } })));
    expect(count()).toBe(1);
    expect(emulator.requests).toHaveLength(3);
  });

  test.each([
    ["nothing", undefined],
    ["an object without a token", { token: "s3cr3t-token" }],
    ["an empty token", { accessToken: "" }],
    ["a text", "s3cr3t-token"],
  ])("because it gives %s, is a ConfigurationError that shows nothing", async (_what, nonsense) => {
    const { admin, count } = startExpired(() => nonsense as FreshToken);

    const errors = await Promise.all(Array.from({ length: 3 }, async () => await failureOf(admin.issuers.list())));

    expect(errors.map((error) => error instanceof ConfigurationError)).toEqual([true, true, true]);
    expect(errors.map(String).join()).toContain("onTokenExpired");
    expect(errors.map(String).join()).not.toContain("s3cr3t");
    expect(count()).toBe(1);
  });
});
