import { recordDeed } from "./audit.ts";
import { asPerson, type Call, param, readBody, requireCaller } from "./call.ts";
import { databaseFault, Fault } from "./fault.ts";
import type { Branch, Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { addSecret, nextVersion, prependEntry, rewriteSecret } from "./secret-rows.ts";
import type { Store } from "./store.ts";
import { tellWebhooks } from "./webhook-events.ts";

/** Copies a branch's secrets from one environment to another; only the project's creator may. */
export function cloneEnvironment(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const { fromEnv, toEnv, overwrite, branchName } = readWish(call);
  const person = asPerson(caller);
  const project = found(ownProject(call, person.id), "Project not found");
  const branch = found(
    store.branches.first(({ projectId, name }) => projectId === project.id && name === branchName),
    `Branch '${branchName}' not found`,
  );
  const summary = { copied: 0, updated: 0, skipped: 0 };
  for (const source of secretsOn(store, branch, fromEnv)) {
    summary[copySecret(store, source, { branch, fromEnv, toEnv, overwrite, updatedBy: person.id })] += 1;
  }
  const changes = { fromEnv, toEnv, branch: branchName, ...summary };
  recordDeed(call, person, { action: "ENVIRONMENT_CLONED", entity: "project", entityId: project.id, changes });
  tellWebhooks(call, project.id, "environment.clone");
  return json({ success: true, summary });
}

interface Wish {
  readonly fromEnv: string;
  readonly toEnv: string;
  readonly overwrite: boolean;
  readonly branchName: string;
}

function readWish(call: Call): Wish {
  const { fromEnv, toEnv, overwrite, branch = "main" } = readBody(call);
  if (!fromEnv || !toEnv) throw refuse(400, "Source and destination environments required");
  const wish = { fromEnv: lowered(fromEnv), toEnv: lowered(toEnv), overwrite: Boolean(overwrite) };
  if (wish.fromEnv === wish.toEnv) throw refuse(400, "Cannot clone to same environment");
  if (typeof branch !== "string") throw databaseFault("branch", "findFirst", "Invalid value provided for `name`.");
  return { ...wish, branchName: branch };
}

function lowered(env: unknown): string {
  if (typeof env === "string") return env.toLowerCase();
  throw new Fault("env.toLowerCase is not a function");
}

function ownProject(call: Call, personId: string): { id: string } | undefined {
  const project = call.store.projects.get(param(call, "projectId"));
  return project?.userId === personId ? project : undefined;
}

/** The environments' names differ in case, too, so one key can have several sources; a secret without a branch is none. */
function secretsOn(store: Store, branch: Branch, env: string): Secret[] {
  return store.secrets.where(
    ({ branchId, environmentType }) => branchId === branch.id && environmentType.toLowerCase() === env,
  );
}

interface Copying {
  readonly branch: Branch;
  readonly fromEnv: string;
  readonly toEnv: string;
  readonly overwrite: boolean;
  readonly updatedBy: string;
}

function copySecret(store: Store, source: Secret, copying: Copying): "copied" | "updated" | "skipped" {
  const { branch, fromEnv, toEnv, overwrite, updatedBy } = copying;
  const target = store.secrets.first(
    ({ branchId, environmentType, key }) => branchId === branch.id && environmentType === toEnv && key === source.key,
  );
  if (target !== undefined && !overwrite) return "skipped";
  const lastUpdated = store.createTime();
  const written = { value: source.value, lastUpdated, updatedBy };
  const entry = { value: source.value, updatedAt: lastUpdated, updatedBy, description: `Cloned from ${fromEnv}` };
  if (target !== undefined) {
    prependEntry(target, { version: nextVersion(target), ...entry });
    rewriteSecret(target, written);
    return "updated";
  }
  const { key, type, rotationPolicy } = source;
  const place = { environmentType: toEnv, projectId: branch.projectId, branchId: branch.id };
  const history = [{ version: "1", ...entry }];
  addSecret(store, { key, type, rotationPolicy, ...place, ...written, history, description: `Cloned from ${fromEnv}` });
  return "copied";
}
