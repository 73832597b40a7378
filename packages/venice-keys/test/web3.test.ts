import { getEventListeners } from "node:events";
import { AuthenticationError, ClosedClientError, ConfigError } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, noon, scripted, testClock } from "./support/bench.ts";
import { startWallet } from "./support/wallet-bench.ts";
import { addressOf, walletOf } from "./support/wallet.ts";

// Made with three other implementations.
const vector = {
  privateKey: `0x${"11".repeat(32)}`,
  address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A",
  message:
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjAwMDAwMDAsImV4cCI6MTc2MDAwMDkwMCwianRpIjoidGVzdC0xIn0.c2lnbmF0dXJl",
  signature:
    "0xe5c52a7bf4921490b549ebc5d1f5bf2d3badcf3f8623656bb98017a2f1c04741489be9db9e6589038367b32e88fb31881457f878f3fec598ced93820f039e6431b",
};
const minutes = 60_000;

test("the wallet of these tests signs as other wallets do", async () => {
  const signature = await walletOf(vector.privateKey)(vector.message);

  expect(addressOf(vector.privateKey)).toBe(vector.address);
  expect(signature).toBe(vector.signature);
});

describe("minting", () => {
  test("makes a key that works at once, from no key at all", async () => {
    const { client, emulator, venice, wallet } = startWallet();

    const minted = await venice.apiKeys.mintWeb3Key({ ...wallet, apiKeyType: "ADMIN", description: "agent" });
    const keys = await client({ apiKey: minted.apiKey }).apiKeys.list();

    expect(minted).toMatchObject({ apiKeyType: "ADMIN", description: "agent", expiresAt: null });
    expect(keys.map(({ id }) => id)).toEqual([minted.id]);
    expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /api/v1/api_keys/generate_web3_key",
      "POST /api/v1/api_keys/generate_web3_key",
      "GET /api/v1/api_keys",
    ]);
  });

  test("sends no key although the client has one", async () => {
    const { client, emulator, wallet } = startWallet();

    await client().apiKeys.mintWeb3Key({ ...wallet, apiKeyType: "INFERENCE" });

    expect(emulator.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined, undefined]);
  });

  test("signs the token's text itself", async () => {
    const { emulator, venice, wallet } = startWallet();
    const signed: string[] = [];
    const signMessage = async (text: string): Promise<string> => {
      signed.push(text);
      return await wallet.signMessage(text);
    };

    await venice.apiKeys.mintWeb3Key({ ...wallet, signMessage, apiKeyType: "INFERENCE" });

    expect(emulator.requests.at(-1)?.json).toMatchObject({ token: signed[0] });
    expect(signed).toHaveLength(1);
  });

  test("begins anew, once, where the wallet took longer than the token lasts", async () => {
    const { emulator, venice, wallet } = startWallet();
    let signatures = 0;
    const signMessage = async (text: string): Promise<string> => {
      if (++signatures === 1) emulator.clock.advance(16 * minutes);
      return await wallet.signMessage(text);
    };

    const minted = await venice.apiKeys.mintWeb3Key({ ...wallet, signMessage, apiKeyType: "INFERENCE" });

    expect(minted.id).toBeTruthy();
    expect(signatures).toBe(2);
    expect(emulator.requests).toHaveLength(4);
  });

  test("gives up where the second token expires, too", async () => {
    const { emulator, venice, wallet } = startWallet();
    const signMessage = async (text: string): Promise<string> => {
      emulator.clock.advance(16 * minutes);
      return await wallet.signMessage(text);
    };

    const error = await failureOf(venice.apiKeys.mintWeb3Key({ ...wallet, signMessage, apiKeyType: "INFERENCE" }));

    expect(error).toMatchObject({ code: "web3_token_expired", status: 400 });
    expect(emulator.requests).toHaveLength(4);
  });

  test("takes a signature of a contract, which is longer", async () => {
    const service = scripted(json({ data: { token: "t" } }), json({ data: { id: "key_1", apiKey: "secret" } }));
    const signature = `0x${"ab".repeat(300)}`;
    const { address } = vector;

    await clientOf(service).apiKeys.mintWeb3Key({ address, apiKeyType: "ADMIN", signMessage: () => signature });

    expect(service.sent[1]?.body).toEqual({ address, apiKeyType: "ADMIN", token: "t", signature });
  });

  test.each([
    ["a wallet that refuses", () => Promise.reject(new Error("The user said no to eyJhbGciOi."))],
    [
      "a wallet that throws",
      () => {
        throw new Error("No wallet.");
      },
    ],
    ["a signature that is no hex", () => "signed"],
    ["a signature that is no text", () => 5 as unknown as string],
  ])("asks for no key after %s, and shows nothing of it", async (_what, signMessage) => {
    const { emulator, venice, wallet } = startWallet();

    const error = await failureOf(venice.apiKeys.mintWeb3Key({ ...wallet, signMessage, apiKeyType: "ADMIN" }));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "signing_failed" });
    expect(String(error)).toContain("signMessage");
    expect(String(error)).not.toMatch(/user said|eyJ|No wallet/);
    expect(emulator.requests).toHaveLength(1);
  });

  test("asks for no signature where something else is wrong", async () => {
    const { emulator, venice, wallet } = startWallet();
    let signatures = 0;
    const signMessage = (): string => String(++signatures);
    const params = { ...wallet, signMessage, apiKeyType: "ADMIN", expiresAt: "soon" } as const;

    const wrong = await failureOf(venice.apiKeys.mintWeb3Key(params));
    const token = await failureOf(venice.apiKeys.mintWeb3Key({ ...wallet, apiKeyType: "ADMIN", token: "t" } as never));

    expect(String(wrong)).toContain("expiresAt");
    expect(String(token)).toContain('no member "token"');
    expect([signatures, emulator.requests.length]).toEqual([0, 0]);
  });

  test("that the caller aborts while the wallet asks rejects with the caller's own reason", async () => {
    const { emulator, venice, wallet } = startWallet();
    const reason = new Error("The window was closed.");
    for (const outcome of ["signed", "refused"]) {
      const controller = new AbortController();
      const signMessage = async (text: string): Promise<string> => {
        controller.abort(reason);
        if (outcome === "refused") throw new Error("Closed.");
        return await wallet.signMessage(text);
      };
      const params = { ...wallet, signMessage, apiKeyType: "ADMIN" } as const;

      const error = await failureOf(venice.apiKeys.mintWeb3Key(params, { signal: controller.signal }));

      expect(error).toBe(reason);
    }
    expect(emulator.requests.every(({ method }) => method === "GET")).toBe(true);
  });
});

