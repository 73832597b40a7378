import { type Answer, type Call, requirePermission } from "./call.ts";
import { settleCredits } from "./credits.ts";
import { findKey } from "./key-answer.ts";
import { createKeyText, type KeyShape } from "./key-text.ts";
import type { Key, KeySettings } from "./model.ts";
import { replaceLimits } from "./named-limits.ts";

const minute = 60_000;

/** Deletes a key; with `permanent` its hash may be imported again. */
export function deleteKey(call: Call, body: { readonly keyId: string; readonly permanent?: boolean }): Answer {
  const key = findKey(call, body.keyId);
  requirePermission(call, "api.*.delete_key", key.api.id);
  call.workspace.keys.delete(key.id);
  key.api.keys.delete(key);
  if (body.permanent === true) call.store.keyByHash.delete(key.hash);
  return { data: {} };
}

/** Makes a new key like the old one, which expires after `expiration` milliseconds, rounded up to the minute. */
export async function rerollKey(
  call: Call,
  body: { readonly keyId: string; readonly expiration: number },
): Promise<Answer> {
  const old = findKey(call, body.keyId);
  requirePermission(call, "api.*.create_key", old.api.id);
  if (old.plaintext !== undefined) requirePermission(call, "api.*.encrypt_key", old.api.id);
  const { text, ...written } = await createKeyText(call.store.random, shapeOf(old));
  const { store, workspace, now } = call;

  const id = store.createId("key");
  const plaintext = old.plaintext === undefined ? undefined : text;
  store.addKey({ id, workspace, api: old.api, ...written, plaintext, createdAt: now }, copySettings(call, old));
  const end = now + body.expiration;
  old.expires = body.expiration === 0 ? end : Math.ceil(end / minute) * minute;
  old.updatedAt = undefined;
  return { data: { keyId: id, key: text } };
}

function copySettings(call: Call, old: Key): KeySettings {
  settleCredits(old.credits, call.now);
  return {
    name: old.name,
    identity: old.identity,
    meta: old.meta,
    expires: old.expires,
    enabled: old.enabled,
    credits: { ...old.credits },
    ratelimits: replaceLimits(call.store, [...old.ratelimits.values()]),
    permissions: new Set(old.permissions),
    roles: new Set(old.roles),
  };
}

function shapeOf({ start, api }: Key): KeyShape {
  const underscore = start.indexOf("_");
  const prefix = underscore > 0 ? start.slice(0, underscore) : api.defaultPrefix;
  return { prefix, byteLength: api.defaultByteLength };
}
