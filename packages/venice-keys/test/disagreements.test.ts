import {
  type ApiKey,
  APIResponseProcessingError,
  AuthenticationError,
  ConfigError,
  NotFoundError,
  PaymentRequiredError,
  PermissionDeniedError,
} from "@keyrack/venice-keys";
import { expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";

// One test for each point on which descriptions and clients of the service disagree, in the order of our notes.

test("1: a key is fetched by its path, never as the first of a list, and must be the one that was asked for", async () => {
  const { emulator, venice } = startBench();
  const older = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "older" });
  await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "newer" });
  const wrong = clientOf(scripted(json({ data: { id: "other" } })));

  const key = await venice.apiKeys.retrieve(older.id);
  const error = await failureOf(wrong.apiKeys.retrieve(older.id));

  expect(key.description).toBe("older");
  expect(emulator.requests.at(-1)).toMatchObject({ path: `/api/v1/api_keys/${older.id}`, query: {} });
  expect(error).toBeInstanceOf(APIResponseProcessingError);
});

test("2: limits go out as consumptionLimit and are read as consumptionLimits, whichever the service wrote", async () => {
  const { emulator, venice } = startBench();
  const limit = { usd: 5, diem: null, vcu: null };

  const created = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "x", consumptionLimit: limit });
  const updated = await venice.apiKeys.update(created.id, { consumptionLimit: { diem: 1 } });
  const fetched = await venice.apiKeys.retrieve(created.id);
  const [listed] = await venice.apiKeys.list();

  expect(created.consumptionLimits).toEqual(limit);
  expect([updated, fetched, listed].map((key) => key?.consumptionLimits)).toEqual(Array(3).fill({ ...limit, diem: 1 }));
  for (const { json: body } of emulator.requests.slice(0, 2)) expect(body).toHaveProperty("consumptionLimit");
  expect(created).not.toHaveProperty("consumptionLimit");
});

test("3: filters of the log are applied here and never sent", async () => {
  const { emulator, venice } = startBench();

  await venice.apiKeys.getRateLimitLogs({
    apiKeyId: "a",
    startDate: "2026-01-01",
    endDate: new Date(),
    limit: 1,
    page: 1,
  });

  expect(emulator.requests[0]?.query).toEqual({});
});

test("4: page and limit are applied here, and a walk is one request even where a page is as long as the list", async () => {
  const { emulator, venice } = startBench();

  const page = await venice.apiKeys.list({ limit: 3 });
  const walked = await Array.fromAsync(venice.apiKeys.listAll({ limit: 3 }));

  expect([page.length, walked.length]).toEqual([3, 3]);
  expect(emulator.requests.map(({ query }) => query)).toEqual([{}, {}]);
});

test("5: a list holds active keys only, newest first", async () => {
  const { emulator, venice } = startBench();
  await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "short", expiresAt: "2026-06-16" });
  await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "long" });

  const before = await venice.apiKeys.list({ limit: 2 });
  emulator.clock.advance(86_400_000);
  const after = await venice.apiKeys.list({ limit: 1 });

  expect(before.map(({ description }) => description)).toEqual(["long", "short"]);
  expect(after.map(({ description }) => description)).toEqual(["long"]);
});

test("6: an unknown id is NotFoundError, as the 400 that the service sends and as a 404", async () => {
  const { venice } = startBench();
  const other = clientOf(scripted(json({ error: "Not found" }, 404)));

  const errors = [await failureOf(venice.apiKeys.retrieve("x")), await failureOf(other.apiKeys.retrieve("x"))];

  expect(errors.map((error) => error instanceof NotFoundError)).toEqual([true, true]);
  expect(errors).toMatchObject([
    { status: 400, code: "api_key_not_found" },
    { status: 404, code: "api_key_not_found" },
  ]);
});

test("7: a request without a key is a 402 whose code tells it from an empty account, or a 401", async () => {
  const challenge = clientOf(scripted(json({ x402Version: 2, error: "Authentication required" }, 402)));
  const plain = clientOf(scripted(json({ error: "Authentication failed" }, 401)));

  const paid = await failureOf(challenge.apiKeys.list());
  const refused = await failureOf(plain.apiKeys.list());

  expect(paid).toBeInstanceOf(PaymentRequiredError);
  expect(paid).toMatchObject({ code: "missing_credentials" });
  expect(refused).toBeInstanceOf(AuthenticationError);
});

