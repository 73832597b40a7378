import { createHmac } from "node:crypto";
import { InvalidRequestError } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";
import { startWallet, type WalletBench } from "./support/wallet-bench.ts";
import { addressOf, walletOf } from "./support/wallet.ts";

const poor = `0x${"22".repeat(32)}`;
const minutes = 60_000;

describe("a refused signature", () => {
  const cases: readonly [code: string, run: (bench: WalletBench) => Promise<unknown>][] = [
    ["web3_invalid_address", async (bench) => await create(bench, { address: "0x19E7" })],
    [
      "web3_token_expired",
      async (bench) => {
        const token = await tokenOf(bench);
        bench.emulator.clock.advance(16 * minutes);
        return await create(bench, { token });
      },
    ],
    ["web3_token_signature_invalid", async (bench) => await create(bench, { token: `${await tokenOf(bench)}A` })],
    ["web3_token_claims_invalid", async (bench) => await create(bench, { token: foreignToken(bench) })],
    ["web3_token_malformed", async (bench) => await create(bench, { token: "no token" })],
    ["web3_signature_mismatch", async (bench) => await create(bench, { privateKey: poor })],
    ["web3_no_stake", async (bench) => await create(bench, { privateKey: poor, address: addressOf(poor) })],
  ];

  test.each(cases)("is told by the code %s and not tried again", async (code, run) => {
    const bench = startWallet();

    const error = await failureOf(run(bench));

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ code, status: 400, attempts: 1, retryable: false, maybeApplied: false });
  });

  test("that the chain could not be asked about is tried again, twice at most", async () => {
    const refusal = { status: 400, body: { error: "Could not verify wallet signature. Try again." } };
    const passing = startWallet();
    passing.emulator.inject({ kind: "fail", route: "POST /api/v1/api_keys/generate_web3_key", times: 2, ...refusal });
    const lasting = startWallet();
    lasting.emulator.inject({ kind: "fail", route: "POST /api/v1/api_keys/generate_web3_key", times: 9, ...refusal });
    const key = { apiKeyType: "INFERENCE" } as const;

    const minted = await passing.venice.apiKeys.mintWeb3Key({ ...passing.wallet, ...key });
    const error = await failureOf(lasting.venice.apiKeys.mintWeb3Key({ ...lasting.wallet, ...key }, { maxRetries: 9 }));

    expect(minted.id).toBeTruthy();
    expect(passing.clock.waits).toEqual([125, 250]);
    expect(error).toMatchObject({ code: "web3_verification_unavailable", attempts: 3, maybeApplied: false });
  });
});

test("the text of such a refusal makes no other call one that is tried again", async () => {
  const { client, emulator } = startBench();
  emulator.failNext({ status: 400, body: { error: "Could not verify wallet signature" }, times: 3 });

  const error = await failureOf(client().apiKeys.list());

  expect(error).toMatchObject({ status: 400, attempts: 1 });
});

async function tokenOf({ venice }: WalletBench): Promise<string> {
  return (await venice.apiKeys.getWeb3Token()).token;
}

async function create(
  bench: WalletBench,
  given: { address?: string; token?: string; privateKey?: string },
): Promise<unknown> {
  const { fixtures } = bench.emulator;
  const { address = fixtures.walletAddress, privateKey = fixtures.walletPrivateKey } = given;
  const token = given.token ?? (await tokenOf(bench));
  const signature = await walletOf(privateKey)(token);
  return await bench.venice.apiKeys.createWeb3Key({ address, token, signature, apiKeyType: "INFERENCE" });
}

/** A token of the service's own making that is meant for somebody else. */
function foreignToken({ emulator }: WalletBench): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = emulator.clock.now() / 1_000;
  const claims = {
    iss: "https://elsewhere.example",
    aud: "x",
    iat: Math.floor(seconds),
    exp: Math.ceil(seconds) + 60,
    jti: "1",
  };
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", emulator.fixtures.tokenSecret).update(text).digest("base64url")}`;
}
