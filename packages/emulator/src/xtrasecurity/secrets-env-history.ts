import { type Call, param, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Fault } from "./fault.ts";
import type { HistoryEntry, Project, Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { type ProjectRole, projectRole } from "./roles.ts";
import { findSecret, nextVersion, prependEntry, rewriteSecret, textOf, unchangedValue } from "./secret-rows.ts";
import type { Store } from "./store.ts";
import { tellWebhooks } from "./webhook-events.ts";

/** Answers with the clear values that a secret had, in the order in which its writers left them. */
export async function readHistory(call: Call): Promise<Response> {
  const caller = requireCaller(call);
  const key = decodeAgain(param(call, "key"));
  const { project } = checkRole(call, caller);
  const secret = found(findSecret(call.store, project, { env: param(call, "env"), key }), "Secret not found");
  const history: object[] = [];
  for (const entry of secret.history) history.push(await describe(call.store, entry));
  return json({ currentVersion: secret.version, history });
}

/** Stores the value of an earlier version as a new one; a version is a text, and a number fits none. */
export async function rollBackSecret(call: Call): Promise<Response> {
  const caller = requireCaller(call);
  const key = decodeAgain(param(call, "key"));
  const wanted = readBody(call)["version"];
  if (!wanted) throw refuse(400, "Version required");
  const env = param(call, "env");
  const { project, role } = checkRole(call, caller);
  if (role === "viewer") throw refuse(403, "Forbidden: Viewers cannot rollback secrets");
  if (role === "developer" && env === "production") {
    throw refuse(403, "Forbidden: Developers cannot rollback production secrets");
  }
  const secret = found(findSecret(call.store, project, { env, key }), "Secret not found");
  if (secret.version === wanted) throw refuse(400, "Already on this version");
  const entry = found(
    secret.history.find(({ version }) => version === wanted),
    "Version not found in history",
  );
  await restore(call.store, secret, { entry, updatedBy: caller.id });
  tellWebhooks(call, project.id, "secret.rollback");
  return json({ success: true, version: secret.version });
}

/** The router has decoded the path once, and this family does it again. */
function decodeAgain(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    throw new Fault("URI malformed");
  }
}

function checkRole(call: Call, caller: Caller): { readonly project: Project; readonly role: ProjectRole } {
  const project = call.store.projects.get(param(call, "projectId"));
  const role = project === undefined ? undefined : projectRole(call.store, caller, project);
  if (project === undefined || role === undefined) throw refuse(403, "Forbidden: No access to this project");
  return { project, role };
}

async function describe(store: Store, entry: HistoryEntry): Promise<object> {
  const { version, updatedAt, description } = entry;
  const writer = store.users.peek(entry.updatedBy);
  return {
    version,
    updatedAt,
    updatedBy: writer?.email ?? entry.updatedBy,
    description,
    value: await openEntry(store, entry),
  };
}

async function openEntry(store: Store, entry: HistoryEntry): Promise<string> {
  const text = textOf(entry);
  if (text === undefined) return "";
  if (text === unchangedValue) return "Value unchanged in this version";
  return (await store.vault.open(text)) ?? "Error decrypting or legacy format";
}

interface Restoration {
  readonly entry: HistoryEntry;
  readonly updatedBy: string;
}

async function restore(store: Store, secret: Secret, { entry, updatedBy }: Restoration): Promise<void> {
  const value = await restoredValue(store, entry);
  const time = store.createTime();
  const description = `Rolled back to version ${entry.version}`;
  prependEntry(secret, { version: nextVersion(secret), value, updatedAt: time, updatedBy, description });
  rewriteSecret(secret, { value, lastUpdated: time, updatedBy });
}

/** A list goes back as it is; a text, such as the bulk import leaves in clear, is encrypted now. */
async function restoredValue(store: Store, { value = [] }: HistoryEntry): Promise<string[]> {
  return typeof value === "string" ? [await store.vault.seal(value)] : Array.from(value);
}
