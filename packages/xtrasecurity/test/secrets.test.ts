import { ConfigError, type SecretMap, type SetSecretsOptions, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  hold,
  json,
  printed,
  scripted,
  secretsPath,
  someSecret,
  testClock,
} from "./support/bench.ts";

const written = (count: number): ReturnType<typeof json> => json({ success: true, count });
const version = (value: string, number = "1"): object => ({
  value,
  version: number,
  isReference: false,
  source: "local",
});
const conflict = json({ error: "Conflict detected", conflicts: [{ key: "A", expected: "1", actual: "2" }] }, 409);

describe("set", () => {
  test("sends all secrets in one request, in their wrapper", async () => {
    const service = scripted(written(2));
    const secrets = { A: "1", B: "" };

    const report = await clientOf(service).secrets.set("Production", secrets, {
      branch: "next",
      expectedVersions: { A: "4" },
    });

    expect(service.sent).toMatchObject([{ method: "POST", path: secretsPath, query: {} }]);
    expect(service.sent[0]?.body).toEqual({ secrets, branch: "next", expectedVersions: { A: "4" } });
    expect(report).toEqual({ written: ["A", "B"], unchanged: [] });
  });

  test("tells that the service wrote fewer than it was sent, and does not send them again", async () => {
    const service = scripted(written(1));

    const error = await failureOf(clientOf(service).secrets.set("production", { A: someSecret, B: someSecret }));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "partial_write", requested: 2, written: 1, maybeApplied: true });
    expect(error).toMatchObject({ method: "POST", route: "/projects/{}/envs/{}/secrets" });
    expect(service.sent).toHaveLength(1);
    expect(printed(error)).not.toContain("hunter2");
  });

  test.each([{}, { count: "two" }, { count: null }])(
    "takes an answer without a count for nothing written: %j",
    async (answer) => {
      const error = await failureOf(clientOf(scripted(json(answer))).secrets.set("production", { A: "1" }));

      expect(error).toMatchObject({ code: "partial_write", requested: 1, written: 0 });
    },
  );

  test("has 60 s for an attempt, unless the call says otherwise", async () => {
    const held = hold(written(1));
    const writing = clientOf(scripted(held.prepared), { timeout: 5 }).secrets.set("production", { A: "1" });
    await held.arrived;
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
    held.release();

    const hasty = failureOf(
      clientOf(scripted(hold(written(1)).prepared)).secrets.set("production", { A: "1" }, { timeout: 5 }),
    );

    expect(await writing).toMatchObject({ written: ["A"] });
    expect(await hasty).toMatchObject({ code: "timeout" });
  });

  test.each<[what: string, secrets: unknown, options?: object]>([
    ["a number", { A: 1 }],
    ["a boolean", { A: true }],
    ["null", { A: null }],
    ["undefined", { A: undefined }],
    ["a list of values", ["1"]],
    ["a map", new Map([["A", "1"]])],
    ["nothing", undefined],
    ["the key branch", { branch: "1" }],
    ["the key __proto__", JSON.parse('{"__proto__":"1"}')],
    ["an empty key", { "": "1" }],
    ["a key with =", { "A=B": "1" }],
    ["a key with NUL", { "A\0": "1" }],
    ["a key with a line", { "A\nB": "1" }],
    ["a version of another key", { A: "1" }, { expectedVersions: { B: "1" } }],
    ["an empty version", { A: "1" }, { expectedVersions: { A: "" } }],
    ["a version that is a number", { A: "1" }, { expectedVersions: { A: 1 } }],
    ["a flag that is none", { A: "1" }, { skipUnchanged: "yes" }],
    ["an unknown option", { A: "1" }, { overwrite: true }],
  ])("refuses %s before a byte is sent", async (_what, secrets, options) => {
    const service = scripted(written(1));

    const error = await failureOf(
      clientOf(service).secrets.set("production", secrets as SecretMap, options as SetSecretsOptions),
    );

    expect(error).toBeInstanceOf(ConfigError);
    expect(service.sent).toEqual([]);
  });

  test("names the key of a wrong value, and never the value", async () => {
    const wrong = { FINE: someSecret, WRONG: { secret: someSecret } } as unknown as SecretMap;

    const error = await failureOf(clientOf(scripted(written(2))).secrets.set("production", wrong));

    expect((error as XtraError).message).toContain('"WRONG"');
    expect(printed(error)).not.toContain("hunter2");
  });

  describe("with skipUnchanged", () => {
    test("reads first and writes only what differs", async () => {
      const empty = '{"iv":"0123456789abcdef01234567","encryptedData":"","authTag":"0123456789abcdef0123456789abcdef"}';
      const service = scripted(json({ A: version("1"), B: version("2"), C: version(empty) }), written(2));
      const secrets = { A: "1", B: "3", C: "", D: "4" };

      const report = await clientOf(service).secrets.set("production", secrets, {
        skipUnchanged: true,
        branch: "next",
        expectedVersions: { A: "1", B: "1" },
      });

      expect(service.sent[0]).toMatchObject({ method: "GET", query: { branch: "next", includeVersions: "true" } });
      expect(service.sent[1]?.body).toEqual({
        secrets: { B: "3", D: "4" },
        branch: "next",
        expectedVersions: { B: "1" },
      });
      expect(report).toEqual({ written: ["B", "D"], unchanged: ["A", "C"] });
    });

    test("writes nothing where nothing differs", async () => {
      const service = scripted(json({ A: version("1") }));

      const report = await clientOf(service).secrets.set("production", { A: "1" }, { skipUnchanged: true });

      expect(report).toEqual({ written: [], unchanged: ["A"] });
      expect(service.sent).toHaveLength(1);
    });

    test("does not compare with masks", async () => {
      const service = scripted(json({ A: version("***") }), written(1));

      const error = await failureOf(clientOf(service).secrets.set("production", { A: "1" }, { skipUnchanged: true }));

      expect(error).toMatchObject({ code: "masked_values" });
      expect(service.sent).toHaveLength(1);
    });
  });
});

