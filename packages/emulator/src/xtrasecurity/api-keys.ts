import { asked, type Call, param, readBody, requireCaller } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import { issueKey } from "./credentials.ts";
import { checkedId } from "./fault.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

/** The keys of the person who calls. */
export const apiKeyRoutes: readonly Route[] = [
  { method: "GET", path: "/auth/api-keys", run: listKeys },
  { method: "POST", path: "/auth/api-keys", run: createKey },
  { method: "DELETE", path: "/auth/api-keys/:id", run: deleteKey },
];

/** Lists the caller's keys, oldest first, each with its mask in the place of its text. */
function listKeys(call: Call): Response {
  const person = requireUser(call);
  const workspaceId = asked(call, "workspaceId");
  const wanted = workspaceId === undefined ? undefined : checkedId("apiKey", workspaceId);
  const keys = call.store.apiKeys.where(
    (key) => key.userId === person.id && (wanted === undefined || key.workspaceId === wanted),
  );
  return json(
    keys.map(({ id, label, createdAt, expiresAt, lastUsed, mask }) => ({
      id,
      label,
      createdAt,
      expiresAt,
      lastUsed,
      key: mask,
    })),
  );
}

/** Makes a key and shows it, this once. */
function createKey(call: Call): Response {
  const person = requireUser(call);
  const columns = new Columns(readBody(call), { model: "apiKey", operation: "create" });
  const workspaceId = columns.optionalText("workspaceId");
  const { row, text } = issueKey(call.store, {
    owner: { userId: person.id },
    label: columns.optionalText("label"),
    workspaceId: workspaceId ? checkedId("apiKey", workspaceId) : undefined,
    expiresAt: columns.time("expiresAt"),
  });
  const { id, label, createdAt, expiresAt } = row;
  return json({ id, label, createdAt, expiresAt, key: text });
}

function deleteKey(call: Call): Response {
  const person = requireUser(call);
  const key = call.store.apiKeys.get(param(call, "id"));
  if (key?.userId !== person.id) throw refuse(404, "Key not found or unauthorized");
  call.store.apiKeys.delete(key);
  return json({ success: true });
}

function requireUser(call: Call): Person {
  const caller = requireCaller(call);
  if (caller.kind === "person") return caller;
  throw refuse(404, "User not found");
}
