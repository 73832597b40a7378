import { type Answer, type Call, requirePermission } from "./call.ts";
import type { Namespace } from "./model.ts";
import { findNamespace, findOverride } from "./namespaces.ts";
import { omitEmpty } from "./omit-empty.ts";
import { Problem } from "./problem.ts";
import type { WindowCheck, WindowVerdict } from "./rate-windows.ts";

const createPermission = "ratelimit.*.create_namespace";
const limitPermission = "ratelimit.*.limit";

interface LimitBody {
  readonly namespace: string;
  readonly identifier: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly cost?: number;
}

interface EffectiveCheck extends WindowCheck {
  readonly overrideId: string | undefined;
}

/** Counts a request against one limit; a namespace that does not exist is made, if the root key may. */
export function limit(call: Call, body: LimitBody): Answer {
  const known = findNamespace(call, body.namespace);
  if (known === undefined) requirePermission(call, createPermission);
  refuseGone(known);
  requirePermission(call, limitPermission, known?.id);
  const namespace = known ?? call.store.addNamespace(call.workspace, body.namespace);

  const check = effectiveCheck(namespace, body);
  const { passed, remaining, reset } = call.store.windows.checkOne(check, call.now);
  const { overrideId } = check;
  return { data: { success: passed, limit: check.limit, remaining, reset, ...omitEmpty({ overrideId }) } };
}

/** Counts several limits at once, all or none; namespaces that it makes stay even where the call is then refused. */
export function multiLimit(call: Call, bodies: readonly LimitBody[]): Answer {
  const namespaces = bodies.map(({ namespace }) => obtainNamespace(call, namespace));
  for (const { id } of namespaces) requirePermission(call, limitPermission, id);
  for (const namespace of namespaces) refuseGone(namespace);

  const checks = bodies.flatMap((body, index) => {
    const namespace = namespaces[index];
    return namespace === undefined ? [] : [{ body, ...effectiveCheck(namespace, body) }];
  });
  const verdicts = call.store.windows.check(checks, call.now);
  const limits = checks.flatMap((check, index) => itemAnswer(check, verdicts[index]));
  return { data: { passed: verdicts.every(({ passed }) => passed), limits } };
}

function obtainNamespace(call: Call, text: string): Namespace {
  const known = findNamespace(call, text);
  if (known === undefined) requirePermission(call, createPermission);
  return known ?? call.store.addNamespace(call.workspace, text);
}

function refuseGone(namespace: Namespace | undefined): void {
  if (namespace?.deleted === true) throw new Problem("namespaceGone", "The namespace has been deleted.");
}

function effectiveCheck(namespace: Namespace, body: LimitBody): EffectiveCheck {
  const override = findOverride(namespace, body.identifier);
  if (override?.limit === 0) throw new Problem("unexpectedError", "The service fails on an override of 0.");
  const { limit: allowed, duration } = override ?? body;
  return {
    counter: ["namespace", namespace.id, body.identifier],
    cost: body.cost ?? 1,
    limit: allowed,
    duration,
    overrideId: override?.id,
  };
}

function itemAnswer(
  { body, limit: allowed, overrideId }: EffectiveCheck & { readonly body: LimitBody },
  verdict: WindowVerdict | undefined,
): Record<string, unknown>[] {
  if (verdict === undefined) return [];
  const { namespace, identifier } = body;
  const { passed, remaining, reset } = verdict;
  return [{ namespace, identifier, limit: allowed, remaining, reset, passed, ...omitEmpty({ overrideId }) }];
}
