import { isRunning } from "./access-rows.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { Project } from "./model.ts";
import type { AccessRequest } from "./model-access.ts";
import type { Store } from "./store.ts";

/** Lists the caller's approved requests that count at this moment for a project or for secrets of it. */
export function activeGrants({ store, now }: Call, caller: Caller, project: Project): AccessRequest[] {
  return store.accessRequests.where(
    (request) => request.userId === caller.id && isRunning(request, now) && concerns(store, request, project),
  );
}

/** Collects the ids of the secrets that grants are limited to; empty where none is limited. */
export function grantedSecretIds(grants: readonly AccessRequest[]): ReadonlySet<string> {
  return new Set(grants.flatMap(({ secretIds }) => secretIds));
}

function concerns(store: Store, { projectId, secretIds }: AccessRequest, project: Project): boolean {
  if (projectId !== null) return projectId === project.id;
  return secretIds.some((id) => store.secrets.peek(id)?.projectId === project.id);
}
