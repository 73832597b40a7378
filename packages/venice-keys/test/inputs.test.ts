import { ConfigError, type CreateApiKeyParams, VeniceError } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted } from "./support/bench.ts";

const privateKey = "11".repeat(32);
const created = json({ success: true, data: { id: "key_1", apiKey: "secret" } });
const changed = json({ success: true, data: { id: "key_1" } });

async function sentBy(extra: object): Promise<unknown> {
  const service = scripted(created);
  await clientOf(service).apiKeys.create({ apiKeyType: "ADMIN", description: "x", ...extra });
  return service.sent[0]?.body;
}

async function refusalOf(call: (apiKeys: ReturnType<typeof clientOf>["apiKeys"]) => Promise<unknown>): Promise<string> {
  const service = scripted(created);
  const error = await failureOf(call(clientOf(service).apiKeys));
  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toBeInstanceOf(VeniceError);
  expect(service.sent).toHaveLength(0);
  return String(error);
}

describe("an id", () => {
  test.each([
    "",
    " ",
    ".",
    "..",
    "%2e%2e",
    "rate_limits",
    "Rate_Limits",
    "generate_web3_key",
    " generate_web3_key ",
    "rate_limits/log",
    undefined,
    5,
  ])("that would lead elsewhere is not retrieved: %j", async (id) => {
    const text = await refusalOf(async (apiKeys) => await apiKeys.retrieve(id as string));

    expect(text).toMatch(/id/);
  });

  test.each(["", "  ", undefined])("that is empty is neither changed nor deleted: %j", async (id) => {
    const update = await refusalOf(async (apiKeys) => await apiKeys.update(id as string, {}));
    const deletion = await refusalOf(async (apiKeys) => await apiKeys.delete(id as string));

    expect([update, deletion]).toEqual([expect.stringContaining("id must be"), expect.stringContaining("id must be")]);
  });

  test.each(["VENICE_ADMIN_KEY_abcdef0123", "VENICE-INFERENCE-KEY-abcdef0123", "%20VENICE_ADMIN_KEY_abcdef0123"])(
    "that is a secret goes into no address and no message: %s",
    async (id) => {
      const texts = [
        await refusalOf(async (apiKeys) => await apiKeys.retrieve(id)),
        await refusalOf(async (apiKeys) => await apiKeys.update(id, {})),
        await refusalOf(async (apiKeys) => await apiKeys.delete(id)),
        await refusalOf(async (apiKeys) => await apiKeys.rotate(id, { deliver: () => undefined })),
      ];

      expect(texts.filter((text) => /form of a secret/.test(text) && !text.includes("abcdef"))).toHaveLength(4);
    },
  );

  test.each([
    ["a/b?c#d é", "a%2Fb%3Fc%23d%20%C3%A9"],
    ["k".repeat(500), "k".repeat(500)],
  ])("is one encoded segment of the path: %s", async (id, segment) => {
    const service = scripted(json({ data: { id } }));

    await clientOf(service).apiKeys.retrieve(id);

    expect(service.sent[0]?.url.pathname).toBe(`/api/v1/api_keys/${segment}`);
  });

  test("is one value of the query when it is deleted", async () => {
    const service = scripted(json({ success: true }));

    await clientOf(service).apiKeys.delete("a&b=c d");

    expect([...(service.sent[0]?.url.searchParams ?? [])]).toEqual([["id", "a&b=c d"]]);
  });
});

describe("members", () => {
  test.each(["web3_network_id", "web3_address", "name", "consumptionLimits", "signal", "id"])(
    "that do not exist are refused, as the service would: %s",
    async (name) => {
      const params = { apiKeyType: "ADMIN", description: "x", [name]: "1" } as const;

      const create = await refusalOf(async (apiKeys) => await apiKeys.create(params));
      const update = await refusalOf(async (apiKeys) => await apiKeys.update("key_1", { [name]: "1" }));

      expect([create, update]).toEqual([expect.stringContaining(name), expect.stringContaining(name)]);
    },
  );

  test("that are undefined are not sent, at any depth, and nulls are", async () => {
    const service = scripted(changed);
    const consumptionLimit = { usd: null, diem: undefined, vcu: 0 };

    await clientOf(service).apiKeys.update("key_1", { description: undefined, consumptionLimit, expiresAt: null });

    expect(service.sent[0]?.body).toEqual({ id: "key_1", consumptionLimit: { usd: null, vcu: 0 }, expiresAt: null });
  });

  test("cannot be those of another form than an object", async () => {
    const texts = [
      await refusalOf(async (apiKeys) => await apiKeys.create("x" as unknown as CreateApiKeyParams)),
      await refusalOf(async (apiKeys) => await apiKeys.create([] as unknown as CreateApiKeyParams)),
      await refusalOf(async (apiKeys) => await apiKeys.update("key_1", null as unknown as object)),
      await refusalOf(async (apiKeys) => await apiKeys.mintWeb3Key(null as never)),
      await refusalOf(async (apiKeys) => await apiKeys.rotate("key_1", null as never)),
    ];

    expect(texts.every((text) => /params|deliver/.test(text))).toBe(true);
  });
});

