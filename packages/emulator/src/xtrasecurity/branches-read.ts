import { asked, type Call, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { checkedId } from "./fault.ts";
import { activeGrants, grantedSecretIds } from "./grants.ts";
import type { Branch, Secret } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import { redactSecret, revealSecret, type SecretView } from "./secret-views.ts";
import type { Store } from "./store.ts";

/** Lists branches, oldest first, with their secrets in clear: a project's, or without one those of all projects. */
export async function listBranches(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const asksFor = asked(call, "projectId");
  const project = asksFor === undefined ? undefined : checkedId("project", asksFor);
  const isShown = project === undefined ? () => true : findView(call, caller, project);
  const wanted = store.branches.where(({ projectId }) => project === undefined || projectId === project);
  const branches: object[] = [];
  for (const branch of wanted) branches.push(await describe(store, branch, isShown));
  return json(branches);
}

type IsShown = (secret: Secret) => boolean;

/** A viewer sees the values of the secrets that he has a grant for, and with a grant for the whole project all of them. */
function findView(call: Call, caller: Caller, projectId: string): IsShown {
  const { store } = call;
  const project = store.projects.get(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (project === undefined || role === undefined) throw refuse(403, "Forbidden");
  if (role !== "viewer") return () => true;
  const grants = activeGrants(call, caller, project);
  if (grants.some(({ secretIds }) => secretIds.length === 0)) return () => true;
  const granted = grantedSecretIds(grants);
  return ({ id }) => granted.has(id);
}

async function describe(store: Store, branch: Branch, isShown: IsShown): Promise<object> {
  const creator = store.users.peek(branch.createdBy);
  const user = creator === undefined ? null : { email: creator.email, name: creator.name };
  const secrets: SecretView[] = [];
  for (const secret of store.secrets.where(({ branchId }) => branchId === branch.id)) {
    secrets.push(isShown(secret) ? await revealSecret(store, secret) : redactSecret(secret));
  }
  return { ...branch, project: store.projects.peek(branch.projectId), secrets, user };
}
