import { expect, test } from "vitest";
import { Bench, type Fields, noon } from "./support/bench.ts";
import { createSecret } from "./support/by-id.ts";

const day = 24 * 60 * 60_000;

async function createEnding(bench: Bench, key: string, days: number): Promise<string> {
  return await createSecret(bench, { key, expiryDate: new Date(noon + days * day).toISOString() });
}

test("the secrets of the next seven days are expiring and those of the past expired, the earliest first", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  await createEnding(bench, "LATER", 8);
  await createEnding(bench, "LAST", 7);
  const soonId = await createEnding(bench, "SOON", 1.5);
  await createEnding(bench, "LATE", -1);
  const pastId = await createEnding(bench, "PAST", -2.5);
  await createSecret(bench, { key: "NEVER" });

  const answer = await bench.data<{ expiring: Fields[]; expired: Fields[] }>("GET /secrets/expiring");

  const facts = { environmentType: "development", projectId, project: { name: "Owner Project" } };
  expect(answer).toMatchObject({ summary: { expiringCount: 2, expiredCount: 2, total: 4 } });
  expect(answer.expiring[0]).toEqual({
    id: soonId,
    key: "SOON",
    ...facts,
    expiryDate: "2026-06-17T00:00:00.000Z",
    daysUntilExpiry: 2,
    status: "expiring",
  });
  expect(answer.expiring[1]).toMatchObject({ key: "LAST", daysUntilExpiry: 7 });
  expect(answer.expired[0]).toEqual({
    id: pastId,
    key: "PAST",
    ...facts,
    expiryDate: "2026-06-13T00:00:00.000Z",
    daysExpired: 3,
    status: "expired",
  });
  expect(answer.expired[1]).toMatchObject({ key: "LATE", daysExpired: 1 });
});

test("the days and the project can be chosen", async () => {
  const bench = new Bench();
  const { projectId, miserProjectId } = bench.fixtures;
  await createEnding(bench, "LATER", 8);
  const count = async (query: string): Promise<unknown> =>
    (await bench.data(`GET /secrets/expiring?${query}`))["summary"];

  expect(await count(`days=9&projectId=${projectId}`)).toMatchObject({ total: 1 });
  expect(await count(`days=9&projectId=${miserProjectId}`)).toMatchObject({ total: 0 });
});

test("only projects that the caller has created are looked at", async () => {
  const bench = new Bench();
  bench.join("developer", "admin");
  await createEnding(bench, "SOON", 1);

  const answer = await bench.data("GET /secrets/expiring", { as: "developer" });

  expect(answer).toEqual({ expiring: [], expired: [], summary: { expiringCount: 0, expiredCount: 0, total: 0 } });
});

test.each(["days=x", "projectId=x"])("%s fails with 500 and the database's words", async (query) => {
  const bench = new Bench();

  expect(await bench.refusal(`GET /secrets/expiring?${query}`)).toMatch(/^500 \s*Invalid `prisma\.secret/);
});

test("expiring secrets are for people with a login", async () => {
  const bench = new Bench();

  expect(await bench.refusal("GET /secrets/expiring", { as: "nobody" })).toBe("401 Unauthorized");
  expect(await bench.refusal("GET /secrets/expiring", { as: bench.addAccount(["*"]) })).toMatch(/^500 /);
});
