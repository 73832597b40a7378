import { expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

const day = 24 * 60 * 60_000;

async function describeHealth(bench: Bench): Promise<Fields> {
  return await bench.data<Fields>(`GET /secret/health?workspaceId=${bench.fixtures.workspaceId}`);
}

test("a workspace without secrets is in full health", async () => {
  const bench = new Bench();

  expect(await describeHealth(bench)).toEqual({
    total: 0,
    staleCount: 0,
    duplicateCount: 0,
    autoRotationCount: 0,
    securityScore: 100,
    criticalFixes: [],
    environmentalDrift: [],
  });
});

test("the score weighs fresh secrets, rotated ones and distinct keys", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  await createSecret(bench, { key: "OLD", environmentType: "staging" });
  bench.advance(90 * day + 1000);
  await createSecret(bench, { key: "AUTO", rotationPolicy: "auto" });
  await createSecret(bench, { key: "AUTO", rotationPolicy: "interval", environmentType: "production" });

  const health = await describeHealth(bench);

  // 40 × 2/3 + 30 × 2/3 + 30 × 2/3
  const place = { projectId, projectName: "Owner Project" };
  expect(health).toEqual({
    total: 3,
    staleCount: 1,
    duplicateCount: 1,
    autoRotationCount: 2,
    securityScore: 67,
    criticalFixes: [
      { type: "stale", key: "OLD", ...place, daysOld: 90 },
      { type: "manual_rotation", key: "OLD", ...place, description: expect.any(String) },
      { type: "duplicate", key: "AUTO", count: 2, description: expect.any(String) },
    ],
    environmentalDrift: [{ ...place, key: "OLD", missingIn: "production" }],
  });
});

test("a secret is stale after 90 days, not at their end", async () => {
  const bench = new Bench();
  await createSecret(bench);
  const writtenAt = Date.parse(bench.store.secrets.first(() => true)?.lastUpdated ?? "");

  bench.advance(writtenAt + 90 * day - bench.store.now());
  expect(await describeHealth(bench)).toMatchObject({ staleCount: 0 });
  bench.advance(1);
  expect(await describeHealth(bench)).toMatchObject({ staleCount: 1 });
});

test("ten fixes are shown, and a key that production has, too, is no drift", async () => {
  const bench = new Bench();
  await createSecret(bench, { environmentType: "staging" });
  await createSecret(bench, { environmentType: "production" });
  for (let index = 0; index < 10; index += 1) await createSecret(bench, { key: `K${index}` });

  const health = await describeHealth(bench);

  expect(health["criticalFixes"]).toHaveLength(10);
  expect(health["environmentalDrift"]).toEqual([]);
});

test("health is for those with a role in the workspace", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  bench.join("viewer", "viewer");
  const ask = async (query: string, as: "owner" | "outsider" | "nobody" = "owner"): Promise<string> =>
    await bench.refusal(`GET /secret/health${query}`, { as });

  expect(await ask("", "nobody")).toBe("401 Unauthorized");
  expect(await ask("", "outsider")).toBe("400 Workspace ID is required");
  expect(await ask(`?workspaceId=${workspaceId}`, "outsider")).toBe("403 Forbidden");
  expect(await ask(`?workspaceId=${unknownId}`)).toBe("403 Forbidden");
  expect(await ask("?workspaceId=x")).toBe("403 Forbidden");
  expect((await bench.send(`GET /secret/health?workspaceId=${workspaceId}`, { as: "viewer" })).status).toBe(200);
});

test("health fails with 500 for a service account", async () => {
  const bench = new Bench();
  const as = bench.addAccount(["*"]);

  const refusal = await bench.refusal(`GET /secret/health?workspaceId=${bench.fixtures.workspaceId}`, { as });

  expect(refusal).toBe("500 Internal Server Error");
});
