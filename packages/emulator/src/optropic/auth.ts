import type { ApiKey } from "./model.ts";
import type { Permission } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import type { Store } from "./store.ts";

const noForwarder = "127.0.0.1";

/** Finds the key of a request, in `X-API-Key` or as a bearer token, and refuses one that may not be used now. */
export function authenticate(store: Store, headers: Headers, now: number): ApiKey {
  const text = readCredential(headers);
  if (text === undefined) throw new Refusal("MISSING_API_KEY", "The request has no API key.");
  const key = store.keyByText.get(text);
  if (key === undefined) throw new Refusal("INVALID_API_KEY", "The API key does not exist.");
  if (key.revokedAt !== undefined) throw new Refusal("REVOKED_API_KEY", "The API key was revoked.");
  if (hasExpired(key, now)) throw new Refusal("EXPIRED_API_KEY", "The API key has expired.");
  refuseAddress(key, headers);
  key.lastUsedAt = now;
  return key;
}

/** Tells whether the key's time is over. */
export function hasExpired(key: ApiKey, now: number): boolean {
  return key.expiresAt !== undefined && now >= key.expiresAt;
}

/** Refuses with 403 unless the key holds one of the permissions; an empty list lets every key pass. */
export function requirePermission(key: ApiKey, permissions: readonly Permission[]): void {
  if (permissions.length === 0 || permissions.some((permission) => key.permissions.includes(permission))) return;
  const [required] = permissions;
  throw new Refusal("INSUFFICIENT_PERMISSIONS", `The API key lacks the permission "${required}".`, { required });
}

function readCredential(headers: Headers): string | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.get("Authorization") ?? "") ?? [];
  const text = headers.get("X-API-Key") ?? token;
  return text === "" ? undefined : text;
}

function refuseAddress({ allowedAddresses }: ApiKey, headers: Headers): void {
  const [first = ""] = (headers.get("X-Forwarded-For") ?? "").split(",", 1);
  const address = first.trim() || noForwarder;
  if (allowedAddresses.length === 0 || allowedAddresses.includes(address)) return;
  throw new Refusal("INSUFFICIENT_PERMISSIONS", "The API key may not be used from this address.", { address });
}
