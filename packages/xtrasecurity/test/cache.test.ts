import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type GetSecretsOptions, withMeta, type XtraClient } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, testClock } from "./support/bench.ts";

test("a second read within the time is answered from memory", async () => {
  const clock = testClock();
  const service = scripted(json({ A: "1" }), json({ A: "2" }));
  const client = clientOf(service, { clock });
  await client.getSecrets("production");
  clock.advance(29_999);

  const secrets = await client.getSecrets("production");

  expect(secrets["A"]).toBe("1");
  expect(service.sent).toHaveLength(1);
});

test.each<[given: number | undefined, lasts: number]>([
  [undefined, 30_000],
  [1_000, 1_000],
  [0.5, 0.5],
])("a read is kept exactly for cacheTtl: %j", async (cacheTtl, lasts) => {
  const clock = testClock();
  const service = scripted(json({ A: "1" }), json({ A: "2" }));
  const client = clientOf(service, { clock, cacheTtl });
  await client.getSecrets("production");
  clock.advance(lasts);

  expect((await client.getSecrets("production"))["A"]).toBe("2");
});

test.each([{ cache: false }, { cacheTtl: 0 }])("nothing is kept with %j", async (options) => {
  const service = scripted(json({ A: "1" }));
  const client = clientOf(service, options);

  await client.getSecrets("production");
  await client.getSecrets("production", { noCache: true });
  await client.getSecrets("production");

  expect(service.sent).toHaveLength(3);
});

test("noCache asks the service, and keeps what it says", async () => {
  const service = scripted(json({ A: "1" }), json({ A: "2" }), json({ A: "3" }));
  const client = clientOf(service);
  await client.getSecrets("production");

  const fresh = await client.getSecrets("production", { noCache: true });
  const kept = await client.getSecrets("production");

  expect([fresh["A"], kept["A"]]).toEqual(["2", "2"]);
  expect(service.sent).toHaveLength(2);
});

describe("each of these is kept by itself", () => {
  const others: readonly [what: string, read: (client: XtraClient) => Promise<unknown>][] = [
    ["another project", async (client) => await client.getSecrets("production", { projectId: "other" })],
    ["another environment", async (client) => await client.getSecrets("staging")],
    ["another branch", async (client) => await client.getSecrets("production", { branch: "next" })],
    [
      "other headers",
      async (client) => await client.getSecrets("production", { headers: { "x-forwarded-for": "::1" } }),
    ],
  ];

  test.each(others)("%s", async (_what, read) => {
    const service = scripted(json({}));
    const client = clientOf(service);
    await client.getSecrets("production");

    await read(client);
    await read(client);

    expect(service.sent).toHaveLength(2);
  });

  test("the shape with versions", async () => {
    const version = { value: "1", version: "1", isReference: false, source: "local" };
    const service = scripted(json({ A: "1" }), json({ A: version }));
    const client = clientOf(service);
    await client.getSecrets("production");

    await client.secrets.listVersions("production");
    await client.secrets.listVersions("production");

    expect(service.sent).toHaveLength(2);
  });

  test("names that would read alike when they are joined", async () => {
    const service = scripted(json({}));
    const client = clientOf(service);

    await client.getSecrets("b:c", { projectId: "a" });
    await client.getSecrets("c", { projectId: "a:b" });

    expect(service.sent).toHaveLength(2);
  });
});

test("no branch and main are the same", async () => {
  const service = scripted(json({}));
  const client = clientOf(service);

  await client.getSecrets("production");
  await client.getSecrets("production", { branch: "main" });
  await client.listKeys("Production");

  expect(service.sent).toHaveLength(1);
});

test("what is demanded of secrets is not part of what is kept", async () => {
  const service = scripted(json({ A: "***" }, 200, { "x-values-masked": "true" }));
  const client = clientOf(service);

  const error = await failureOf(client.getSecrets("production"));
  const allowed = await client.getSecrets("production", { allowMasked: true });

  expect(error).toMatchObject({ code: "masked_values" });
  expect(allowed["A"]).toBe("***");
  expect(service.sent).toHaveLength(1);
});

