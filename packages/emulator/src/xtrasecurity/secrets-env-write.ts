import { recordDeed } from "./audit.ts";
import { asked, type Call, param, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Fault } from "./fault.ts";
import type { Branch, Project, Secret } from "./model.ts";
import { found, Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import { addSecret, appendEntry, findSecret, rewriteSecret } from "./secret-rows.ts";
import type { Store } from "./store.ts";
import { isObject, type Values } from "./values.ts";
import { tellWebhooks } from "./webhook-events.ts";

/** Writes values by key, one after another: what came before a value that is no text stays written. */
export async function writeSecrets(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const project = checkWriter(call, caller);
  const { values, branchName, expectedVersions } = readWish(call);
  const branch = found(
    store.branches.first(({ projectId, name }) => projectId === project.id && name === branchName),
    `Branch '${branchName}' not found`,
  );
  const env = param(call, "env");
  refuseConflicts(store, { project, env, values, expectedVersions });
  let count = 0;
  for (const [key, value] of Object.entries(values)) {
    await writeSecret(call, { caller, project, branch, env, key, value });
    count += 1;
  }
  return json({ success: true, count });
}

function checkWriter({ store, params }: Call, caller: Caller): Project {
  if (caller.kind === "account") {
    const { projectId, permissions } = caller.account;
    const mayWrite = projectId === params["projectId"] && permissions.includes("write:secrets");
    if (!mayWrite) throw refuse(403, "Forbidden: Service Account lacks write:secrets permission.");
  }
  const project = store.projects.get(params["projectId"]);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (project === undefined || role === undefined || role === "viewer") {
    throw refuse(403, "Forbidden: Your role does not permit writing secrets.");
  }
  return project;
}

interface Wish {
  readonly values: Values;
  readonly branchName: string;
  readonly expectedVersions: Values;
}

function readWish(call: Call): Wish {
  const body = readBody(call);
  // Without the wrapper the whole body is the map, and whatever stands in it is taken for a secret.
  const { branch, ...values } = asObject(body["secrets"] || body);
  const branchName = branch || body["branch"] || asked(call, "branch") || "main";
  if (typeof branchName !== "string") throw new Fault("The name of a branch must be of type string.");
  return { values, branchName, expectedVersions: asObject(body["expectedVersions"]) };
}

function asObject(value: unknown): Values {
  return isObject(value) ? value : {};
}

interface Check extends Pick<Wish, "values" | "expectedVersions"> {
  readonly project: Project;
  readonly env: string;
}

function refuseConflicts(store: Store, { project, env, values, expectedVersions }: Check): void {
  const conflicts = Object.keys(values).flatMap((key) => {
    const expected = Object.hasOwn(expectedVersions, key) ? expectedVersions[key] : undefined;
    const secret = expected ? findSecret(store, project, { env, key }) : undefined;
    if (secret === undefined || secret.version === expected) return [];
    return [{ key, expected, actual: secret.version, remoteValue: secret.value[0] ?? "" }];
  });
  if (conflicts.length > 0) throw new Refusal(json({ error: "Conflict detected", conflicts }, 409));
}

interface Write {
  readonly caller: Caller;
  readonly project: Project;
  readonly branch: Branch;
  readonly env: string;
  readonly key: string;
  readonly value: unknown;
}

async function writeSecret(call: Call, write: Write): Promise<void> {
  const { caller, project, key, env } = write;
  const envelope = await call.store.vault.seal(write.value);
  const existing = findOnBranch(call.store, write);
  const secret = existing === undefined ? createSecret(call.store, write, envelope) : existing;
  if (existing !== undefined) updateSecret(call.store, existing, { ...write, envelope });
  const action = existing === undefined ? "secret.create" : "secret.update";
  const changes = { key, env, version: secret.version };
  recordDeed(call, caller, {
    action,
    entity: "secret",
    entityId: secret.id,
    changes,
    workspaceId: project.workspaceId,
  });
  tellWebhooks(call, project.id, action);
}

/** On `main` a secret without a branch is found, too, but a link is not: its branch is absent rather than null. */
function findOnBranch(store: Store, { project, branch, env, key }: Write): Secret | undefined {
  return store.secrets.first(
    (secret) =>
      secret.projectId === project.id &&
      secret.environmentType === env &&
      secret.key === key &&
      (secret.branchId === branch.id || (secret.branchId === null && branch.name === "main" && !secret.isReference)),
  );
}

function createSecret(store: Store, { caller, project, branch, env, key }: Write, envelope: string): Secret {
  const time = store.createTime();
  const description = "Created via CLI";
  return addSecret(store, {
    key,
    value: [envelope],
    description,
    environmentType: env,
    projectId: project.id,
    branchId: branch.id,
    type: "environment",
    history: [{ version: "1", value: [envelope], updatedAt: time, updatedBy: caller.id, description }],
    lastUpdated: time,
    updatedBy: caller.id,
  });
}

function updateSecret(store: Store, secret: Secret, write: Write & { readonly envelope: string }): void {
  const { caller, branch, envelope } = write;
  const time = store.createTime();
  rewriteSecret(secret, { value: [envelope], lastUpdated: time, updatedBy: caller.id });
  secret.branchId = branch.id;
  const { version } = secret;
  appendEntry(secret, {
    version,
    value: [envelope],
    updatedAt: time,
    updatedBy: caller.id,
    description: "Updated via CLI",
  });
}
