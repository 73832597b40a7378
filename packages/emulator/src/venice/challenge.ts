import { isoTime } from "./call.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store.ts";

const fiveMinutes = 5 * 60 * 1000;
const base = "eip155:8453";
/** USDC has six decimals: 10 USD. */
const amount = "10000000";
/** Nobody's addresses, so that nobody pays an emulator. */
const nobody = { onBase: "0x0000000000000000000000000000000000000000", onSolana: "11111111111111111111111111111111" };
const docs = "https://docs.venice.ai";

/** Refuses a request without credentials: 402 with the ways to sign in and to pay, as x402 version 2 says. */
export function challenge(store: Store, url: URL, now: number): Refusal {
  const required = {
    x402Version: 2,
    error: "Authentication required",
    resource: { url: url.origin + url.pathname, description: "Venice API", mimeType: "application/json" },
    accepts: paymentOptions(),
    extensions: { "sign-in-with-x": signIn(store, url, now) },
  };
  const authOptions = {
    apiKey: { header: "Authorization: Bearer YOUR_API_KEY", getKey: "https://venice.ai/settings/api", docs },
    x402Wallet: {
      header: "SIGN-IN-WITH-X",
      legacyHeader: "X-Sign-In-With-X",
      topUp: "POST /api/v1/x402/top-up",
      docs,
    },
  };
  return new Refusal(402, { ...required, authOptions }, { "PAYMENT-REQUIRED": btoa(JSON.stringify(required)) });
}

function paymentOptions(): readonly object[] {
  const usdc = { name: "USD Coin", version: "2" };
  const rail = { scheme: "exact", amount, maxTimeoutSeconds: 300 };
  return [
    {
      ...rail,
      network: base,
      asset: "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913",
      payTo: nobody.onBase,
      extra: usdc,
    },
    {
      ...rail,
      network: "solana",
      asset: "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
      payTo: nobody.onSolana,
      extra: { ...usdc, feePayer: nobody.onSolana },
    },
  ];
}

function signIn(store: Store, url: URL, now: number): object {
  return {
    info: {
      domain: url.host,
      uri: url.origin + url.pathname,
      version: "1",
      nonce: store.createHex(32),
      issuedAt: isoTime(now),
      expirationTime: isoTime(now + fiveMinutes),
      statement: "Sign in to Venice AI",
    },
    supportedChains: [
      { chainId: base, type: "eip191" },
      { chainId: base, type: "eip1271" },
      { chainId: "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp", type: "ed25519" },
    ],
  };
}
