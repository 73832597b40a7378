import { noLimits } from "./key-fields.ts";
import type { Account, KeySettings, KeyType, Limits } from "./model.ts";
import { mostActiveKeys, type Store } from "./store.ts";

const createdAt = Date.UTC(2025, 0, 1);
const noFunds = { usd: 0, diem: 0, bundledCredits: 0 };
/** Published with its key on purpose, for tests; never use it on a chain. */
const testWallet = {
  address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A",
  privateKey: `0x${"11".repeat(32)}`,
};

/** What an emulated Venice starts with: the wallet is the same in every run, keys and the token secret come from the seed. */
export interface VeniceFixtures {
  /** The first ADMIN key of an account with 100 USD, 50 DIEM and 25 USD of bundled credits. */
  readonly apiKey: string;
  /** An INFERENCE key of the same account, without limits. */
  readonly inferenceApiKey: string;
  /** An INFERENCE key of the same account with 10 USD and 5 DIEM a month, of which 4 USD and 1 DIEM were spent at the start. */
  readonly cappedApiKey: string;
  /** An ADMIN key of another account, which has no funds. */
  readonly unfundedApiKey: string;
  /** An ADMIN key of a third account, which has 500 active keys, the most there may be. */
  readonly fullApiKey: string;
  /** The only wallet with staked VVV; it has no account before it mints its first key. */
  readonly walletAddress: string;
  /** The wallet's secp256k1 key in hex, known to everybody. */
  readonly walletPrivateKey: string;
  /** The HS256 secret of the Web3 tokens, so that a test can sign one that is over or meant for another. */
  readonly tokenSecret: string;
}

/** Puts the fixtures into a fresh store. */
export function seedFixtures(store: Store): VeniceFixtures {
  const test = store.createAccount({ usd: 100, diem: 50, bundledCredits: 25 });
  const unfunded = store.createAccount(noFunds);
  const full = store.createAccount(noFunds);
  store.wallets.addStake(testWallet.address);
  const apiKey = addKey(store, test, { type: "ADMIN", description: "admin" });
  const inferenceApiKey = addKey(store, test, { type: "INFERENCE", description: "inference" });
  const cappedApiKey = addCappedKey(store, test);
  const unfundedApiKey = addKey(store, unfunded, { type: "ADMIN", description: "unfunded" });
  const fullApiKey = addKey(store, full, { type: "ADMIN", description: "full" });
  for (let count = 1; count < mostActiveKeys; count += 1) {
    addKey(store, full, { type: "INFERENCE", description: `filler ${count}` });
  }
  return {
    apiKey,
    inferenceApiKey,
    cappedApiKey,
    unfundedApiKey,
    fullApiKey,
    walletAddress: testWallet.address,
    walletPrivateKey: testWallet.privateKey,
    tokenSecret: store.tokenSecret,
  };
}

interface Description {
  readonly type: KeyType;
  readonly description: string;
}

function addKey(store: Store, account: Account, { type, description }: Description): string {
  return store.addKey(account, { type, settings: settingsOf(description), createdAt }).secret;
}

function addCappedKey(store: Store, account: Account): string {
  const settings: KeySettings = {
    ...settingsOf("capped", { usd: 10, diem: 5, vcu: null }),
    limitPeriod: "MONTH",
  };
  const spends = [{ time: store.now(), usd: 4, diem: 1 }];
  return store.addKey(account, { type: "INFERENCE", settings, createdAt, spends }).secret;
}

function settingsOf(description: string, limits: Limits = noLimits): KeySettings {
  return { description, expiresAt: null, limits, limitPeriod: "EPOCH", modelPrivacy: "ALL" };
}
