import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createSecret, databaseWords, rowOf } from "./support/by-id.ts";
import { createBranch, unknownId } from "./support/secrets.ts";

describe("comparing branches", () => {
  test("sorts secrets by environment and key into added, removed and modified", async () => {
    const bench = new Bench();
    const { branchId: base } = bench.fixtures;
    const compare = createBranch(bench, "dev");
    const removed = await createSecret(bench, { key: "REMOVED" });
    await createSecret(bench, { key: "SAME" });
    await createSecret(bench, { key: "CHANGED", value: "before" });
    await createSecret(bench, { key: "LOOSE", branchId: undefined });
    await createSecret(bench, { key: "SAME", branchId: compare });
    await createSecret(bench, { key: "CHANGED", value: "after", branchId: compare, type: "t" });
    const added = await createSecret(bench, { key: "REMOVED", branchId: compare, environmentType: "staging" });

    const answer = await bench.send(`GET /branch/compare?base=${base}&compare=${compare}`, { as: "outsider" });

    expect(answer.body).toEqual({
      added: [{ ...rowOf(bench, added), decryptedValue: "one" }],
      removed: [{ ...rowOf(bench, removed), decryptedValue: "one" }],
      modified: [
        { key: "CHANGED", environmentType: "development", baseValue: "before", compareValue: "after", type: "t" },
      ],
    });
    expect(answer.headers.get("X-RateLimit-Limit")).toBe("1000");
  });

  test("gives an empty value as its envelope", async () => {
    const bench = new Bench();
    const { branchId, projectId } = bench.fixtures;
    await bench.data("POST /secret/bulk", { body: { projectId, branchId, secrets: [{ key: "EMPTY", value: "" }] } });

    const answer = await bench.data(`GET /branch/compare?base=${unknownId}&compare=${branchId}`);

    const [envelope] = bench.store.secrets.first(() => true)?.value ?? [];
    expect(answer).toMatchObject({ added: [{ decryptedValue: envelope }], removed: [], modified: [] });
  });

  test("wants a login and two ids", async () => {
    const bench = new Bench();
    const { branchId } = bench.fixtures;

    const incomplete = await bench.refusal(`GET /branch/compare?base=${branchId}`);

    expect(await bench.refusal("GET /branch/compare", { as: "nobody" })).toBe("401 Unauthorized");
    expect(incomplete).toMatch(/^400 (\S+ ){6,}/);
    expect(await bench.refusal(`GET /branch/compare?base=${branchId}&compare=x`)).toMatch(databaseWords);
  });
});
