import { ApiError, AuthenticationError, ConfigurationError, withMeta } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

describe("without accountId", () => {
  test("ten first calls at once ask once whose the credential is", async () => {
    const { client, emulator } = startBench();
    const admin = client();

    await Promise.all(Array.from({ length: 10 }, async () => await admin.issuers.list()));
    await admin.issuer("iss_test").users.list();

    const paths = emulator.requests.map(({ path }) => path);
    expect(paths.filter((path) => path === "/v1/me")).toHaveLength(1);
    expect(paths[0]).toBe("/v1/me");
    expect(paths.slice(1)).toHaveLength(11);
    expect(paths.at(-1)).toBe("/v1/accounts/acc_test/issuers/iss_test/users");
  });

  test("a token asks, too", async () => {
    const { client, emulator } = startBench();
    const { accessToken } = emulator.fixtures;

    const page = await client({ accessToken }).issuers.list();

    expect(page.data).toMatchObject([{ id: "iss_test" }]);
    expect(emulator.requests.map(({ path }) => path)).toEqual(["/v1/me", "/v1/accounts/acc_test/issuers"]);
  });

  test("an answer in an envelope counts as well as a bare one", async () => {
    const { client, emulator } = startBench();
    const identity = { type: "user", accounts: [{ account_id: "acc_test" }], organizations: [] };
    emulator.failNext({ status: 200, body: { data: identity } });
    emulator.failNext({ status: 200, body: identity });

    await client().issuers.list();
    await client().issuers.list();

    const paths = emulator.requests.map(({ path }) => path);
    expect(paths.filter((path) => path === "/v1/accounts/acc_test/issuers")).toHaveLength(2);
  });

  test("a credential of two accounts is refused, and their ids are named", async () => {
    const { client, emulator } = startBench();
    const { accountId, otherAccountId, severalAccessToken } = emulator.fixtures;

    const error = await failureOf(client({ accessToken: severalAccessToken }).issuers.list());

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: "account_unresolved" });
    expect(String(error)).toContain(accountId);
    expect(String(error)).toContain(otherAccountId);
    expect(emulator.requests).toHaveLength(1);
  });

  test("a credential of no account is refused, and asked about again at the next call", async () => {
    const { client, emulator } = startBench();
    const admin = client();
    emulator.failNext({ status: 200, body: { data: { type: "api_key", accounts: [], organizations: [] } } });

    const error = await failureOf(admin.issuers.list());
    const page = await admin.issuers.list();

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain("no account");
    expect(page.data).toHaveLength(1);
  });

  test.each([401, 503])("a %i of the question is the caller's, and is not remembered", async (status) => {
    const { client, emulator } = startBench();
    const admin = client({ retries: false });
    emulator.inject({ kind: "fail", status, route: "GET /v1/me" });

    const errors = await Promise.all([failureOf(admin.issuers.list()), failureOf(admin.webhooks.list())]);
    await admin.issuers.list();

    expect(errors).toMatchObject([
      { status, path: "/v1/me" },
      { status, path: "/v1/me" },
    ]);
    expect(emulator.requests.filter(({ path }) => path === "/v1/me")).toHaveLength(2);
  });

  test("the question is repeated like any read, and counts towards the call's time", async () => {
    const { client, clock, emulator } = startBench();
    emulator.failNext({ status: 503, times: 2 });

    await client().issuers.list();

    expect(clock.waits).toEqual([1_000, 2_000]);
    expect(emulator.requests.map(({ path }) => path).slice(0, 3)).toEqual(["/v1/me", "/v1/me", "/v1/me"]);
  });

  test("a wrong option is refused before the question is sent", async () => {
    const { client, emulator } = startBench();

    const error = await failureOf(client().issuers.list({}, { timeout: -1 }));

    expect(error).toBeInstanceOf(ConfigurationError);
    expect(emulator.requests).toEqual([]);
  });

  test("a caller that gives up does not take the answer from the others", async () => {
    const { client, emulator } = startBench();
    const admin = client();
    emulator.inject({ kind: "delay", ms: 30 });
    const controller = new AbortController();
    const reason = new Error("enough");

    const impatient = failureOf(admin.issuers.list({}, { signal: controller.signal }));
    const patient = admin.issuers.list();
    controller.abort(reason);

    expect(await impatient).toBe(reason);
    expect((await patient).data).toHaveLength(1);
    expect(emulator.requests.filter(({ path }) => path === "/v1/me")).toHaveLength(1);
  });

  test("errors and meta tell the whole path and the route of the call", async () => {
    const { client } = startBench();
    const admin = client();

    const { meta } = await withMeta(async (options) => await admin.issuers.list({}, options));
    const error = await failureOf(admin.issuer("iss_none").get());

    expect(meta).toMatchObject({ path: "/v1/accounts/acc_test/issuers", route: "/v1/accounts/{}/issuers" });
    expect(error).toMatchObject({
      path: "/v1/accounts/acc_test/issuers/iss_none",
      route: "/v1/accounts/{}/issuers/{}",
    });
    expect(error).toBeInstanceOf(ApiError);
  });
});

test("with accountId nobody is asked", async () => {
  const { admin, emulator } = startBench();

  await admin.issuers.list();

  expect(emulator.requests.map(({ path }) => path)).toEqual(["/v1/accounts/acc_test/issuers"]);
});

test("accounts and whoami need no account, and whoami is asked anew each time", async () => {
  const { client, emulator } = startBench();
  const admin = client({ accessToken: emulator.fixtures.severalAccessToken });

  const { data } = await admin.accounts.list();
  await admin.whoami();
  const { accounts } = await admin.whoami();

  expect(data.map(({ id }) => id).toSorted()).toEqual(["acc_other", "acc_test"]);
  expect(accounts).toHaveLength(2);
  expect(emulator.requests.map(({ path }) => path)).toEqual(["/v1/accounts", "/v1/me", "/v1/me"]);
});

test("a scope can be entered without a request, however deep", () => {
  const { client, emulator } = startBench();

  const user = client().issuer("iss_1").user("usr_1");

  expect(user.sessions).toBeDefined();
  expect(emulator.requests).toEqual([]);
});

test("a credential that the service does not know fails at the question already", async () => {
  const { client } = startBench();

  const error = await failureOf(client({ apiKey: { id: "key_x", secret: "wrong-secret" } }).issuers.list());

  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error).toMatchObject({ path: "/v1/me", attempts: 1 });
});