describe("a limit", () => {
  test.each([0, 0.01, 9_999_999_999, null])("can be %s", async (usd) => {
    const body = await sentBy({ consumptionLimit: { usd } });

    expect(body).toMatchObject({ consumptionLimit: { usd } });
  });

  test("can be empty", async () => {
    const body = await sentBy({ consumptionLimit: {} });

    expect(body).toMatchObject({ consumptionLimit: {} });
  });

  test.each([-1, 10_000_000_000, Number.NaN, Infinity, "5", true])(
    "cannot be %s, which names no value",
    async (usd) => {
      const text = await refusalOf(
        async (apiKeys) => await apiKeys.update("key_1", { consumptionLimit: { usd: usd as number } }),
      );

      expect(text).toContain("consumptionLimit.usd must be a number from 0 to 9999999999, or null");
    },
  );

  test.each([[10_000], [null], [{ USD: 5 }]])("is an object of known currencies, not %j", async (consumptionLimit) => {
    const text = await refusalOf(
      async (apiKeys) => await apiKeys.update("key_1", { consumptionLimit } as unknown as object),
    );

    expect(text).toContain("consumptionLimit");
  });
});

describe("an expiry", () => {
  test.each([
    [new Date("2027-01-31T10:00:00Z"), "2027-01-31T10:00:00.000Z"],
    ["2027-01-31", "2027-01-31"],
    ["2027-01-31T10:00:00Z", "2027-01-31T10:00:00Z"],
    ["2027-01-31T10:00:00.123Z", "2027-01-31T10:00:00.123Z"],
    ["", ""],
  ])("%s goes out as %j", async (expiresAt, sent) => {
    const body = await sentBy({ expiresAt });

    expect(body).toMatchObject({ expiresAt: sent });
  });

  test.each([
    "2027-01-31T10:00:00+02:00",
    "2027-01-31T10:00:00.1Z",
    "2027-01-31T10:00Z",
    "tomorrow",
    new Date(Number.NaN),
    new Date(8.64e15),
    1_800_000_000_000,
  ])("that the service would refuse is refused here: %s", async (expiresAt) => {
    const text = await refusalOf(async (apiKeys) => await apiKeys.update("key_1", { expiresAt: expiresAt as string }));

    expect(text).toContain("expiresAt must be a valid Date");
  });

  test("cannot be null where a key is made, but where one is changed", async () => {
    const service = scripted(changed);
    const create = { apiKeyType: "ADMIN", description: "x", expiresAt: null } as unknown as CreateApiKeyParams;

    const text = await refusalOf(async (apiKeys) => await apiKeys.create(create));
    await clientOf(service).apiKeys.update("key_1", { expiresAt: null });
    await clientOf(service).apiKeys.update("key_1", { expiresAt: "" });

    expect(text).toContain("expiresAt must not be null");
    expect(service.sent.map(({ body }) => body)).toEqual([
      { id: "key_1", expiresAt: null },
      { id: "key_1", expiresAt: "" },
    ]);
  });
});

describe("what a key is made with", () => {
  test.each([
    [{ apiKeyType: "READONLY" }, "apiKeyType"],
    [{ apiKeyType: undefined }, "apiKeyType"],
    [{ description: undefined }, "description"],
    [{ description: 5 }, "description"],
    [{ limitPeriod: "WEEK" }, "limitPeriod"],
    [{ modelPrivacy: "SOME" }, "modelPrivacy"],
    [{ ipAllowlist: "10.0.0.1" }, "ipAllowlist"],
    [{ ipAllowlist: [5] }, "ipAllowlist"],
  ])("is refused by its name where it is wrong: %j", async (wrong, name) => {
    const params = { apiKeyType: "ADMIN", description: "x", ...wrong } as unknown as CreateApiKeyParams;

    const text = await refusalOf(async (apiKeys) => await apiKeys.create(params));

    expect(text).toContain(`${name} must be`);
  });

  test.each(["", "Schlüssel für den Prüfstand 🔑", "x".repeat(65)])("has any description: %s", async (description) => {
    const body = await sentBy({ description });

    expect(body).toMatchObject({ description });
  });
});

describe("a private key goes nowhere", () => {
  const wallet = { address: `0x${"1".repeat(40)}`, apiKeyType: "ADMIN" } as const;

  test.each([
    [{ address: `0x${privateKey}`, signature: "0x1", token: "t" }],
    [{ address: privateKey, signature: "0x1", token: "t" }],
    [{ signature: `0x${privateKey}`, token: "t" }],
    [{ signature: "0x1", token: privateKey }],
    [{ signature: "0x1", token: "t", privateKey }],
  ])("in place of something else (%#)", async (wrong) => {
    const text = await refusalOf(async (apiKeys) => await apiKeys.createWeb3Key({ ...wallet, ...wrong }));

    expect(text).not.toContain(privateKey);
  });

  test.each([
    [{ signMessage: privateKey as never }],
    [{ signMessage: async () => await Promise.resolve("0x1"), address: `0x${privateKey}` }],
    [{ signMessage: async () => await Promise.resolve("0x1"), privateKey }],
  ])("when a key is minted (%#)", async (wrong) => {
    const text = await refusalOf(async (apiKeys) => await apiKeys.mintWeb3Key({ ...wallet, ...wrong }));

    expect(text).not.toContain(privateKey);
  });
});
