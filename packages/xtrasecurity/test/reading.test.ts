import { withMeta, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, printed, scripted, secretsPath, someSecret } from "./support/bench.ts";

const cipher = {
  iv: "0123456789abcdef01234567",
  encryptedData: "5ec7e75ec7",
  authTag: "0123456789abcdef0123456789abcdef",
};
const envelope = (changes: object = {}): string => JSON.stringify({ ...cipher, ...changes });
const masks = { "x-values-masked": "true", "x-mask-reason": "viewer-role" };

test("secrets come as a frozen map without a prototype", async () => {
  const service = scripted(json({ DATABASE_URL: someSecret, toString: "x" }));

  const secrets = await clientOf(service).getSecrets("production");

  expect(service.sent).toMatchObject([{ method: "GET", path: secretsPath, query: {} }]);
  expect(Object.entries(secrets)).toEqual([
    ["DATABASE_URL", someSecret],
    ["toString", "x"],
  ]);
  expect(Object.getPrototypeOf(secrets)).toBeNull();
  expect(Object.isFrozen(secrets)).toBe(true);
  expect(secrets["hasOwnProperty"]).toBeUndefined();
});

test("names that mean something to JavaScript are names like all others", async () => {
  const service = scripted(() => new Response('{"__proto__":"a","constructor":"b","prototype":"c"}'));

  const secrets = await clientOf(service).getSecrets("production");

  expect(Object.entries(secrets)).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
    ["prototype", "c"],
  ]);
  expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
});

test.each([
  ["Production", "production"],
  ["STAGING", "staging"],
  ["Development", "development"],
  ["Preview", "Preview"],
  ["eu/west 1", "eu%2Fwest%201"],
])("the environment %s is asked for as %s", async (env, sent) => {
  const service = scripted(json({}));

  await clientOf(service).getSecrets(env);

  expect(service.sent[0]?.path).toBe(secretsPath.replace("production", sent));
});

test("a branch is asked for by its name", async () => {
  const service = scripted(json({}));

  await clientOf(service).getSecrets("production", { branch: "feature/new ui" });

  expect(service.sent[0]?.query).toEqual({ branch: "feature/new ui" });
});

describe("masked values", () => {
  const masked = json({ A: "***", B: "***" }, 200, masks);

  test("are an error that lists the keys", async () => {
    const error = await failureOf(clientOf(scripted(masked)).getSecrets("production"));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({
      code: "masked_values",
      keys: ["A", "B"],
      status: 200,
      route: "/projects/{}/envs/{}/secrets",
    });
    expect((error as XtraError).message).toContain('"A", "B"');
  });

  test("tell their reason to who looks at the answer", async () => {
    const client = clientOf(scripted(masked));

    const { meta } = await withMeta(async (options) => await client.listKeys("production", options));

    expect(meta.headers).toMatchObject(masks);
  });

  test("are given to who allows them", async () => {
    const secrets = await clientOf(scripted(masked)).getSecrets("production", { allowMasked: true });

    expect({ ...secrets }).toEqual({ A: "***", B: "***" });
  });

  test("do not keep listKeys from its work", async () => {
    expect(await clientOf(scripted(masked)).listKeys("production")).toEqual(["A", "B"]);
  });

  test("are never injected", async () => {
    const target = {};

    const error = await failureOf(clientOf(scripted(masked)).injectSecrets("production", { target }));

    expect(error).toMatchObject({ code: "masked_values" });
    expect(target).toEqual({});
  });

  test("are told by the header, whatever the values are", async () => {
    const service = scripted(json({ A: "x", B: "y" }, 200, masks));

    expect(await failureOf(clientOf(service).getSecrets("production"))).toMatchObject({ keys: ["A", "B"] });
  });

  test("are told without the header where all of them are stars, as in the shape with versions", async () => {
    const star = { value: "***", version: "1", isReference: false, source: "local" };
    const service = scripted(json({ A: star, B: star }));

    const error = await failureOf(clientOf(service).secrets.listVersions("production"));

    expect(error).toMatchObject({ code: "masked_values", keys: ["A", "B"] });
  });

  test.each(["[REDACTED]", "********"])("are told by the word %s", async (word) => {
    const service = scripted(json({ A: "x", B: word }));

    expect(await failureOf(clientOf(service).getSecrets("production"))).toMatchObject({
      code: "masked_values",
      keys: ["B"],
    });
  });

  test("are not what one secret of stars among others is", async () => {
    const service = scripted(json({ A: "x", B: "***" }));

    expect({ ...(await clientOf(service).getSecrets("production")) }).toEqual({ A: "x", B: "***" });
  });
});

