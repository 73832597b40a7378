import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { readValues, secretRow, secretsOf, sendAbout, writeSecrets } from "./support/secrets.ts";

describe("a rotation", () => {
  test("with the strategy regenerate makes 32 hex digits and shows them", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "old" });

    const { status, body } = await sendAbout(bench, "POST /rotate", { body: { strategy: "regenerate" } });

    const shadowValue = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, message: "Secret rotated", shadowValue });
    expect(await readValues(bench)).toEqual({ KEY: (body as { shadowValue: string }).shadowValue });
  });

  test("takes a value of the caller's, and puts the old one at the end of the history, with its time and writer", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "old" });
    const { value, lastUpdated } = { ...secretRow(bench) };
    bench.join("viewer", "viewer");
    const body = { strategy: "regenerate", parsedNewValue: "new" };

    await sendAbout(bench, "POST /rotate", { as: "viewer", body });

    const { owner, viewer } = bench.fixtures.userIds;
    expect(await readValues(bench)).toEqual({ KEY: "new" });
    expect(secretRow(bench)).toMatchObject({ version: "2", updatedBy: viewer, description: "Created via CLI" });
    expect(secretRow(bench).history).toEqual([
      expect.objectContaining({ version: "1", description: "Created via CLI" }),
      { version: "1", value, updatedAt: lastUpdated, updatedBy: owner, changeReason: expect.any(String) },
    ]);
  });

  test("asks for a login and for no role, and leaves no audit row", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "old" });
    const body = { strategy: "regenerate" };

    expect(await bench.refusal(`POST ${secretsOf(bench)}/KEY/rotate`, { as: "nobody", body })).toBe("401 Unauthorized");
    expect((await sendAbout(bench, "POST /rotate", { as: "outsider", body })).status).toBe(200);
    expect((await sendAbout(bench, "POST /rotate", { as: bench.addAccount([]), body })).status).toBe(200);
    expect(bench.auditRows).toHaveLength(1);
  });

  test.each([{}, { strategy: "shadow", parsedNewValue: "new" }])("with %j fails and changes nothing", async (body) => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "old" });

    const refusal = await bench.refusal(`POST ${secretsOf(bench)}/KEY/rotate`, { body });

    expect(refusal).toMatch(/^500 [^]*Invalid `prisma\.secret\.update\(\)` invocation/);
    expect(secretRow(bench)).toMatchObject({ version: "1" });
  });

  test("needs a body and a secret", async () => {
    const bench = new Bench();
    const path = `POST ${secretsOf(bench)}/KEY/rotate`;

    expect(await bench.refusal(path)).toBe("500 Unexpected end of JSON input");
    expect(await bench.refusal(path, { body: { strategy: "regenerate" } })).toBe("404 Secret not found");
    expect(await bench.refusal("POST /projects/prj_1/envs/production/secrets/KEY/rotate", { body: {} })).toMatch(
      /^500 /,
    );
  });

  test("with a value that is no text fails and changes nothing", async () => {
    const bench = new Bench();
    await writeSecrets(bench, { KEY: "old" });
    const body = { strategy: "regenerate", parsedNewValue: 5 };

    expect((await sendAbout(bench, "POST /rotate", { body })).status).toBe(500);
    expect(await readValues(bench)).toEqual({ KEY: "old" });
    expect(secretRow(bench).history).toHaveLength(1);
  });
});

test("a promotion never finds a shadow value", async () => {
  const bench = new Bench();
  const path = `POST ${secretsOf(bench)}/KEY/promote`;
  const missing = await bench.refusal(path);
  await writeSecrets(bench, { KEY: "old" });

  expect(missing).toBe("404 Secret not found");
  expect(await bench.refusal(path, { as: "nobody" })).toBe("401 Unauthorized");
  expect(await bench.refusal(path)).toBe("400 No active shadow value to promote");
});
