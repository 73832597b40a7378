import { type HttpClient, quietly, type ResponseMeta } from "@keyrack/core";
import { NotFoundError } from "./errors.ts";
import { requireId } from "./inputs.ts";
import { judgeConfirmation } from "./judges.ts";
import type { VeniceCallOptions } from "./options.ts";
import type { DeletedApiKey } from "./types/api-key.ts";

/** A key to be deleted. */
export interface Deletion {
  readonly id: string;
  /** Texts that must not show in an error, beside the client's own key. */
  readonly secrets?: readonly string[] | undefined;
}

/** Deletes a key; that there is none any more, after an attempt whose answer was lost, is what was wanted. */
export async function deleteKey(
  http: HttpClient,
  { id, secrets = [] }: Deletion,
  options: VeniceCallOptions | undefined,
): Promise<DeletedApiKey> {
  const started = performance.now();
  const request = { query: { id: requireId(id) }, secrets, judge: judgeConfirmation };
  try {
    return await http.delete<DeletedApiKey>("/api_keys", request, options);
  } catch (error) {
    if (!(error instanceof NotFoundError && error.maybeApplied)) throw error;
    const durationMs = performance.now() - started;
    quietly(() => options?.onMeta?.(metaOf(error, durationMs)));
    return { success: true };
  }
}

// The core calls it for a 2xx only.
function metaOf(error: NotFoundError, durationMs: number): ResponseMeta {
  const { attempts, headers, idempotencyKey, method = "", path = "", requestId, route = "", status } = error;
  return { method, path, route, status, headers, requestId, attempts, durationMs, idempotencyKey };
}
