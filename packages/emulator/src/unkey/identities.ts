import { type Answer, type Call, found, requirePermission } from "./call.ts";
import { identityAnswer } from "./key-answer.ts";
import { refuseLargeMeta } from "./meta-size.ts";
import type { Identity, Meta } from "./model.ts";
import { type LimitBody, limitsAnswer, replaceLimits } from "./named-limits.ts";
import { omitEmpty } from "./omit-empty.ts";
import { isFound, takePage } from "./pages.ts";
import { Problem } from "./problem.ts";

interface IdentitySettings {
  readonly meta?: Meta;
  readonly ratelimits?: readonly LimitBody[];
}

interface ListIdentitiesBody {
  readonly limit?: number;
  readonly cursor?: string;
  readonly search?: string;
}

/** Creates an identity; of two rate limits of one name the last is kept. */
export function createIdentity(call: Call, body: IdentitySettings & { readonly externalId: string }): Answer {
  requirePermission(call, "identity.*.create_identity");
  refuseLargeMeta(body.meta);
  const { store, workspace } = call;
  const { externalId, meta } = body;
  if (workspace.identityByExternalId.has(externalId)) {
    throw new Problem("identityExists", `An identity with the external id "${externalId}" exists.`);
  }
  const ratelimits = replaceLimits(store, body.ratelimits ?? []);
  const identity = store.addIdentity(workspace, { externalId, meta, ratelimits });
  return { data: { identityId: identity.id } };
}

/** Shows an identity, found by its id or its external id. */
export function getIdentity(call: Call, body: { readonly identity: string }): Answer {
  const identity = found(findIdentity(call, body.identity), "identityNotFound");
  requirePermission(call, "identity.*.read_identity", identity.id);
  return { data: identityAnswer(identity) };
}

/** Deletes an identity: its keys go on without it, and its external id is free again. The answer has no `data`. */
export function deleteIdentity(call: Call, body: { readonly identity: string }): Answer {
  requirePermission(call, "identity.*.delete_identity");
  const identity = found(findIdentity(call, body.identity), "identityNotFound");
  call.workspace.identities.delete(identity);
  call.workspace.identityByExternalId.delete(identity.externalId);
  for (const key of call.workspace.keys.values()) {
    if (key.identity === identity) key.identity = undefined;
  }
  return {};
}

/** Changes an identity; the answer shows `meta` only where this call set it. */
export function updateIdentity(call: Call, body: IdentitySettings & { readonly identity: string }): Answer {
  requirePermission(call, "identity.*.update_identity");
  refuseDuplicateNames(body.ratelimits ?? []);
  refuseLargeMeta(body.meta);
  const identity = found(findIdentity(call, body.identity), "identityNotFound");
  if (body.meta !== undefined) identity.meta = body.meta;
  if (body.ratelimits !== undefined) {
    identity.ratelimits = replaceLimits(call.store, body.ratelimits, identity.ratelimits);
  }
  const { id, externalId } = identity;
  return { data: { id, externalId, ...omitEmpty({ meta: body.meta, ratelimits: limitsAnswer(identity.ratelimits) }) } };
}

/** Lists identities; the first row that may not be read refuses the page. */
export function listIdentities(call: Call, body: ListIdentitiesBody): Answer {
  const request = { cursor: body.cursor, limit: body.limit ?? 100 };
  const { rows, pagination } = takePage(call.workspace.identities, request, ({ id, externalId }) =>
    isFound(body.search, [id, externalId]),
  );
  for (const { id } of rows) requirePermission(call, "identity.*.read_identity", id);
  return { data: rows.map(identityAnswer), pagination };
}

function findIdentity(call: Call, text: string): Identity | undefined {
  return call.workspace.identities.get(text) ?? call.workspace.identityByExternalId.get(text);
}

function refuseDuplicateNames(limits: readonly LimitBody[]): void {
  if (new Set(limits.map(({ name }) => name)).size < limits.length) {
    throw new Problem("invalidInput", "Two rate limits have one name.");
  }
}
