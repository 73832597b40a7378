import type { AuditDraft } from "./audit-log.ts";
import type { Call } from "./call.ts";
import type { Caller } from "./caller.ts";
import type { Project, Time } from "./model.ts";

/** What somebody did. */
export interface Deed {
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  /** Any JSON; null without it. */
  readonly changes?: unknown;
  /** None without it, and then the row is in no page of the list. */
  readonly workspaceId?: string | null | undefined;
  /** Stays out of the chain of hashes. */
  readonly isUnchained?: true | undefined;
  /** The time of the row; now without it. */
  readonly timestamp?: Time | undefined;
  /** The request's own without it. */
  readonly userAgent?: string | undefined;
}

/** Leaves one audit row; a service account's carries an id that no user has, as the service's own does. */
export function recordDeed(call: Call, actor: Pick<Caller, "id">, deed: Deed): void {
  call.store.audit.add([draft(call, actor, deed)]);
}

/**
 * Leaves the rows of a read or of a deletion: one in the project's workspace, one more in the caller's first own
 * workspace where that is another. A service account leaves none.
 */
export function recordAccess(call: Call, caller: Caller, access: { deed: Deed; project: Project }): void {
  if (caller.kind === "account") return;
  const { deed, project } = access;
  const own = call.store.workspaces.first(({ createdBy }) => createdBy === caller.id);
  const workspaces = new Set([project.workspaceId, own?.id ?? project.workspaceId]);
  call.store.audit.add(Array.from(workspaces, (workspaceId) => draft(call, caller, { ...deed, workspaceId })));
}

function draft({ store, address, headers }: Call, { id }: Pick<Caller, "id">, deed: Deed): AuditDraft {
  const { action, entity, entityId, changes = null, workspaceId = null, isUnchained = false, timestamp } = deed;
  return {
    id: store.createId(),
    userId: id,
    action,
    entity,
    entityId,
    changes,
    timestamp: timestamp ?? store.createTime(),
    workspaceId,
    ipAddress: address,
    userAgent: deed.userAgent ?? headers.get("User-Agent"),
    isChained: !isUnchained,
  };
}