describe("what the service could not decrypt", () => {
  test("is the empty text where there is nothing to decrypt", async () => {
    const service = scripted(json({ EMPTY: envelope({ encryptedData: "" }) }));

    expect({ ...(await clientOf(service).getSecrets("production")) }).toEqual({ EMPTY: "" });
  });

  test("is an error that lists the keys and shows no ciphertext", async () => {
    const service = scripted(json({ A: "x", BROKEN: envelope() }));

    const error = await failureOf(clientOf(service).getSecrets("production", { allowMasked: true }));

    expect(error).toMatchObject({ code: "undecryptable_value", keys: ["BROKEN"] });
    expect(printed(error)).not.toContain("5ec7e7");
  });

  test("does not stop an injection that leaves it out", async () => {
    const service = scripted(json({ A: "x", BROKEN: envelope() }));
    const target: Record<string, string> = {};

    const report = await clientOf(service).injectSecrets("production", { target, exclude: ["BROKEN"] });

    expect(report).toEqual({ injected: ["A"], skipped: [], excluded: ["BROKEN"] });
    expect(target).toEqual({ A: "x" });
  });

  test.each([
    ["more members", envelope({ kid: "1" })],
    ["fewer members", JSON.stringify({ iv: cipher.iv, encryptedData: "00" })],
    ["another iv", envelope({ iv: "00" })],
    ["another tag", envelope({ authTag: "zz".repeat(16) })],
    ["content that is no hex", envelope({ encryptedData: "hello" })],
    ["a list", JSON.stringify(Object.keys(cipher))],
    ["no JSON", `{${cipher.encryptedData} encryptedData`],
  ])("is not a secret that only resembles it: %s", async (_what, value) => {
    const secrets = await clientOf(scripted(json({ A: value }))).getSecrets("production");

    expect(secrets["A"]).toBe(value);
  });
});

describe("an empty answer, as a branch gives that does not exist", () => {
  test("is no error by itself", async () => {
    expect({ ...(await clientOf(scripted(json({}))).getSecrets("production", { branch: "typo" })) }).toEqual({});
  });

  test("is one where keys are required, which lists the missing ones", async () => {
    const service = scripted(json({ A: "x" }));

    const error = await failureOf(clientOf(service).getSecrets("production", { required: ["A", "B", "C"] }));

    expect(error).toMatchObject({ code: "missing_secrets", keys: ["B", "C"] });
  });

  test("is one where something must be there", async () => {
    const error = await failureOf(clientOf(scripted(json({}))).getSecrets("production", { requireNonEmpty: true }));

    expect(error).toMatchObject({ code: "missing_secrets", keys: [] });
  });
});

test("versions are read in the shape of their own", async () => {
  const linked = { value: "x", version: "3", isReference: true, source: "linked" };
  const empty = { value: envelope({ encryptedData: "" }), version: "1", isReference: false, source: "local" };
  const service = scripted(json({ A: linked, B: empty }));

  const versions = await clientOf(service).secrets.listVersions("production", { branch: "main" });

  expect(service.sent).toMatchObject([{ path: secretsPath, query: { branch: "main", includeVersions: "true" } }]);
  expect({ ...versions }).toEqual({ A: linked, B: { ...empty, value: "" } });
  expect(Object.isFrozen(versions["A"])).toBe(true);
});

describe("names of secrets in an error", () => {
  const forged = "A\n2026 root logged in\u2028\u202e";

  test.each([
    ["that the service sent", json({ [forged]: 1 }), {}],
    ["that a caller requires", json({}), { required: [forged] }],
  ])("cannot forge lines: %s", async (_what, answer, options) => {
    const error = await failureOf(clientOf(scripted(answer)).getSecrets("production", options));

    expect((error as XtraError).message).toContain("A?2026");
    expect((error as XtraError).message).not.toMatch(/[\n\u2028\u202e]/);
  });

  test("do not fill pages", async () => {
    const required = Array.from({ length: 1_000 }, (_item, index) => `KEY_${index}_${"x".repeat(1_000)}`);

    const error = await failureOf(clientOf(scripted(json({}))).getSecrets("production", { required }));

    expect((error as XtraError).message).toMatch(/ and 980 more$/);
    expect((error as XtraError).message.length).toBeLessThan(3_000);
    expect((error as XtraError).keys).toEqual(required);
  });
});