describe("update", () => {
  test("writes what the function returns, if nobody wrote it meanwhile", async () => {
    const service = scripted(json({ COUNT: version("1", "7"), OTHER: version("x") }), written(2));

    const report = await clientOf(service).secrets.update("production", ({ COUNT = "0", OTHER = "" }) => ({
      COUNT: String(Number(COUNT) + 1),
      OTHER,
      NEW: "n",
    }));

    expect(service.sent[1]?.body).toEqual({ secrets: { COUNT: "2", NEW: "n" }, expectedVersions: { COUNT: "7" } });
    expect(report).toEqual({ written: ["COUNT", "NEW"], unchanged: ["OTHER"] });
  });

  test("reads again where somebody else wrote", async () => {
    const service = scripted(json({ A: version("1", "1") }), conflict, json({ A: version("5", "2") }), written(1));

    await clientOf(service).secrets.update("production", async ({ A }) => await Promise.resolve({ A: `${A}+` }));

    expect(service.sent[1]?.body).toEqual({ secrets: { A: "1+" }, expectedVersions: { A: "1" } });
    expect(service.sent[3]?.body).toEqual({ secrets: { A: "5+" }, expectedVersions: { A: "2" } });
  });

  test("gives up after three conflicts", async () => {
    const read = json({ A: version("1") });
    const service = scripted(read, conflict, read, conflict, read, conflict);

    const error = await failureOf(clientOf(service).secrets.update("production", () => ({ A: "2" })));

    expect(error).toMatchObject({ code: "conflict", conflicts: [{ key: "A", expected: "1", actual: "2" }] });
    expect(service.sent).toHaveLength(6);
  });

  test("writes nothing where the function changes nothing or throws", async () => {
    const service = scripted(json({ A: version("1") }));
    const thrown = new Error("not today");
    const { secrets } = clientOf(service);

    const report = await secrets.update("production", ({ A = "" }) => ({ A }));
    const error = await failureOf(
      secrets.update("production", () => {
        throw thrown;
      }),
    );

    expect(report).toEqual({ written: [], unchanged: ["A"] });
    expect(error).toBe(thrown);
    expect(service.sent.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  test("has one total time for all of its requests", async () => {
    const service = scripted(json({ A: version("1") }), hold(written(1)).prepared);

    const error = await failureOf(
      clientOf(service).secrets.update("production", () => ({ A: "2" }), { totalTimeout: 120 }),
    );

    expect(error).toMatchObject({ code: "timeout" });
    expect(service.sent).toHaveLength(2);
  });

  test("starts no request that its total time does not allow", async () => {
    const service = scripted(json({ A: version("1") }), written(1));
    const clock = testClock();
    const slow = (): SecretMap => {
      clock.advance(470);
      return { A: "2" };
    };

    const error = await failureOf(
      clientOf(service, { clock }).secrets.update("production", slow, { totalTimeout: 500 }),
    );

    expect(error).toMatchObject({ code: "timeout" });
    expect(service.sent).toHaveLength(1);
  });
});
