import { noteBreach } from "./breaches.ts";
import type { Call } from "./call.ts";
import { Fields } from "./fields.ts";
import { keyAnswer, keyWithUsage, madeKeyAnswer } from "./key-answer.ts";
import { noLimits, readKeyChanges, readNewKey } from "./key-fields.ts";
import type { ApiKey } from "./model.ts";
import { refuse } from "./refusal.ts";

/** Lists the account's keys that have not expired, newest first, all at once. */
export function listKeys({ store, key, now }: Call): object {
  const keys = store.activeKeys(key.account, now).toReversed();
  return { object: "list", data: keys.map((listed) => keyWithUsage(listed, now)) };
}

/** Shows a key. */
export function getKey(call: Call): object {
  return { data: keyWithUsage(findKey(call, call.id, "API key not found"), call.now) };
}

/** Creates a key, 20 a minute for an account; the answer alone has the secret. */
export function createKey(call: Call): object {
  const { store, key, now } = call;
  const fields = Fields.of(call.body);
  const newKey = readNewKey(fields);
  fields.check();
  requireCreation(call);
  const made = store.addKey(key.account, { ...newKey, createdAt: now });
  key.account.creations.add(now);
  return { success: true, data: madeKeyAnswer(made) };
}

/** Changes what the body names in a key, and nothing else. */
export function updateKey(call: Call): object {
  const fields = Fields.of(call.body);
  const id = fields.text("id");
  const { limits, ...changes } = readKeyChanges(fields);
  fields.check();
  const key = findKey(call, id, "API key not found or expired");
  const base = call.store.assumptions.limitsAreMerged ? key.settings.limits : noLimits;
  key.settings = {
    ...key.settings,
    ...changes,
    ...(limits === undefined ? {} : { limits: { ...base, ...limits } }),
  };
  return { success: true, data: keyAnswer(key) };
}

/** Deletes a key, even the one that asks for it; the id stands in the query, or else in the body. */
export function deleteKey(call: Call): object {
  const id = call.query.get("id");
  const fields = Fields.of(id === null ? (call.body ?? {}) : { id });
  const wanted = fields.text("id");
  fields.check();
  call.store.removeKey(findKey(call, wanted, "API key could not be found"));
  return { success: true };
}

/** Finds an active key of the account; each route has a text of its own for a key that is not there. */
function findKey({ store, key, now }: Call, id: string, text: string): ApiKey {
  const found = store.activeKeys(key.account, now).find((candidate) => candidate.id === id);
  if (found === undefined) throw refuse(400, text);
  return found;
}

function requireCreation({ key, now }: Call): void {
  if (key.account.creations.left(now) > 0) return;
  noteBreach(key, { modelId: "endpoint:api/v1/api_keys", rateLimitType: "RPM" }, now);
  throw refuse(429, "Rate limit exceeded");
}
