import type { VeniceClient } from "@keyrack/venice-keys";
import { expect } from "vitest";
import { walletOf } from "./wallet.ts";
import type { World } from "./world.ts";

/** One method on the wire: what goes out in its last request, and what comes back. */
export interface WireRow {
  readonly method: string;
  readonly verb: string;
  readonly path: (world: World) => string;
  readonly query?: (world: World) => object;
  readonly body?: (world: World) => object;
  readonly anonymous?: boolean;
  readonly call: (venice: VeniceClient, world: World) => Promise<unknown>;
  readonly answer: unknown;
}

const base = "/api/v1/api_keys";
const date: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id: unknown = expect.stringMatching(/^[\da-f-]{36}$/);
const apiKey: unknown = expect.stringMatching(/^VENICE_INFERENCE_KEY_\w+$/);
const settings = { limitPeriod: "MONTH", modelPrivacy: "PRIVATE_TEXT" } as const;
const limits = { usd: 25, diem: 0, vcu: null };
const amounts = { usd: "0.0000", diem: "0.0000" };
const changed = {
  id,
  apiKeyType: "INFERENCE",
  description: "CI",
  last6Chars: expect.stringMatching(/^\w{6}$/) as unknown,
  createdAt: date,
  expiresAt: "2027-01-31T00:00:00.000Z",
  lastUsedAt: null,
  consumptionLimits: limits,
  ...settings,
};
const stored = { ...changed, usage: { trailingSevenDays: { ...amounts, vcu: "0.0000" } }, currentPeriodUsage: amounts };

/** The nine routes, each by its method. */
export const wireRows: readonly WireRow[] = [
  {
    method: "list",
    verb: "GET",
    path: () => base,
    call: async (venice) => await venice.apiKeys.list({ page: 1, limit: 1 }),
    answer: [stored],
  },
  {
    method: "create",
    verb: "POST",
    path: () => base,
    body: () => ({
      apiKeyType: "INFERENCE",
      description: "",
      expiresAt: "2027-01-31T00:00:00.000Z",
      consumptionLimit: { usd: null, diem: 0 },
      ...settings,
    }),
    call: async (venice) =>
      await venice.apiKeys.create({
        apiKeyType: "INFERENCE",
        description: "",
        expiresAt: new Date("2027-01-31"),
        consumptionLimit: { usd: null, diem: 0, vcu: undefined },
        ipAllowlist: undefined,
        ...settings,
      }),
    answer: {
      id,
      apiKey,
      apiKeyType: "INFERENCE",
      description: "",
      expiresAt: "2027-01-31T00:00:00.000Z",
      consumptionLimits: { usd: null, diem: 0, vcu: null },
      ...settings,
    },
  },
  {
    method: "retrieve",
    verb: "GET",
    path: ({ keyId }) => `${base}/${keyId}`,
    call: async (venice, { keyId }) => await venice.apiKeys.retrieve(keyId),
    answer: stored,
  },
  {
    method: "update",
    verb: "PATCH",
    path: () => base,
    body: ({ keyId }) => ({ id: keyId, description: "CD", consumptionLimit: { usd: null }, expiresAt: null }),
    call: async (venice, { keyId }) => {
      const change = { description: "CD", consumptionLimit: { usd: null, diem: undefined }, expiresAt: null };
      return await venice.apiKeys.update(keyId, change);
    },
    answer: { ...changed, description: "CD", expiresAt: null, consumptionLimits: { ...limits, usd: null } },
  },
  {
    method: "delete",
    verb: "DELETE",
    path: () => base,
    query: ({ keyId }) => ({ id: keyId }),
    call: async (venice, { keyId }) => await venice.apiKeys.delete(keyId),
    answer: { success: true },
  },
  {
    method: "getWeb3Token",
    verb: "GET",
    path: () => `${base}/generate_web3_key`,
    anonymous: true,
    call: async (venice) => await venice.apiKeys.getWeb3Token(),
    answer: { token: expect.stringMatching(/^eyJ/) as unknown, expiresAt: expect.any(Date) as unknown },
  },
  {
    method: "createWeb3Key",
    verb: "POST",
    path: () => `${base}/generate_web3_key`,
    anonymous: true,
    body: ({ walletAddress }) => ({
      address: walletAddress,
      apiKeyType: "INFERENCE",
      limitPeriod: "LIFETIME",
      token: expect.stringMatching(/^eyJ/) as unknown,
      signature: expect.stringMatching(/^0x[\da-f]{130}$/) as unknown,
    }),
    call: async (venice, { walletAddress, walletPrivateKey }) => {
      const { token } = await venice.apiKeys.getWeb3Token();
      const signature = await walletOf(walletPrivateKey)(token);
      const key = { address: walletAddress, apiKeyType: "INFERENCE", limitPeriod: "LIFETIME" } as const;
      return await venice.apiKeys.createWeb3Key({ ...key, token, signature });
    },
    answer: {
      id,
      apiKey,
      apiKeyType: "INFERENCE",
      description: "Web3 API Key",
      expiresAt: null,
      consumptionLimits: { usd: null, diem: null, vcu: null },
      limitPeriod: "LIFETIME",
      modelPrivacy: "ALL",
    },
  },
  {
    method: "getRateLimits",
    verb: "GET",
    path: () => `${base}/rate_limits`,
    call: async (venice) => await venice.apiKeys.getRateLimits(),
    answer: {
      accessPermitted: true,
      apiTier: { id: "paid", isCharged: true },
      balances: { USD: 100, DIEM: 50, BUNDLED_CREDITS: 25 },
      keyExpiration: null,
      nextEpochBegins: "2026-06-16T00:00:00.000Z",
      rateLimits: expect.arrayContaining([
        { apiModelId: expect.any(String) as unknown, rateLimits: expect.any(Array) as unknown },
      ]) as unknown,
    },
  },
  {
    method: "getRateLimitLogs",
    verb: "GET",
    path: () => `${base}/rate_limits/log`,
    call: async (venice) => await venice.apiKeys.getRateLimitLogs({ page: 1, limit: 5, startDate: "2020-01-01" }),
    answer: [],
  },
];
