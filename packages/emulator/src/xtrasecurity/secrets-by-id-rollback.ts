import { recordDeed } from "./audit.ts";
import { type Call, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { HistoryEntry, Project, Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import { nextVersion, prependEntry, rewriteSecret, textOf } from "./secret-rows.ts";
import { mailOf } from "./secrets-by-id-access.ts";
import type { Store } from "./store.ts";
import { tellWebhooks } from "./webhook-events.ts";

/** Stores the value of an earlier version as a new one, in exactly the row with the id. */
export async function rollBackSecretById(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const body = readBody(call);
  const { secretId, targetVersion } = body;
  if (!secretId || !targetVersion) throw refuse(400, "Missing required fields: secretId and targetVersion");
  const secret = found(store.secrets.get(secretId), "Secret not found");
  const project = checkRole(store, caller, secret);
  const entry = findEntry(secret, targetVersion);
  const { version } = entry;
  if (secret.version === version) throw refuse(400, "The secret has exactly this version as its current one.");
  const columns = new Columns(body, { model: "secret", operation: "update" });
  const description = columns.optionalText("changeReason") || `Rollback to version ${version}`;
  await restore(store, secret, { entry, description, updatedBy: mailOf(caller) });
  recordDeed(call, caller, {
    action: "secret_rollback",
    entity: "secret",
    entityId: secret.id,
    changes: { key: secret.key, targetVersion: version, toVersion: secret.version },
    workspaceId: project.workspaceId,
    isUnchained: true,
  });
  tellWebhooks(call, project.id, "secret.rollback");
  return json({
    success: true,
    message: `Successfully rolled back to version ${version}`,
    version: secret.version,
    secret: { id: secret.id, key: secret.key, version: secret.version },
  });
}

function findEntry({ history }: Secret, wanted: unknown): HistoryEntry {
  const name = typeof wanted === "string" ? wanted : JSON.stringify(wanted);
  // A version is a text, so a number fits none.
  return found(
    history.find(({ version }) => version === wanted),
    `Version ${name} not found in history`,
  );
}

function checkRole(store: Store, caller: Caller, { projectId, environmentType }: Secret): Project {
  const project = store.projects.get(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (project === undefined || role === undefined) throw refuse(403, "Forbidden: No access to this project");
  if (role === "viewer") throw refuse(403, "Forbidden: Viewers cannot rollback secrets");
  if (role === "developer" && environmentType === "production") {
    throw refuse(403, "Forbidden: Developers cannot rollback production secrets");
  }
  return project;
}

interface Restoration {
  readonly entry: HistoryEntry;
  readonly description: string;
  readonly updatedBy: string;
}

/** A clear value in the history, as the bulk import leaves it, is encrypted now; without a value an empty one is. */
async function restore(store: Store, secret: Secret, { entry, description, updatedBy }: Restoration): Promise<void> {
  const kept = textOf(entry) ?? "";
  const envelope = await store.vault.seal((await store.vault.open(kept)) ?? kept);
  const time = store.createTime();
  const version = nextVersion(secret);
  prependEntry(secret, { version, value: [envelope], updatedAt: time, updatedBy, description });
  rewriteSecret(secret, { value: [envelope], lastUpdated: time, updatedBy });
}
