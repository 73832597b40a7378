import type { OpenCall } from "./call.ts";
import { Fields } from "./fields.ts";
import { madeKeyAnswer } from "./key-answer.ts";
import { type NewKey, readMintedKey } from "./key-fields.ts";
import type { Limits } from "./model.ts";
import { refuse } from "./refusal.ts";
import { checkSignature, isAddress, type SignedMessage } from "./wallet.ts";
import { issueToken, readToken, tokenIsOver } from "./web3-token.ts";

/** Hands out a token for a wallet to sign. */
export async function issueWeb3Token({ store, now }: OpenCall): Promise<object> {
  const token = await issueToken(store.createUuid(), { secret: store.tokenSecret, now });
  return { success: true, data: { token } };
}

/** Mints a key for the wallet that signed a token: looks at body, address, token, signature and stake in this order. */
export async function mintKey({ store, now, body }: OpenCall): Promise<object> {
  const { newKey, ...signed } = readMint(body);
  if (!isAddress(signed.address)) throw refuse(400, "Invalid wallet address");
  const token = await readToken(signed.message, { secret: store.tokenSecret, now });
  if (store.spentTokens.has(token)) throw tokenIsOver();
  requireSignature(signed);
  if (!store.wallets.hasStake(signed.address)) {
    throw refuse(400, `Wallet ${signed.address} has no staked VVV on Base`);
  }
  const account = store.wallets.accountOf(signed.address, () =>
    store.createAccount({ usd: 0, diem: 0, bundledCredits: 0 }),
  );
  const made = store.addKey(account, { ...newKey, createdAt: now });
  if (!store.assumptions.tokensAreReusable) store.spentTokens.add(token, now);
  const { limits } = newKey.settings;
  const echo = store.assumptions.mintEchoIsDistorted ? distort(limits) : limits;
  return { success: true, data: madeKeyAnswer(made, echo) };
}

function readMint(body: unknown): SignedMessage & { readonly newKey: NewKey } {
  const fields = Fields.of(body);
  const mint = {
    address: fields.text("address"),
    signature: fields.text("signature"),
    message: fields.text("token"),
    newKey: readMintedKey(fields),
  };
  fields.check();
  return mint;
}

function requireSignature(signed: SignedMessage): void {
  const verdict = checkSignature(signed);
  // The service asks the chain about a contract's signature; here there is no chain to ask.
  if (verdict === "contract") throw refuse(400, "Could not verify wallet signature");
  if (verdict === "mismatch") throw refuse(400, "Wallet signature does not match");
}

function distort({ usd, vcu }: Limits): Limits {
  return { usd: usd === 0 ? null : usd, diem: vcu, vcu };
}