test("8: a key of the wrong kind is a 401, or a 403, with the same code", async () => {
  const { client, emulator } = startBench();
  const forbidding = clientOf(scripted(json({ error: "Admin API key required" }, 403)));

  const usual = await failureOf(client({ apiKey: emulator.fixtures.inferenceApiKey }).apiKeys.list());
  const other = await failureOf(forbidding.apiKeys.list());

  expect(usual).toBeInstanceOf(AuthenticationError);
  expect(other).toBeInstanceOf(PermissionDeniedError);
  expect([usual, other]).toMatchObject([{ code: "admin_key_required" }, { code: "admin_key_required" }]);
});

test("9: the log needs an admin key, the limits do not", async () => {
  const { client, emulator } = startBench();
  const venice = client({ apiKey: emulator.fixtures.inferenceApiKey });

  const limits = await venice.apiKeys.getRateLimits();
  const error = await failureOf(venice.apiKeys.getRateLimitLogs());

  expect(limits.accessPermitted).toBe(true);
  expect(error).toMatchObject({ code: "admin_key_required" });
});

test("10: the limits tell no use, which a key itself tells", async () => {
  const { venice } = startBench();

  const limits = await venice.apiKeys.getRateLimits();
  const capped = (await venice.apiKeys.list()).find(({ description }) => description === "capped");

  expect(Object.keys(limits).toSorted()).toEqual(
    ["accessPermitted", "apiTier", "balances", "keyExpiration", "nextEpochBegins", "rateLimits"].toSorted(),
  );
  expect(capped?.currentPeriodUsage).toEqual({ usd: "4.0000", diem: "1.0000" });
});

test("11: balances are what the key can still spend; any may be missing, and new ones are kept", async () => {
  const { client, emulator } = startBench();
  const sparse = clientOf(scripted(json({ data: { accessPermitted: true, balances: { VCU: 1, EUR: 2 } } })));

  const capped = await client({ apiKey: emulator.fixtures.cappedApiKey }).apiKeys.getRateLimits();
  const odd = await sparse.apiKeys.getRateLimits();

  expect(capped.balances).toEqual({ USD: 6, DIEM: 4, BUNDLED_CREDITS: 6 });
  expect(odd.balances).toEqual({ VCU: 1, EUR: 2 });
});

test.each(["web3_network_id", "web3_address"])("12: %s is refused before anything is sent", async (name) => {
  const { emulator, venice } = startBench();
  const signed = {
    address: emulator.fixtures.walletAddress,
    signature: "0x1",
    token: "t",
    apiKeyType: "ADMIN",
  } as const;
  const plain = { description: "x", apiKeyType: "ADMIN" } as const;

  const errors = [
    await failureOf(venice.apiKeys.createWeb3Key({ ...signed, [name]: "1" })),
    await failureOf(venice.apiKeys.create({ ...plain, [name]: "1" })),
    await failureOf(venice.apiKeys.mintWeb3Key({ ...signed, signMessage: () => "0x1", [name]: "1" } as never)),
  ];

  expect(errors.map((error) => error instanceof ConfigError)).toEqual([true, true, true]);
  expect(emulator.requests).toHaveLength(0);
});

test("13: when a token expires is read out of the token", async () => {
  const token = `x.${Buffer.from('{"exp":1760000900}').toString("base64url")}.y`;
  const service = scripted(json({ success: true, data: { token, expiresAt: "2099-01-01", expires_in: 1 } }));

  const { expiresAt } = await clientOf(service).apiKeys.getWeb3Token();

  expect(expiresAt).toEqual(new Date(1_760_000_900_000));
});

test("14: a key minted with a wallet takes a period and a privacy", async () => {
  const service = scripted(json({ success: true, data: { id: "key_1", apiKey: "secret" } }));
  const wallet = { address: `0x${"1".repeat(40)}`, signature: "0x1", token: "t", apiKeyType: "ADMIN" } as const;
  const settings = { limitPeriod: "LIFETIME", modelPrivacy: "PRIVATE_ONLY" } as const;

  await clientOf(service).apiKeys.createWeb3Key({ ...wallet, ...settings });

  expect(service.sent[0]?.body).toEqual({ ...wallet, ...settings });
});

test("5, seen from the types: a description may be missing", async () => {
  const venice = clientOf(scripted(json({ data: [{ id: "a" }, { id: "b", description: "a test" }] })));

  const tests = (await venice.apiKeys.list()).filter(({ description }: ApiKey) => description?.includes("test"));

  expect(tests.map(({ id }) => id)).toEqual(["b"]);
});
