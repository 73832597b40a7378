import { asPerson, type Call, param } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { Branch } from "./model.ts";
import { json } from "./reply.ts";
import { deleteSecrets } from "./secret-rows.ts";
import type { Store } from "./store.ts";
import { foundInText, refuseInText, requireCallerInText } from "./text-answers.ts";

/** Deletes a branch and its secrets, `main` too, and leaves no audit row. */
export function deleteBranchByPath(call: Call): Response {
  const { store } = call;
  const { caller, branch } = findNamed(call);
  if (!isCreator(store, caller, branch) && !isTeamAdmin(store, caller, branch)) throw refuseInText(401, "Unauthorized");
  emptyBranch(store, branch);
  store.branches.delete(branch);
  return json({ message: "Branch deleted successfully" });
}

/** Deletes a branch's secrets, for the project's creator only, and leaves no audit row. */
export function clearBranchByPath(call: Call): Response {
  const { caller, branch } = findNamed(call);
  if (!isCreator(call.store, caller, branch)) throw refuseInText(401, "Unauthorized");
  emptyBranch(call.store, branch);
  return json({ message: "Branch cleared successfully" });
}

function findNamed(call: Call): { readonly caller: Caller; readonly branch: Branch } {
  const caller = requireCallerInText(call);
  return { caller, branch: foundInText(call.store.branches.get(param(call, "branchId")), "Branch not found") };
}

function isCreator(store: Store, caller: Caller, { projectId }: Branch): boolean {
  return store.projects.peek(projectId)?.userId === caller.id;
}

/** An invitation that is not accepted yet counts here, too. */
function isTeamAdmin(store: Store, caller: Caller, branch: Branch): boolean {
  const { id } = asPerson(caller);
  const teams = store.teamProjects.where(({ projectId }) => projectId === branch.projectId).map(({ teamId }) => teamId);
  const admin = store.memberships.first(
    ({ userId, role, teamId }) => userId === id && role === "admin" && teams.includes(teamId),
  );
  return admin !== undefined;
}

function emptyBranch(store: Store, { id }: Branch): void {
  deleteSecrets(
    store,
    store.secrets.where(({ branchId }) => branchId === id),
  );
}
