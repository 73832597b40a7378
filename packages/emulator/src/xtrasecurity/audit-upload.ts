import { type Deed, recordDeed } from "./audit.ts";
import { type Call, readBody } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Columns } from "./columns.ts";
import { checkedId, databaseFault, Fault } from "./fault.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Store } from "./store.ts";
import { isObject, type Values } from "./values.ts";

const unnamedClient = "XtraSec CLI";

/**
 * Takes in what a command line has written down, all of it or nothing: each entry becomes a row in the chain, at the
 * time that it names. What a service account has done is written down as its project's creator's.
 */
export function uploadLogs(call: Call): Response {
  const { caller, headers } = call;
  if (caller === undefined) throw new Fault("Cannot read properties of null (reading 'userId')");
  const { logs } = readBody(call);
  if (!Array.isArray(logs)) throw refuse(400, "Invalid format. Expected 'logs' array.");
  const actor = { id: findActor(call.store, caller) };
  const deeds = logs.map((log) => readEntry(call.store, isObject(log) ? log : {}));
  const userAgent = headers.get("User-Agent") || unnamedClient;
  for (const deed of deeds) recordDeed(call, actor, { ...deed, userAgent });
  return json({ success: true, count: deeds.length });
}

function findActor(store: Store, caller: Caller): string {
  if (caller.kind === "person") return caller.id;
  return store.projects.peek(caller.account.projectId)?.userId ?? caller.id;
}

function readEntry(store: Store, entry: Values): Deed {
  const columns = new Columns(entry, { model: "auditLog", operation: "createMany" });
  const timestamp = columns.time("timestamp");
  if (timestamp === undefined) throw databaseFault("auditLog", "createMany", "Argument `timestamp` is no date.");
  const projectId = columns.optionalText("projectId") || undefined;
  const workspaceId = columns.optionalText("workspaceId");
  return {
    action: columns.text("action"),
    entity: columns.optionalText("entity") || "cli-project",
    entityId: columns.optionalText("entityId") || projectId || "global",
    changes: entry["details"] || {},
    workspaceId: workspaceId ? checkedId("workspace", workspaceId) : store.projects.peek(projectId)?.workspaceId,
    timestamp,
  };
}
