import { asked, type Call, requireCaller } from "./call.ts";
import { checkedId } from "./fault.ts";
import type { Secret } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Store } from "./store.ts";

/** Compares the secrets of two branches by environment and key, for any login, with their values in clear. */
export async function compareBranches(call: Call): Promise<Response> {
  requireCaller(call);
  const [base, compare] = [asked(call, "base"), asked(call, "compare")];
  if (base === undefined || compare === undefined) throw refuse(400, "A comparison needs the ids base and compare.");
  const older = await readSide(call.store, base);
  const newer = await readSide(call.store, compare);
  return json({ added: without(newer, older), removed: without(older, newer), modified: listModified(older, newer) });
}

type Compared = Secret & { readonly decryptedValue: string };
type Side = ReadonlyMap<string, Compared>;

async function readSide(store: Store, branch: string): Promise<Side> {
  const id = checkedId("secret", branch);
  const side = new Map<string, Compared>();
  for (const secret of store.secrets.where(({ branchId }) => branchId === id)) {
    const { environmentType, key } = secret;
    side.set(`${environmentType}:${key}`, { ...secret, decryptedValue: await openSecret(store, secret) });
  }
  return side;
}

async function openSecret(store: Store, { value: [envelope] }: Secret): Promise<string> {
  // As where secrets are read by environment, an empty text counts as unreadable.
  return envelope === undefined ? "" : (await store.vault.open(envelope)) || envelope;
}

function without(side: Side, other: Side): Compared[] {
  return Array.from(side)
    .filter(([name]) => !other.has(name))
    .map(([, secret]) => secret);
}

function listModified(older: Side, newer: Side): object[] {
  return Array.from(newer).flatMap(([name, { key, environmentType, type, decryptedValue: compareValue }]) => {
    const baseValue = older.get(name)?.decryptedValue;
    const isSame = baseValue === undefined || baseValue === compareValue;
    return isSame ? [] : [{ key, environmentType, baseValue, compareValue, type }];
  });
}
