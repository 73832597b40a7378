import { type Call, param, readBody, requireCaller } from "./call.ts";
import { Columns } from "./columns.ts";
import { issueKey } from "./credentials.ts";
import { checkedId } from "./fault.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { findAccount, findProject, keysOf, recordChange, requireHuman } from "./service-account-access.ts";
import { millisecondsOf, toTime } from "./times.ts";

/** Lists an account's keys, the newest first, to anybody with a login: neither the role nor the project is looked at. */
export function listKeys(call: Call): Response {
  const { store } = call;
  requireCaller(call);
  const accountId = checkedId("apiKey", param(call, "accountId"));
  return json(
    keysOf(store, { id: accountId })
      .toReversed()
      .map(({ id, label, lastUsed, expiresAt, createdAt, mask }) => ({
        id,
        label,
        lastUsed,
        expiresAt,
        createdAt,
        keyMask: mask,
      })),
  );
}

/** Makes a key and shows it, this once. */
export function createKey(call: Call): Response {
  const person = requireHuman(call);
  const columns = new Columns(readBody(call), { model: "apiKey", operation: "create" });
  const row = findAccount(call, findProject(call, person, "Project not found"));
  const days = columns.integer("expiresInDays");
  const { row: key, text } = issueKey(call.store, {
    owner: { serviceAccountId: row.id },
    label: columns.optionalText("label"),
    expiresAt: days ? toTime(call.now + days * millisecondsOf.day) : undefined,
  });
  recordChange(call, person, { action: "SERVICE_ACCOUNT_KEY_CREATED", account: row });
  const { id, mask, label, expiresAt } = key;
  return json({ id, key: text, mask, label, expiresAt }, 201);
}

/** Deletes a key, which is no good from then on. */
export function deleteKey(call: Call): Response {
  const { store } = call;
  const person = requireHuman(call);
  const row = findAccount(call, findProject(call, person, "Project not found"));
  const key = store.apiKeys.get(param(call, "keyId"));
  if (key?.serviceAccountId !== row.id) throw refuse(404, "API Key not found");
  store.apiKeys.delete(key);
  recordChange(call, person, { action: "SERVICE_ACCOUNT_KEY_DELETED", account: row });
  return json({ success: true });
}
