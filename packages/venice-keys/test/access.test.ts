import { AuthenticationError, type ConsumptionLimit } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { type Bench, clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";

async function explainAdminWith({ client, venice }: Bench, consumptionLimit: ConsumptionLimit): Promise<string[]> {
  const { apiKey } = await venice.apiKeys.create({ apiKeyType: "ADMIN", description: "limited", consumptionLimit });
  const { reasons } = await client({ apiKey }).apiKeys.explainAccess();
  return reasons.map(({ code }) => code);
}

test("a key with nothing in its way has no reasons", async () => {
  const { emulator, venice } = startBench();

  const explanation = await venice.apiKeys.explainAccess();

  expect(explanation).toEqual({
    accessPermitted: true,
    balances: { USD: 100, DIEM: 50, BUNDLED_CREDITS: 25 },
    key: expect.objectContaining({ description: "admin", last6Chars: emulator.fixtures.apiKey.slice(-6) }) as unknown,
    reasons: [],
  });
  expect(emulator.requests.map(({ path }) => path)).toEqual(["/api/v1/api_keys/rate_limits", "/api/v1/api_keys"]);
});

describe("an admin key is told of its own limits", () => {
  test.each<[ConsumptionLimit, string[]]>([
    [{ usd: 0 }, ["usd_limit_zero"]],
    [{ diem: 0 }, ["diem_limit_zero"]],
    [{ usd: 0, diem: 0 }, ["access_denied", "usd_limit_zero", "diem_limit_zero"]],
    [{ usd: 5, diem: null }, []],
  ])("%j", async (limit, codes) => {
    const found = await explainAdminWith(startBench(), limit);

    expect(found).toEqual(codes);
  });
});

test("a limit that is used up is told apart from an empty account", async () => {
  const limits = { accessPermitted: false, balances: { USD: 0, DIEM: 0 } };
  const key = {
    id: "key_1",
    last6Chars: "efghij",
    consumptionLimits: { usd: 10, diem: 5 },
    currentPeriodUsage: { usd: "10.0000", diem: "1.0000" },
  };
  const venice = clientOf(scripted(json({ data: limits }), json({ data: [key] })));

  const { reasons } = await venice.apiKeys.explainAccess();

  expect(reasons.map(({ code }) => code)).toEqual(["access_denied", "usd_limit_reached", "diem_balance_zero"]);
  expect(reasons[1]?.message).toContain("10 USD");
});

test("an account without funds is told by its balances", async () => {
  const { client, emulator } = startBench();

  const { reasons } = await client({ apiKey: emulator.fixtures.unfundedApiKey }).apiKeys.explainAccess();

  expect(reasons.map(({ code }) => code)).toEqual(["access_denied", "usd_balance_zero", "diem_balance_zero"]);
});

test("a key that may not manage keys is told what it can spend, and that its limits cannot be read", async () => {
  const { client, venice } = startBench();
  const consumptionLimit = { usd: 0 };
  const { apiKey } = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "x", consumptionLimit });

  const explanation = await client({ apiKey: async () => await Promise.resolve(apiKey) }).apiKeys.explainAccess();

  expect(explanation).toMatchObject({ accessPermitted: true, balances: { USD: 0, DIEM: 50 }, key: undefined });
  expect(explanation.reasons.map(({ code }) => code)).toEqual(["usd_balance_zero", "settings_unreadable"]);
});

test("a key that cannot be told from another one is not guessed at", async () => {
  const twin = { id: "key_1", last6Chars: "efghij", consumptionLimits: { usd: 0 } };
  const service = scripted(
    json({ data: { accessPermitted: true, balances: {} } }),
    json({ data: [twin, { ...twin, id: "key_2" }] }),
  );

  const explanation = await clientOf(service).apiKeys.explainAccess();

  expect(explanation).toMatchObject({ key: undefined, reasons: [{ code: "settings_unreadable" }] });
});

test("any other failure is passed on", async () => {
  const { client, venice } = startBench();
  const limits = json({ data: { accessPermitted: true, balances: {} } });
  const broken = clientOf(scripted(limits, json({ error: "Authentication failed" }, 401)));

  const unknown = await failureOf(client({ apiKey: "unknown" }).apiKeys.explainAccess());
  const revoked = await failureOf(broken.apiKeys.explainAccess());
  await venice.close();

  expect(unknown).toBeInstanceOf(AuthenticationError);
  expect(revoked).toMatchObject({ code: "authentication_failed" });
});
