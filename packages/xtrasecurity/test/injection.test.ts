import { XtraError } from "@keyrack/xtrasecurity";
import { afterEach, describe, expect, test } from "vitest";
import { clientOf, failureOf, json, printed, scripted, someSecret } from "./support/bench.ts";

const stored = { DATABASE_URL: someSecret, API_KEY: "k", EMPTY: "" };
const keys = Object.keys(stored);

afterEach(() => {
  for (const name of keys) delete process.env[name];
});

test("secrets become variables of this process, and the report has their names only", async () => {
  const client = clientOf(scripted(json(stored)));

  const report = await client.injectSecrets("production");

  expect(keys.map((name) => process.env[name])).toEqual(Object.values(stored));
  expect(report).toEqual({ injected: keys, skipped: [], excluded: [] });
  expect(JSON.stringify(report)).not.toContain(someSecret);
});

test("a target with a member that cannot be set gets no variable at all", async () => {
  const target = Object.defineProperty({}, "EMPTY", { value: "fixed", enumerable: true });
  const client = clientOf(scripted(json(stored)));

  const error = await failureOf(client.injectSecrets("production", { target, override: true }));

  expect(error).toMatchObject({ code: "invalid_option", message: "target has a member that cannot be set." });
  expect(target).toEqual({ EMPTY: "fixed" });
});

describe("a variable that is set", () => {
  test("is kept, also where it is empty", async () => {
    const target = { DATABASE_URL: "mine", API_KEY: "", EMPTY: undefined };

    const report = await clientOf(scripted(json(stored))).injectSecrets("production", { target });

    expect(target).toEqual({ DATABASE_URL: "mine", API_KEY: "", EMPTY: "" });
    expect(report).toMatchObject({ injected: ["EMPTY"], skipped: ["DATABASE_URL", "API_KEY"] });
  });

  test("is replaced with override", async () => {
    const target = { DATABASE_URL: "mine", API_KEY: "" };

    const report = await clientOf(scripted(json(stored))).injectSecrets("production", { target, override: true });

    expect(target).toEqual(stored);
    expect(report).toMatchObject({ injected: keys, skipped: [] });
  });

  test("is not what every object inherits", async () => {
    const target: Record<string, string> = {};

    await clientOf(scripted(json({ toString: "x" }))).injectSecrets("production", { target });

    expect(Object.entries(target)).toEqual([["toString", "x"]]);
  });
});

test.each<[what: string, options: object, names: string[], excluded: string[]]>([
  ["include takes some", { include: ["API_KEY", "OTHER"] }, ["API_KEY"], ["DATABASE_URL", "EMPTY"]],
  ["exclude leaves some", { exclude: ["API_KEY"] }, ["DATABASE_URL", "EMPTY"], ["API_KEY"]],
  ["exclude stands above include", { include: ["API_KEY"], exclude: ["API_KEY"] }, [], keys],
  ["a prefix", { prefix: "APP_" }, ["APP_DATABASE_URL", "APP_API_KEY", "APP_EMPTY"], []],
  ["a transform", { transform: (key: string) => key.toLowerCase() }, ["database_url", "api_key", "empty"], []],
  [
    "both",
    { prefix: "app_", transform: (key: string) => key.slice(0, 2), exclude: ["EMPTY"] },
    ["app_DA", "app_AP"],
    ["EMPTY"],
  ],
])("%s", async (_what, options, names, excluded) => {
  const target = {};

  const report = await clientOf(scripted(json(stored))).injectSecrets("production", { target, ...options });

  expect(Object.keys(target)).toEqual(names);
  expect(report).toEqual({ injected: names, skipped: [], excluded });
});

test("a dry run checks and reports, and sets nothing", async () => {
  const target = { API_KEY: "mine" };
  const client = clientOf(scripted(json(stored)));

  const report = await client.injectSecrets("production", { target, dryRun: true });
  const error = await failureOf(client.injectSecrets("production", { target, dryRun: true, prefix: "LD_" }));

  expect(report).toEqual({ injected: ["DATABASE_URL", "EMPTY"], skipped: ["API_KEY"], excluded: [] });
  expect(error).toMatchObject({ code: "injection_refused" });
  expect(target).toEqual({ API_KEY: "mine" });
});

test("one bad name among a hundred good ones, and nothing is set", async () => {
  const good = Object.fromEntries(Array.from({ length: 100 }, (_item, index) => [`KEY_${index}`, someSecret]));
  const target = {};

  const error = await failureOf(
    clientOf(scripted(json({ ...good, "not-a-name": someSecret }))).injectSecrets("production", { target }),
  );

  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ code: "injection_refused", keys: ["not-a-name"] });
  expect(target).toEqual({});
  expect(printed(error)).not.toContain("hunter2");
});

test("two secrets that become one variable are refused", async () => {
  const error = await failureOf(
    clientOf(scripted(json(stored))).injectSecrets("production", { target: {}, transform: () => "ONE" }),
  );

  expect(error).toMatchObject({ code: "injection_refused", keys: ["ONE"] });
});

test("required keys are looked for before anything is set", async () => {
  const target = {};

  const error = await failureOf(
    clientOf(scripted(json(stored))).injectSecrets("production", { target, required: ["OTHER"] }),
  );

  expect(error).toMatchObject({ code: "missing_secrets", keys: ["OTHER"] });
  expect(target).toEqual({});
});

test("injections at the same time share one request and agree", async () => {
  const service = scripted(json(stored));
  const client = clientOf(service);
  const targets = [{}, {}];

  await Promise.all(targets.map(async (target) => await client.injectSecrets("production", { target })));

  expect(targets).toEqual([stored, stored]);
  expect(service.sent).toHaveLength(1);
});

test("a later injection is answered from the cache unless it says noCache", async () => {
  const service = scripted(json(stored));
  const client = clientOf(service);
  await client.getSecrets("production");

  await client.injectSecrets("production", { target: {} });
  const before = service.sent.length;
  await client.injectSecrets("production", { target: {}, noCache: true });

  expect([before, service.sent.length]).toEqual([1, 2]);
});

test("a transform that gives no text is refused", async () => {
  const error = await failureOf(
    clientOf(scripted(json(stored))).injectSecrets("production", { target: {}, transform: () => undefined as never }),
  );

  expect(error).toMatchObject({ code: "invalid_option", message: expect.stringContaining("transform") });
});
