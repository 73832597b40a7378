import { allows, type Answer, type Call, found, requirePermission } from "./call.ts";
import { findKey, isRevealAllowed, keyAnswer } from "./key-answer.ts";
import { hashKeyText } from "./key-text.ts";
import type { Key } from "./model.ts";

/** Shows a key by its id; with `decrypt` the secret, too, if it is recoverable. */
export function getKey(call: Call, body: { readonly keyId: string; readonly decrypt?: boolean }): Answer {
  const key = findKey(call, body.keyId);
  requirePermission(call, "api.*.read_key", key.api.id);
  const reveal = isRevealAllowed(call, key.api, body.decrypt);
  return { data: keyAnswer(key, call.now, { reveal }) };
}

/** Shows a key by its text; a missing permission looks like a missing key, and nothing is used up. */
export async function whoami(call: Call, body: { readonly key: string }): Promise<Answer> {
  const key = await findKeyByText(call, body.key, "api.*.read_key");
  return { data: keyAnswer(found(key, "keyNotFound"), call.now, { reveal: false }) };
}

/** Finds a live key of the caller's workspace by its text, if the root key has the permission for its API. */
export async function findKeyByText(call: Call, text: string, permission: string): Promise<Key | undefined> {
  const key = call.store.keyByHash.get(await hashKeyText(text));
  if (key === undefined || call.workspace.keys.get(key.id) !== key || key.api.deleted) return undefined;
  return allows(call, permission, key.api.id) ? key : undefined;
}
