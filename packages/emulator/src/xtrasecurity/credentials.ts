import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Time } from "./model.ts";
import type { ApiKey } from "./model-access.ts";
import type { Store } from "./store.ts";

const defaultLabel = "Generated Key";
const maskedEnd = 4;
const personal = { prefix: "xs_", byteLength: 24 };
const ofAccount = { prefix: "xtra_", byteLength: 32 };

/** Whose key it is, and what may be said about it. */
export interface KeySettings {
  readonly owner: { readonly userId: string } | { readonly serviceAccountId: string };
  /** `Generated Key` without it, and for an empty one. */
  readonly label?: string | undefined;
  readonly workspaceId?: string | undefined;
  readonly expiresAt?: Time | undefined;
  readonly createdAt?: Time | undefined;
}

/** Adds a key and hands out its text, which is not kept: `xs_` and 48 hex digits, or `xtra_` and 64 for an account. */
export function issueKey(store: Store, settings: KeySettings): { readonly row: ApiKey; readonly text: string } {
  const { owner, label, workspaceId, expiresAt, createdAt } = settings;
  const { prefix, byteLength } = "userId" in owner ? personal : ofAccount;
  const text = prefix + store.createHex(byteLength);
  const row = store.apiKeys.add({
    id: store.createId(),
    label: label || defaultLabel,
    hash: hashKey(text),
    mask: `${prefix}...${text.slice(-maskedEnd)}`,
    userId: null,
    serviceAccountId: null,
    ...owner,
    workspaceId: workspaceId ?? null,
    lastUsed: null,
    expiresAt: expiresAt ?? null,
    createdAt: createdAt ?? store.createTime(),
  });
  return { row, text };
}

/** Finds the key that has this text, an expired one too. */
export function findKey(store: Store, text: string): ApiKey | undefined {
  const hash = hashKey(text);
  return store.apiKeys.first((key) => key.hash === hash);
}

/** Tells whether a key's time is over; `now` in Unix milliseconds. */
export function hasExpired({ expiresAt }: ApiKey, now: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now;
}

function hashKey(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
