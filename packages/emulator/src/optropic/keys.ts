import { hasExpired } from "./auth.ts";
import { type Call, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import type { ApiKey } from "./model.ts";
import { takeSlice } from "./pages.ts";
import { everyPermission } from "./permissions.ts";
import { requireQuota } from "./quota.ts";
import { found, Refusal } from "./refusal.ts";
import type { Store } from "./store.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const shownCharacters = 4;
const warning = "Keep the key now: it is not shown again.";

/** Creates a key and shows its secret, once; without `permissions` it holds all of them. */
export function createKey(call: Call): object {
  const { tenant, store, now } = call;
  const fields = new Fields(call.body);
  const tenantId = fields.text("tenant_id");
  const days = fields.optionalInteger("expires_in_days", 1);
  const settings = {
    environment: fields.text("environment"),
    label: fields.optionalText("label"),
    permissions: fields.optionalTexts("permissions") ?? everyPermission,
    requestsPerMinute: fields.optionalInteger("rate_limit_per_minute", 1),
    allowedAddresses: fields.optionalTexts("allowed_ips"),
    expiresAt: days === undefined ? undefined : now + days * day,
  };
  fields.check();
  refuseOtherTenant(call, tenantId);
  const inUse = Array.from(tenant.keys.values()).filter((key) => isActive(key, now));
  requireQuota(call, "max_keys", inUse.length);
  const key = store.addKey({ ...settings, tenant, createdAt: now });
  return { ...keyMeta(key, now), key: key.text, warning };
}

/** Lists keys, oldest first, also those that no longer work. */
export function listKeys({ tenant, query, now }: Call): readonly object[] {
  const keys = Array.from(tenant.keys.values(), (key) => keyMeta(key, now));
  return takeSlice(query, keys);
}

/** Shows the key that the request was made with. */
export function getCurrentKey({ key }: Call): object {
  return {
    key_id: key.id,
    name: key.label ?? "",
    permissions: key.permissions,
    rate_limit: key.rate.limit,
    expires_at: key.expiresAt === undefined ? null : isoTime(key.expiresAt),
    last_used_at: key.lastUsedAt === undefined ? null : isoTime(key.lastUsedAt),
    allowed_ips: key.allowedAddresses,
  };
}

/** Shows a key without its secret. */
export function getKey(call: Call): object {
  return keyMeta(findKey(call), call.now);
}

/** Renames a key. */
export function updateKey(call: Call): object {
  const key = findKey(call);
  const fields = new Fields(call.body);
  const label = fields.text("label");
  fields.check();
  key.label = label;
  return keyMeta(key, call.now);
}

/** Revokes a key for good; a second time changes nothing. */
export function revokeKey(call: Call): undefined {
  const key = findKey(call);
  key.revokedAt ??= call.now;
}

/** Replaces a key by a new one with the same settings; the old one works on for `grace_period_hours`, 24 by default. */
export function rotateKey(call: Call): object {
  const { store, now } = call;
  const key = findKey(call);
  const fields = new Fields(call.body);
  const graceHours = fields.optionalInteger("grace_period_hours", 0) ?? 24;
  fields.check();
  if (!isActive(key, now))
    throw new Refusal("CONFLICT", "A key that no longer works cannot be rotated.", { id: key.id });
  const until = now + graceHours * hour;
  const next = copyKey(store, key, now);
  key.expiresAt = Math.min(key.expiresAt ?? Infinity, until);
  return {
    old_key_id: key.id,
    new_key_id: next.id,
    new_key_value: next.text,
    grace_period_until: isoTime(until),
  };
}

function copyKey(store: Store, key: ApiKey, now: number): ApiKey {
  const { tenant, environment, permissions, label, rate, allowedAddresses, expiresAt } = key;
  const requestsPerMinute = rate.duration < hour ? rate.limit : undefined;
  const settings = { tenant, environment, permissions, label, allowedAddresses, expiresAt, requestsPerMinute };
  return store.addKey({ ...settings, createdAt: now });
}

/** A key as it is sent, with exactly the fields that clients know. */
function keyMeta(key: ApiKey, now: number): object {
  return {
    id: key.id,
    key_prefix: key.text.slice(0, key.text.lastIndexOf("_") + 1 + shownCharacters),
    environment: key.environment,
    permissions: key.permissions,
    rate_limit_per_hour: (key.rate.limit * hour) / key.rate.duration,
    created_at: isoTime(key.createdAt),
    is_active: isActive(key, now),
    label: key.label,
    last_used_at: key.lastUsedAt === undefined ? undefined : isoTime(key.lastUsedAt),
  };
}

function isActive(key: ApiKey, now: number): boolean {
  return key.revokedAt === undefined && !hasExpired(key, now);
}

function findKey({ tenant, id }: Call): ApiKey {
  return found(tenant.keys.get(id), "key", id);
}

// A tenant id that nobody has stands for the caller's own: clients must send one and cannot look it up in every version.
function refuseOtherTenant({ store, tenant }: Call, tenantId: string): void {
  if (tenantId === tenant.id || !store.tenants.has(tenantId)) return;
  throw new Refusal("INSUFFICIENT_PERMISSIONS", "The API key belongs to another tenant.", { tenant_id: tenantId });
}
