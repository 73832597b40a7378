import { type TokenOwner, readCliToken } from "./cli-token.ts";
import { findKey, hasExpired } from "./credentials.ts";
import type { User } from "./model.ts";
import type { ServiceAccount } from "./model-access.ts";
import type { Store } from "./store.ts";

/** Somebody whose credential is good. */
export type Caller = Person | Account;

/** A person, by a key or a CLI token. */
export interface Person {
  readonly kind: "person";
  readonly id: string;
  readonly user: User;
}

/** A service account, by a key or a CLI token. */
export interface Account {
  readonly kind: "account";
  /** `sa_` and the account's id: no form of an id for the database, which fails on it. */
  readonly id: string;
  readonly account: ServiceAccount;
}

const bearer = "Bearer ";

/**
 * Finds who calls: `X-API-Key` wins over a bearer token, and a bad credential is as good as none.
 *
 * Marks the key as used.
 */
export async function identify(store: Store, headers: Headers): Promise<Caller | undefined> {
  const credential = readCredential(headers);
  if (credential === "") return undefined;
  const key = findKey(store, credential);
  if (key === undefined) {
    const owner = await readCliToken(store, credential);
    return owner === undefined ? undefined : findOwner(store, owner);
  }
  if (hasExpired(key, store.now())) return undefined;
  key.lastUsed = store.createTime();
  return findOwner(store, key);
}

function readCredential(headers: Headers): string {
  const authorization = headers.get("Authorization") ?? "";
  const token = authorization.startsWith(bearer) ? authorization.slice(bearer.length) : "";
  return headers.get("X-API-Key") || token;
}

function findOwner(store: Store, { userId, serviceAccountId }: TokenOwner): Caller | undefined {
  const user = store.users.peek(userId);
  if (user !== undefined) return { kind: "person", id: user.id, user };
  const account = store.serviceAccounts.peek(serviceAccountId);
  return account === undefined ? undefined : { kind: "account", id: `sa_${account.id}`, account };
}
