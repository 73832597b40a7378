import { allows, type Answer, type Call, found, requirePermission } from "./call.ts";
import type { Namespace, Override } from "./model.ts";
import { findNamespace, findOverride } from "./namespaces.ts";
import { takePage } from "./pages.ts";
import type { Store } from "./store.ts";

interface OverrideBody {
  readonly namespace: string;
  readonly identifier: string;
}

interface SetOverrideBody extends OverrideBody {
  readonly limit: number;
  /** Milliseconds. */
  readonly duration: number;
}

interface ListOverridesBody {
  readonly namespace: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Sets the limit of an identifier or pattern; one that was deleted takes the values and stays deleted. */
export function setOverride(call: Call, { namespace: text, identifier, limit, duration }: SetOverrideBody): Answer {
  const namespace = findLiveNamespace(call, text);
  requirePermission(call, "ratelimit.*.set_override", namespace.id);
  const override = namespace.overrideByIdentifier.get(identifier) ?? addOverride(call.store, namespace, identifier);
  override.limit = limit;
  override.duration = duration;
  return { data: { overrideId: override.id } };
}

/** Shows the override that applies to an identifier; a missing permission looks like a missing override. */
export function getOverride(call: Call, body: OverrideBody): Answer {
  const namespace = findLiveNamespace(call, body.namespace);
  const isReadable = allows(call, "ratelimit.*.read_override", namespace.id);
  const override = isReadable ? findOverride(namespace, body.identifier) : undefined;
  return { data: overrideAnswer(found(override, "overrideNotFound")) };
}

/** Deletes the override of exactly this identifier or pattern. */
export function deleteOverride(call: Call, body: OverrideBody): Answer {
  const namespace = findLiveNamespace(call, body.namespace);
  requirePermission(call, "ratelimit.*.delete_override", namespace.id);
  const stored = namespace.overrideByIdentifier.get(body.identifier);
  const override = found(stored?.deleted === false ? stored : undefined, "overrideNotFound");
  override.deleted = true;
  namespace.overrides.delete(override);
  return { data: {} };
}

/** Lists the overrides of a namespace, of a deleted one too; 50 a page where no limit is given. */
export function listOverrides(call: Call, body: ListOverridesBody): Answer {
  const namespace = found(findNamespace(call, body.namespace), "namespaceNotFound");
  requirePermission(call, "ratelimit.*.read_override", namespace.id);
  const { rows, pagination } = takePage(namespace.overrides, { cursor: body.cursor, limit: body.limit ?? 50 });
  return { data: rows.map(overrideAnswer), pagination };
}

function findLiveNamespace(call: Call, text: string): Namespace {
  const namespace = findNamespace(call, text);
  return found(namespace?.deleted === false ? namespace : undefined, "namespaceNotFound");
}

function addOverride(store: Store, namespace: Namespace, identifier: string): Override {
  const override = { id: store.createId("rlor"), identifier, limit: 0, duration: 0, deleted: false };
  namespace.overrideByIdentifier.set(identifier, override);
  namespace.overrides.add(override);
  return override;
}

function overrideAnswer({ id, identifier, limit, duration }: Override): Record<string, unknown> {
  return { overrideId: id, identifier, limit, duration };
}
