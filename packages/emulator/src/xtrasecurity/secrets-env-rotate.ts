import { type Call, param, readBody, requireCaller } from "./call.ts";
import { checkedId, databaseFault } from "./fault.ts";
import type { HistoryEntry, Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { appendEntry, findSecret, rewriteSecret } from "./secret-rows.ts";

const randomBytes = 16;

/** Gives a secret a new value at once; the other strategy, a shadow value, fails in the service's database. */
export async function rotateSecret(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const { strategy, parsedNewValue } = readBody(call);
  const secret = findNamed(call);
  if (strategy !== "regenerate") throw databaseFault("secret", "update", "Unknown argument `shadowStatus`.");
  const shadowValue = parsedNewValue || store.createHex(randomBytes);
  const envelope = await store.vault.seal(shadowValue);
  appendEntry(secret, leaveEntry(secret));
  rewriteSecret(secret, { value: [envelope], lastUpdated: store.createTime(), updatedBy: caller.id });
  return json({ success: true, message: "Secret rotated", shadowValue });
}

/** Would put a shadow value in force, which no secret ever has. */
export function promoteSecret(call: Call): Response {
  requireCaller(call);
  findNamed(call);
  throw refuse(400, "No active shadow value to promote");
}

function findNamed(call: Call): Secret {
  const id = checkedId("secret", param(call, "projectId"));
  const name = { env: param(call, "env"), key: param(call, "key") };
  return found(findSecret(call.store, { id }, name), "Secret not found");
}

function leaveEntry({ version, value, lastUpdated: updatedAt, updatedBy }: Secret): HistoryEntry {
  return { version, value, updatedAt, updatedBy, changeReason: "Rotated with the strategy regenerate" };
}
