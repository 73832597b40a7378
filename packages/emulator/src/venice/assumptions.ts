/** Where the service's behaviour is not documented, or odd: a choice for each, so that tests can try the other one too. */
export interface Assumptions {
  /** Assumed: a member that a PATCH leaves out of `consumptionLimit` stays as it is; otherwise it is cleared. */
  readonly limitsAreMerged: boolean;
  /** Assumed: one Web3 token mints any number of keys while it lasts; otherwise one. */
  readonly tokensAreReusable: boolean;
  /** Seen: the answer to a minted key shows `diem` as `vcu` was sent, and a `usd` of 0 as `null`. */
  readonly mintEchoIsDistorted: boolean;
}

/** What the emulator does unless it is told otherwise. */
export const assumed: Assumptions = {
  limitsAreMerged: true,
  tokensAreReusable: true,
  mintEchoIsDistorted: true,
};

/** Assumed: the values of `iss` and `aud` in a Web3 token; only their presence is known. */
export const tokenParties = { issuer: "https://api.venice.ai", audience: "generate_web3_key" } as const;
