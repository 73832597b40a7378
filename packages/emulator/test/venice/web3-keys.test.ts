import { describe, expect, test } from "vitest";
import { Bench, type Facts, sign } from "./harness.ts";

const route = "POST /api_keys/generate_web3_key";
const keyless = { key: "" };
const stranger = { address: "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", privateKey: `0x${"0".repeat(63)}1` };

describe("a minted key", () => {
  test("is shown as a created one is, with defaults of its own", async () => {
    const bench = new Bench();

    const answer = await bench.call(route, await bench.mintBody(), keyless);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: {
        id: expect.any(String),
        apiKey: expect.stringMatching(/^VENICE_INFERENCE_KEY_/),
        apiKeyType: "INFERENCE",
        description: "Web3 API Key",
        expiresAt: null,
        consumptionLimit: { usd: null, diem: null, vcu: null },
        limitPeriod: "EPOCH",
        modelPrivacy: "ALL",
      },
    });
  });

  test("opens an account that is the wallet's own and has no funds", async () => {
    const bench = new Bench();
    const { apiKey } = await bench.mint({ apiKeyType: "ADMIN", description: "mine" });

    const keys = await bench.data<Facts[]>("GET /api_keys", undefined, { key: apiKey });
    const limits = await bench.data("GET /api_keys/rate_limits", undefined, { key: apiKey });

    expect(keys.map(({ description }) => description)).toEqual(["mine"]);
    expect(limits["accessPermitted"]).toBe(false);
  });

  test("belongs to the same account as the wallet's others, however the address is written", async () => {
    const bench = new Bench();
    const { apiKey } = await bench.mint({ apiKeyType: "ADMIN" });
    await bench.mint({ address: bench.fixtures.walletAddress.toLowerCase(), description: "second" });

    const keys = await bench.data<Facts[]>("GET /api_keys", undefined, { key: apiKey });

    expect(keys.map(({ description }) => description)).toEqual(["second", "Web3 API Key"]);
  });

  test("echoes limits oddly, but has those that were sent", async () => {
    const bench = new Bench();
    const settings = { apiKeyType: "ADMIN", consumptionLimit: { usd: 0, diem: 5 } };

    const { id, apiKey, consumptionLimit } = await bench.mint(settings);
    const key = await bench.data(`GET /api_keys/${id}`, undefined, { key: apiKey });

    expect(consumptionLimit).toEqual({ usd: null, diem: null, vcu: null });
    expect(key["consumptionLimits"]).toEqual({ usd: 0, diem: 5, vcu: null });
  });

  test("echoes `vcu` as `diem` too", async () => {
    const bench = new Bench();

    const { consumptionLimit } = await bench.mint({ consumptionLimit: { usd: 3, vcu: 7 } });

    expect(consumptionLimit).toEqual({ usd: 3, diem: 7, vcu: 7 });
  });

  test("echoes limits as they were sent under the other assumption", async () => {
    const bench = new Bench({ assumptions: { mintEchoIsDistorted: false } });

    const { consumptionLimit } = await bench.mint({ consumptionLimit: { usd: 0, diem: 5 } });

    expect(consumptionLimit).toEqual({ usd: 0, diem: 5, vcu: null });
  });

  test("has every setting that a created one can have", async () => {
    const bench = new Bench();
    const settings = { expiresAt: "2030-01-02", limitPeriod: "LIFETIME", modelPrivacy: "PRIVATE_ONLY" };

    const made = await bench.mint(settings);

    expect(made).toMatchObject({ ...settings, expiresAt: "2030-01-02T00:00:00.000Z" });
  });
});

describe("a mint is refused", () => {
  test("for an address that is none", async () => {
    const bench = new Bench();

    const refusal = await bench.refusal(route, await bench.mintBody({ address: "0x123" }), keyless);

    expect(refusal).toBe("400 Invalid wallet address");
  });

  test("for a signature of another wallet", async () => {
    const bench = new Bench();
    const body = await bench.mintBody();

    const signature = sign(body.token, stranger.privateKey);
    const refusal = await bench.refusal(route, { ...body, signature }, keyless);

    expect(refusal).toBe("400 Wallet signature does not match");
  });

  test("for a contract's signature, as when the chain cannot be asked", async () => {
    const bench = new Bench();

    const refusal = await bench.refusal(route, await bench.mintBody({ signature: `0x${"ab".repeat(96)}` }), keyless);

    expect(refusal).toBe("400 Could not verify wallet signature");
  });

  test("for a wallet without stake", async () => {
    const bench = new Bench();
    const body = await bench.mintBody();
    const { address, privateKey } = stranger;

    const refusal = await bench.refusal(route, { ...body, address, signature: sign(body.token, privateKey) }, keyless);

    expect(refusal).toBe(`400 Wallet ${address} has no staked VVV on Base`);
  });

  test("for the first thing that is wrong: body, address, token, signature, stake", async () => {
    const bench = new Bench();
    const { address } = stranger;
    const body = await bench.mintBody({ address, signature: "0x" });

    const refusals = [
      await bench.refusal(route, { ...body, address: "a", token: "b", color: "red" }, keyless),
      await bench.refusal(route, { ...body, address: "a", token: "b" }, keyless),
      await bench.refusal(route, { ...body, token: "b" }, keyless),
      await bench.refusal(route, body, keyless),
    ];

    expect(refusals).toEqual([
      "400 Invalid request parameters",
      "400 Invalid wallet address",
      "400 JWT is malformed",
      "400 Wallet signature does not match",
    ]);
  });

  test("for a body without what it needs", async () => {
    const bench = new Bench();

    const { status, body } = await bench.call(route, { web3_network_id: 8453 }, keyless);

    const required = { _errors: ["Required"] };
    expect(status).toBe(400);
    expect(body["details"]).toEqual({
      _errors: ["Unrecognized key(s) in object: 'web3_network_id'"],
      address: required,
      signature: required,
      token: required,
      apiKeyType: required,
    });
  });
});

test("minting looks at no key, and costs a key no part of its error budget", async () => {
  const bench = new Bench();

  const minted = await bench.call(route, await bench.mintBody(), { key: "nobody" });
  await bench.refusal(route, {});
  const answer = await bench.call("GET /api_keys");

  expect(minted.status).toBe(200);
  expect(answer.headers.get("x-ratelimit-remaining")).toBe("50");
});