test("nobody can change what another caller gets", async () => {
  const client = clientOf(scripted(json({ A: "1" })));
  const first = await client.getSecrets("production");

  expect(() => Object.assign(first, { A: "2" })).toThrow(TypeError);

  expect((await client.getSecrets("production"))["A"]).toBe("1");
});

test("clearCache forgets everything at once", async () => {
  const service = scripted(json({}));
  const client = clientOf(service);
  await client.getSecrets("production");
  await client.getSecrets("staging");

  client.clearCache();
  await client.getSecrets("production");
  await client.getSecrets("staging");

  expect(service.sent).toHaveLength(4);
});

test("a thousand places are kept, and the one not used for the longest time goes first", async () => {
  const service = scripted(json({}));
  const client = clientOf(service);
  for (let index = 0; index < 1_000; index++) await client.getSecrets(`env-${index}`);
  await client.getSecrets("env-0");
  await client.getSecrets("env-1000");
  const before = service.sent.length;

  await client.getSecrets("env-0");
  await client.getSecrets("env-1");

  expect(before).toBe(1_001);
  expect(service.sent.slice(before)).toMatchObject([{ path: expect.stringContaining("/env-1/") }]);
});

test("secrets that nobody asks for any more are let go of when their time is over", async () => {
  const clock = testClock();
  const service = scripted(json({ A: "x".repeat(10) }));
  const client = clientOf(service, { clock });
  const trace = new WeakRef(await client.getSecrets("old"));
  clock.advance(30_000);

  await client.getSecrets("new");
  await collectGarbage();

  expect(trace.deref()).toBeUndefined();
});

test("secrets whose time is over are let go of also where the service does not answer", async () => {
  const clock = testClock();
  const client = clientOf(scripted(json({ A: "x".repeat(10) }), json({}, 503)), { clock, maxRetries: 0 });
  const trace = new WeakRef(await client.getSecrets("production"));
  clock.advance(30_000);

  const error = await failureOf(client.getSecrets("production"));
  await collectGarbage();

  expect(error).toMatchObject({ status: 503 });
  expect(trace.deref()).toBeUndefined();
});

test.each([
  ["that succeed, beyond the thousand that are kept", 200],
  ["that fail", 403],
])("reads %s leave nothing behind", async (_what, status) => {
  const client = clientOf(scripted(json({}, status)));
  const read = async (index: number): Promise<unknown> =>
    await client.getSecrets(`${index}`.padStart(4_000, "x")).catch(() => undefined);
  for (let index = 0; index < 1_100; index++) await read(index);
  await collectGarbage();
  const before = process.memoryUsage().heapUsed;

  for (let index = 0; index < 3_000; index++) await read(index);
  await collectGarbage();

  expect(process.memoryUsage().heapUsed - before).toBeLessThan(6_000_000);
});

test.each<[option: string, options: GetSecretsOptions]>([
  ["timeout", { timeout: -1 }],
  ["maxRetries", { maxRetries: 11 }],
  ["maxBodyBytes", { maxBodyBytes: 0 }],
  ["headers", { headers: { authorization: "x" } }],
])("a wrong %s is refused also where the cache has the answer", async (option, options) => {
  const client = clientOf(scripted(json({})));
  await client.getSecrets("production");

  const error = await failureOf(client.getSecrets("production", options));

  expect(error).toMatchObject({ code: "invalid_option", message: expect.stringContaining(option) });
});

test("withMeta tells of a read that was sent, and says so where none was", async () => {
  const client = clientOf(scripted(json({})));

  const { meta } = await withMeta(async (options) => await client.getSecrets("production", options));
  const error = await failureOf(withMeta(async (options) => await client.getSecrets("production", options)));

  expect(meta).toMatchObject({ status: 200, route: "/projects/{}/envs/{}/secrets" });
  expect(error).toMatchObject({ code: "invalid_argument" });
});

// What is held no longer is gone after a collection in a later turn.
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  collect();
}
