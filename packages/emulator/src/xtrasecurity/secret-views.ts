import type { HistoryEntry, Secret } from "./model.ts";
import { textOf } from "./secret-rows.ts";
import type { Store } from "./store.ts";

/** A secret as its readers by id or by branch see it: the row with another value and history. */
export type SecretView = Omit<Secret, "value"> & { readonly value: string };

/** Shows a secret in clear, its history too; what cannot be decrypted, such as a link, has words in place of a value. */
export async function revealSecret(store: Store, secret: Secret): Promise<SecretView> {
  const history: HistoryEntry[] = [];
  for (const entry of secret.history) history.push(await revealEntry(store, entry));
  return { ...secret, value: (await openSecret(store, secret)) ?? "[Decryption failed]", history };
}

/** Shows that a secret is there, without its value and its history. */
export function redactSecret(secret: Secret): SecretView {
  return { ...secret, value: "[REDACTED]", history: [] };
}

/** Decrypts a secret's value; `undefined` where there is none or it is no envelope of this store. */
export async function openSecret(store: Store, { value: [envelope] }: Secret): Promise<string | undefined> {
  return envelope === undefined ? undefined : await store.vault.open(envelope);
}

/** The bulk import leaves clear values, and these stay as they are. */
async function revealEntry(store: Store, entry: HistoryEntry): Promise<HistoryEntry> {
  const text = textOf(entry);
  const value = text === undefined ? undefined : await store.vault.open(text);
  return value === undefined ? entry : { ...entry, value };
}