describe("a wallet that is asked and does not answer", () => {
  test("is waited for no longer once the caller aborts", async () => {
    const { emulator, venice, wallet } = startWallet();
    const controller = new AbortController();
    const reason = new Error("The window was closed.");
    const signMessage = async (): Promise<string> => {
      setTimeout(() => controller.abort(reason), 5);
      return await new Promise<never>(() => undefined);
    };
    const params = { ...wallet, signMessage, apiKeyType: "ADMIN" } as const;

    const error = await failureOf(venice.apiKeys.mintWeb3Key(params, { signal: controller.signal }));

    expect(error).toBe(reason);
    expect(emulator.requests).toHaveLength(1);
  });

  test.each(["signs", "refuses"])("until the client is closed asks for no key when it %s then", async (end) => {
    const { emulator, venice, wallet } = startWallet();
    const signMessage = async (text: string): Promise<string> => {
      await venice.close();
      if (end === "refuses") throw new Error("Closed.");
      return await wallet.signMessage(text);
    };

    const error = await failureOf(venice.apiKeys.mintWeb3Key({ ...wallet, signMessage, apiKeyType: "ADMIN" }));

    expect(error).toBeInstanceOf(ClosedClientError);
    expect(emulator.requests).toHaveLength(1);
  });

  test("leaves nothing behind on a signal that lives on", async () => {
    const { venice, wallet } = startWallet();
    const { signal } = new AbortController();

    await venice.apiKeys.mintWeb3Key({ ...wallet, apiKeyType: "ADMIN" }, { signal });

    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a token", () => {
  test("tells when it expires, 15 minutes after it was made", async () => {
    const { venice } = startWallet();

    const { expiresAt } = await venice.apiKeys.getWeb3Token();

    expect(expiresAt?.getTime()).toBeGreaterThanOrEqual(noon + 15 * minutes);
    expect(expiresAt?.getTime()).toBeLessThan(noon + 16 * minutes);
  });

  test.each([
    ["says nothing of it", `x.${btoa('{"iat":5}')}.y`],
    ["says it in words", `x.${btoa('{"exp":"soon"}')}.y`],
    ["says a time beyond all dates", `x.${btoa('{"exp":1e300}')}.y`],
    ["holds no JSON", "x.%%%.y"],
    ["has one part", "opaque"],
  ])("without a date is given without one: it %s", async (_what, token) => {
    const service = scripted(json({ success: true, data: { token, expiresAt: "never", expires_in: 5 } }));

    const answer = await clientOf(service, { apiKey: undefined }).apiKeys.getWeb3Token();

    expect(answer).toEqual({ token, expires_in: 5 });
  });
});

test("what a minted key shows of its limits is what the service echoes; retrieving it tells the stored ones", async () => {
  const { client, venice, wallet } = startWallet();
  const limit = { apiKeyType: "ADMIN", consumptionLimit: { usd: 0, diem: 5 } } as const;

  const minted = await venice.apiKeys.mintWeb3Key({ ...wallet, ...limit });
  const stored = await client({ apiKey: minted.apiKey }).apiKeys.retrieve(minted.id);

  expect(minted.consumptionLimits).toMatchObject({ usd: null, diem: null });
  expect(stored.consumptionLimits).toMatchObject({ usd: 0, diem: 5 });
});

test("a key that a wallet minted for models cannot manage keys", async () => {
  const { client, venice, wallet } = startWallet();

  const { apiKey } = await venice.apiKeys.mintWeb3Key({ ...wallet, apiKeyType: "INFERENCE" });
  const error = await failureOf(client({ apiKey, clock: testClock() }).apiKeys.list());

  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error).toMatchObject({ code: "admin_key_required" });
});
