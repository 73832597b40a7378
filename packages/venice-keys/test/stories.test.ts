import { AuthenticationError, type RateLimitError, type VeniceClient } from "@keyrack/venice-keys";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

async function isGood(venice: VeniceClient): Promise<boolean> {
  return (await venice.apiKeys.getRateLimits().catch(() => undefined)) !== undefined;
}

test("a key lives from its creation, when its secret is shown once, to its deletion, which holds at once", async () => {
  const { client, venice } = startBench();
  const limit = { consumptionLimit: { usd: 50 }, limitPeriod: "MONTH" } as const;

  const created = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "customer 1", ...limit });
  const own = client({ apiKey: created.apiKey });
  const wasGood = await isGood(own);
  const renamed = await venice.apiKeys.update(created.id, { description: "customer one" });
  const fetched = await venice.apiKeys.retrieve(created.id);
  const deleted = await venice.apiKeys.delete(created.id);
  const error = await failureOf(own.apiKeys.getRateLimits());

  expect(wasGood).toBe(true);
  expect(renamed).toMatchObject({ description: "customer one", limitPeriod: "MONTH" });
  expect(fetched).toMatchObject({ last6Chars: created.apiKey.slice(-6), consumptionLimits: { usd: 50 } });
  expect(JSON.stringify(fetched)).not.toContain(created.apiKey);
  expect(deleted).toEqual({ success: true });
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error).toMatchObject({ code: "authentication_failed" });
});

test("a key works until it expires, and for good once its expiry is taken away", async () => {
  const { client, emulator, venice } = startBench();
  const [short, saved] = await Promise.all(
    ["short", "saved"].map(
      async (description) =>
        await venice.apiKeys.create({ apiKeyType: "INFERENCE", description, expiresAt: new Date("2026-06-16") }),
    ),
  );

  const { expiresAt } = await venice.apiKeys.update(saved?.id ?? "", { expiresAt: null });
  emulator.clock.advance(86_400_000);

  expect(expiresAt).toBeNull();
  expect(await isGood(client({ apiKey: short?.apiKey }))).toBe(false);
  expect(await isGood(client({ apiKey: saved?.apiKey }))).toBe(true);
});

test("keys for tests are found by their descriptions and deleted one by one", async () => {
  const { venice } = startBench();
  for (const description of ["test 1", "live", "Test 2"]) {
    await venice.apiKeys.create({ apiKeyType: "INFERENCE", description });
  }

  for await (const { description, id } of venice.apiKeys.listAll()) {
    if (description?.toLowerCase().startsWith("test")) await venice.apiKeys.delete(id);
  }

  const left = (await venice.apiKeys.list()).map(({ description }) => description);
  expect(left).toContain("live");
  expect(left.filter((description) => /test/i.test(description ?? ""))).toEqual([]);
});

test("the 21st key within a minute waits for its turn or says why not, and the log tells of it", async () => {
  const { client, clock, emulator, venice } = startBench();
  for (let count = 1; count <= 20; count++) {
    await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: `key ${count}` });
  }

  const error = await failureOf(
    client({ maxRetries: 0 }).apiKeys.create({ apiKeyType: "INFERENCE", description: "key 21" }),
  );
  const log = await venice.apiKeys.getRateLimitLogs({ limit: 1 });
  emulator.clock.advance(60_000);
  const later = await venice.apiKeys.create({ apiKeyType: "INFERENCE", description: "key 21" });

  expect(error).toMatchObject({ code: "rate_limited", maybeApplied: false });
  expect((error as RateLimitError).isErrorBudget).toBe(false);
  expect(log).toMatchObject([{ rateLimitType: "RPM", modelId: expect.stringContaining("endpoint:") as unknown }]);
  expect(later.description).toBe("key 21");
  expect(clock.waits).toEqual([]);
});
