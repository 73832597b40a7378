import { type Bench, startBench } from "./bench.ts";
import { walletOf } from "./wallet.ts";

/** A service, a client without any key, and a wallet with a stake. */
export interface WalletBench extends Bench {
  readonly wallet: { readonly address: string; readonly signMessage: (text: string) => Promise<string> };
}

/** Starts a service for one test. */
export function startWallet(): WalletBench {
  const bench = startBench({ apiKey: undefined });
  const { walletAddress, walletPrivateKey } = bench.emulator.fixtures;
  return { ...bench, wallet: { address: walletAddress, signMessage: walletOf(walletPrivateKey) } };
}
