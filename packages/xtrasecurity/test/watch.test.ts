import { ConfigError, type WatchOptions } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, hold, json, latch, scripted, thrownBy } from "./support/bench.ts";
import { watchAll } from "./support/watching.ts";

test("the first poll only looks, later ones tell names and no values", async () => {
  const { changes } = await watchAll([
    json({ A: "1", B: "1", C: "1" }),
    json({ A: "1", B: "1", C: "1" }),
    json({ A: "1", B: "2", D: "secret" }),
    json({ D: "secret", A: "1", B: "2" }),
    json({}),
  ]);

  const place = { env: "production", branch: "main" };
  expect(changes).toEqual([
    { ...place, added: ["D"], changed: ["B"], removed: ["C"] },
    { ...place, added: [], changed: [], removed: ["D", "A", "B"] },
  ]);
  expect(JSON.stringify(changes)).not.toContain("secret");
});

test("a branch of another project is watched as it is named", async () => {
  const { changes, service } = await watchAll([json({}), json({ A: "1" })], {
    branch: "next",
    projectId: "other",
    headers: { "x-forwarded-for": "::1" },
  });

  expect(changes).toMatchObject([{ env: "production", branch: "next", added: ["A"] }]);
  expect(service.sent[1]).toMatchObject({
    path: "/api/projects/other/envs/production/secrets",
    query: { branch: "next" },
    headers: { "x-forwarded-for": "::1" },
  });
});

test("a secret that becomes empty has changed", async () => {
  const { changes } = await watchAll([json({ A: "1" }), json({ A: "" })]);

  expect(changes).toMatchObject([{ changed: ["A"] }]);
});

test("the cache has the new values when a change is told", async () => {
  const seen: unknown[] = [];
  const service = scripted(json({ A: "1" }), json({ A: "2" }), hold(json({})).prepared);
  const client = clientOf(service);
  const told = latch();
  const onChange = async (): Promise<void> => {
    seen.push((await client.getSecrets("production"))["A"]);
    told.open();
  };

  const stop = client.watch("production", { onChange });
  await told.opened;
  stop();

  expect(seen).toEqual(["2"]);
});

test.each([
  [0, 270_000],
  [0.5, 300_000],
  [1 - 2 ** -20, 330_000],
])("by default it waits 300 s, up to 10 %% less or more (chance %f)", async (random, wait) => {
  const { waits } = await watchAll([json({}), json({})], {}, random);

  expect(waits.map(Math.round)).toEqual([wait, wait]);
});

test("an interval of 10 s is the shortest, also after jitter", async () => {
  const { waits } = await watchAll([json({})], { interval: 10_000 }, 0);

  expect(waits).toEqual([10_000]);
});

test.each<[option: string, options: object]>([
  ["interval", { interval: 9_999 }],
  ["interval", { interval: Number.NaN }],
  ["onChange", { onChange: undefined }],
  ["onError", { onError: "console" }],
  ["signal", { signal: {} }],
  ["branch", { branch: "" }],
  ["onStale", { onStale: () => undefined }],
  ["projectId", { projectId: "" }],
  ["timeout", { timeout: -1 }],
  ["totalTimeout", { totalTimeout: Number.NaN }],
  ["maxRetries", { maxRetries: 11 }],
  ["headers", { headers: { cookie: "x" } }],
])("a wrong %s is refused at once", (option, options) => {
  const service = scripted(json({}));
  const given = { onChange: () => undefined, ...options } as WatchOptions;

  const error = thrownBy(() => clientOf(service).watch("production", given));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ message: expect.stringContaining(option) });
  expect(service.sent).toEqual([]);
});

describe("errors", () => {
  test("are told, and polling goes on from what was seen before", async () => {
    const { changes, errors } = await watchAll([json({ A: "1" }), json({}, 503), json({ A: "2" })]);

    expect(errors).toMatchObject([{ status: 503 }]);
    expect(changes).toMatchObject([{ changed: ["A"] }]);
  });

  test("of onChange are told, too", async () => {
    const thrown = new Error("The reload failed.");
    const onChange = async (): Promise<never> => await Promise.reject(thrown);

    const { errors } = await watchAll([json({ A: "1" }), json({ A: "2" }), json({ A: "2" })], { onChange });

    expect(errors).toEqual([thrown]);
  });

  test.each<[what: string, onError: () => unknown]>([
    [
      "at once",
      () => {
        throw new Error("no");
      },
    ],
    ["later", async () => await Promise.reject(new Error("no"))],
  ])("of onError are nobody's: %s", async (_what, onError) => {
    const { service } = await watchAll([json({}, 503), json({}, 503)], { onError });

    expect(service.sent).toHaveLength(3);
  });

  test("tell of masks, unless these are allowed", async () => {
    const masks = { "x-values-masked": "true" };
    const answers = [json({ A: "***" }, 200, masks), json({ A: "***", B: "***" }, 200, masks)];

    const [strict, lenient] = [await watchAll(answers), await watchAll(answers, { allowMasked: true })];

    expect(strict.errors).toMatchObject([{ code: "masked_values" }, { code: "masked_values" }]);
    expect(lenient.changes).toMatchObject([{ added: ["B"], changed: [], removed: [] }]);
  });
});

test("the next poll waits for an onChange that takes its time", async () => {
  const [told, done] = [latch(), latch()];
  const service = scripted(json({ A: "1" }), json({ A: "2" }), hold(json({})).prepared);
  const client = clientOf(service);
  const stop = client.watch("production", {
    onChange: async () => {
      told.open();
      await done.opened;
    },
  });
  await told.opened;
  await new Promise((resolve) => {
    setImmediate(resolve);
  });

  const during = service.sent.length;
  done.open();
  stop();

  expect(during).toBe(2);
});
