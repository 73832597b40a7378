import { asked, asPerson, type Call, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { checkedId } from "./fault.ts";
import { activeGrants } from "./grants.ts";
import type { Project, Secret, Time } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, type ProjectRole, projectRole } from "./roles.ts";
import { redactSecret, revealSecret } from "./secret-views.ts";
import { checkAccount } from "./secrets-by-id-access.ts";

/** Lists a project's secrets, oldest first; only owners, admins and those with a grant or in an emergency see values. */
export async function listSecretsById(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const projectId = asked(call, "projectId");
  if (projectId === undefined) throw refuse(400, "Project ID is required");
  const { project, role } = checkReader(call, caller, projectId);
  const branch = asked(call, "branchId");
  const branchId = branch === undefined ? undefined : checkedId("secret", branch);
  const secrets = store.secrets.where(
    (secret) => secret.projectId === project.id && (branchId === undefined || secret.branchId === branchId),
  );
  const views: object[] = [];
  for (const secret of secrets) {
    const access = findAccess(call, caller, { project, role, secret });
    const view = access === undefined ? redactSecret(secret) : await revealSecret(store, secret);
    views.push({ ...view, project, ...access });
  }
  return json(views);
}

interface Reader {
  readonly project: Project;
  readonly role: ProjectRole;
}

function checkReader({ store }: Call, caller: Caller, projectId: string): Reader {
  if (caller.kind === "account") checkAccount(caller, projectId, "read:secrets");
  const project = store.projects.get(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (project === undefined || role === undefined) throw refuse(403, "Forbidden");
  return { project, role };
}

interface Access {
  readonly isJit?: true;
  /** Absent where the role is enough. */
  readonly expiresAt?: Time;
}

/** The service asks the database for the caller's emergencies, which fails for a service account. */
function findAccess(call: Call, caller: Caller, reader: Reader & { readonly secret: Secret }): Access | undefined {
  const { project, role, secret } = reader;
  if (isManager(role)) return {};
  const person = asPerson(caller);
  const emergency = call.store.breakGlassSessions.first(
    ({ userId, projectId, isActive, expiresAt }) =>
      userId === person.id && projectId === project.id && isActive && Date.parse(expiresAt) > call.now,
  );
  if (emergency !== undefined) return { expiresAt: emergency.expiresAt };
  const ends = activeGrants(call, person, project)
    .filter(({ secretIds }) => secretIds.length === 0 || secretIds.includes(secret.id))
    .map(({ expiresAt }) => expiresAt ?? "")
    .toSorted();
  const expiresAt = ends.at(-1);
  return expiresAt === undefined ? undefined : { isJit: true, expiresAt };
}
