import { recordAccess } from "./audit.ts";
import { asked, type Call, param, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { activeGrants, grantedSecretIds } from "./grants.ts";
import type { Branch, Project, Secret } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import type { Store } from "./store.ts";

const mask = "***";
const maskHeaders = { "X-Values-Masked": "true", "X-Mask-Reason": "viewer-role" };

/** Answers with the values of an environment on one branch, by key; what is not there is simply left out. */
export async function readSecrets(call: Call): Promise<Response> {
  const caller = requireCaller(call);
  const { project, isMasked, grantedIds } = checkAccess(call, caller);
  const branchName = asked(call, "branch") ?? "main";
  const branch = call.store.branches.first(({ projectId, name }) => projectId === project.id && name === branchName);
  if (branch === undefined) return json({});
  const env = param(call, "env");
  const secrets = secretsOn(call.store, branch, env).filter(({ id }) => grantedIds.size === 0 || grantedIds.has(id));
  const values = await readValues(call.store, secrets);
  if (call.query.get("includeVersions") === "true") {
    return json(
      Object.fromEntries(values.map(({ secret, value }) => [secret.key, describe(secret, isMasked ? mask : value)])),
    );
  }
  const deed = {
    action: "secret.bulk_read",
    entity: "project",
    entityId: project.id,
    changes: { env, branch: branchName },
  };
  recordAccess(call, caller, { deed, project });
  const map = Object.fromEntries(values.map(({ secret, value }) => [secret.key, isMasked ? mask : value]));
  return json(map, 200, isMasked ? maskHeaders : {});
}

interface Access {
  readonly project: Project;
  readonly isMasked: boolean;
  /** Empty where everything may be seen. */
  readonly grantedIds: ReadonlySet<string>;
}

function checkAccess(call: Call, caller: Caller): Access {
  // A service account's project is compared before the database sees the id, malformed or not.
  if (caller.kind === "account" && caller.account.projectId !== param(call, "projectId")) throw denied();
  const project = call.store.projects.get(param(call, "projectId"));
  if (project === undefined) throw denied();
  const role = projectRole(call.store, caller, project);
  const grants = activeGrants(call, caller, project);
  if (role === undefined && grants.length === 0) throw denied();
  return { project, isMasked: role === undefined || role === "viewer", grantedIds: grantedSecretIds(grants) };
}

function denied(): Error {
  return refuse(403, "Access Denied");
}

/** Secrets without a branch, links among them, count as secrets of `main`. */
function secretsOn({ secrets }: Store, branch: Branch, env: string): Secret[] {
  return secrets.where(
    ({ projectId, environmentType, branchId }) =>
      projectId === branch.projectId &&
      environmentType.toLowerCase() === env.toLowerCase() &&
      (branchId === branch.id || (branchId === null && branch.name === "main")),
  );
}

interface ReadValue {
  readonly secret: Secret;
  readonly value: string;
}

async function readValues(store: Store, secrets: readonly Secret[]): Promise<ReadValue[]> {
  const values: ReadValue[] = [];
  for (const secret of secrets) {
    const source = secret.isReference ? store.secrets.peek(secret.sourceSecretId) : secret;
    const [envelope] = source?.value ?? [];
    // The service assigns the values to an object one after another, and this key is none that JSON would show.
    if (envelope === undefined || secret.key === "__proto__") continue;
    // An empty text counts as unreadable here, and the reader gets the envelope instead.
    values.push({ secret, value: (await store.vault.open(envelope)) || envelope });
  }
  return values;
}

function describe({ version, isReference }: Secret, value: string): object {
  return { value, version, isReference, source: isReference ? "linked" : "local" };
}
