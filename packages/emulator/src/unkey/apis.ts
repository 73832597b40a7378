import { allows, type Answer, type Call, found, requirePermission } from "./call.ts";
import { isRevealAllowed, keyAnswer } from "./key-answer.ts";
import type { Api, Key } from "./model.ts";
import { takePage } from "./pages.ts";
import { Problem } from "./problem.ts";

interface ListKeysBody {
  readonly apiId: string;
  readonly limit?: number;
  readonly cursor?: string;
  readonly externalId?: string;
  readonly decrypt?: boolean;
}

/** Creates an API; names need not be unique. */
export function createApi(call: Call, body: { readonly name: string }): Answer {
  requirePermission(call, "api.*.create_api");
  const api = call.store.addApi(call.workspace, body.name);
  return { data: { apiId: api.id } };
}

/** Shows an API; one without a keyspace does not exist for this method. */
export function getApi(call: Call, body: { readonly apiId: string }): Answer {
  requirePermission(call, "api.*.read_api", body.apiId);
  const { id, name } = found(findKeyedApi(call, body.apiId), "apiNotFound");
  return { data: { id, name } };
}

/** Deletes an API softly: its keys stay, and none of them can be found or verified again. */
export function deleteApi(call: Call, body: { readonly apiId: string }): Answer {
  requirePermission(call, "api.*.delete_api", body.apiId);
  const api = found(findLiveApi(call, body.apiId), "apiNotFound");
  if (api.deleteProtection) throw new Problem("protectedResource", "The API is protected against deletion.");
  api.deleted = true;
  return { data: {} };
}

/** Lists the keys of an API; a missing read permission looks like an API that does not exist. */
export function listKeys(call: Call, body: ListKeysBody): Answer {
  const isReadable = ["api.*.read_key", "api.*.read_api"].every((permission) => allows(call, permission, body.apiId));
  const api = found(isReadable ? findKeyedApi(call, body.apiId) : undefined, "apiNotFound");
  const reveal = isRevealAllowed(call, api, body.decrypt);
  const request = { cursor: body.cursor, limit: body.limit ?? 100 };
  const { rows, pagination } = takePage(api.keys, request, ownerFilter(call, body.externalId));
  return { data: rows.map((key) => keyAnswer(key, call.now, { reveal })), pagination };
}

/** Finds an API that is not deleted and can hold keys. */
export function findKeyedApi(call: Call, apiId: string): Api | undefined {
  const api = findLiveApi(call, apiId);
  return api?.hasKeyspace === true ? api : undefined;
}

function findLiveApi(call: Call, apiId: string): Api | undefined {
  const api = call.workspace.apis.get(apiId);
  return api?.deleted === false ? api : undefined;
}

function ownerFilter(call: Call, externalId: string | undefined): (key: Key) => boolean {
  if (externalId === undefined) return () => true;
  const owner = call.workspace.identityByExternalId.get(externalId);
  return ({ identity }) => owner !== undefined && identity === owner;
}
