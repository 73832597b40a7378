import { expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const route = "GET /api_keys/rate_limits";
const day = 24 * 60 * 60 * 1000;

async function balancesUnder(consumptionLimit: object): Promise<Facts> {
  const bench = new Bench();
  const { apiKey } = await bench.create({ consumptionLimit });
  return await bench.data(route, undefined, { key: apiKey });
}

test("the rate limits of a key have its balances, its expiry, the next epoch and what models take", async () => {
  const bench = new Bench();

  const answer = await bench.call(route);

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    data: {
      accessPermitted: true,
      apiTier: { id: "paid", isCharged: true },
      balances: { USD: 100, DIEM: 50, BUNDLED_CREDITS: 25 },
      keyExpiration: null,
      nextEpochBegins: "2025-06-16T00:00:00.000Z",
      rateLimits: expect.arrayContaining([
        { apiModelId: expect.any(String), rateLimits: expect.arrayContaining([{ type: "RPM", amount: 100 }]) },
        { apiModelId: expect.any(String), rateLimits: [] },
      ]),
    },
  });
});

test("the next epoch begins at the next UTC midnight, on the stroke of midnight a day later", async () => {
  const bench = new Bench();
  bench.advance(day / 2);

  const { nextEpochBegins } = await bench.data(route);

  expect(nextEpochBegins).toBe("2025-06-17T00:00:00.000Z");
});

test.each([
  [
    { usd: 40, diem: 60 },
    { USD: 40, DIEM: 50, BUNDLED_CREDITS: 25 },
  ],
  [{ usd: 10 }, { USD: 10, DIEM: 50, BUNDLED_CREDITS: 10 }],
  [{ usd: 0 }, { USD: 0, DIEM: 50, BUNDLED_CREDITS: 0 }],
  [{ vcu: 3 }, { USD: 100, DIEM: 3, BUNDLED_CREDITS: 25 }],
])("balances are cut to the key's limits: %j", async (limits, balances) => {
  const data = await balancesUnder(limits);

  expect(data).toMatchObject({ accessPermitted: true, balances });
});

test("access is not permitted where the limits leave nothing to spend", async () => {
  const data = await balancesUnder({ usd: 0, diem: 0 });

  expect(data).toMatchObject({ accessPermitted: false, balances: { USD: 0, DIEM: 0, BUNDLED_CREDITS: 0 } });
});

test("access is not permitted where the account has nothing", async () => {
  const bench = new Bench();

  const data = await bench.data(route, undefined, { key: bench.fixtures.unfundedApiKey });

  expect(data).toMatchObject({ accessPermitted: false, balances: { USD: 0, DIEM: 0, BUNDLED_CREDITS: 0 } });
});

test("what was spent in the period is taken off the limit until the next period", async () => {
  const bench = new Bench();
  const options = { key: bench.fixtures.cappedApiKey };

  const spent = await bench.data(route, undefined, options);
  bench.advance(16 * day);
  const fresh = await bench.data(route, undefined, options);

  expect(spent["balances"]).toEqual({ USD: 6, DIEM: 4, BUNDLED_CREDITS: 6 });
  expect(fresh["balances"]).toEqual({ USD: 10, DIEM: 5, BUNDLED_CREDITS: 10 });
});

test.each([
  ["EPOCH", "at midnight", 10],
  ["MONTH", "later", 6],
  ["LIFETIME", "never", 6],
])("a limit of the period %s starts afresh %s", async (limitPeriod, _when, left) => {
  const bench = new Bench();
  const id = (await bench.data<Facts[]>("GET /api_keys"))[0]?.["id"];
  await bench.data("PATCH /api_keys", { id, limitPeriod });

  bench.advance(day / 2);
  const { balances } = await bench.data(route, undefined, { key: bench.fixtures.cappedApiKey });

  expect(balances).toMatchObject({ USD: left });
});

test("the expiry of the calling key is shown", async () => {
  const bench = new Bench();
  const { apiKey } = await bench.create({ expiresAt: "2030-01-02" });

  const data = await bench.data(route, undefined, { key: apiKey });

  expect(data["keyExpiration"]).toBe("2030-01-02T00:00:00.000Z");
});
