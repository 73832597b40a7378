import { refuse } from "./checks.ts";
import type { ResponseMeta } from "./request.ts";

/**
 * Gives a call's value together with status, headers, request id and attempt count of the request that succeeded;
 * of several requests, those of the last one.
 */
export async function withMeta<T>(
  call: (options: { onMeta: (meta: ResponseMeta) => void }) => Promise<T>,
): Promise<{ value: T; meta: ResponseMeta }> {
  let last: ResponseMeta | undefined;
  const value = await call({
    onMeta: (meta) => {
      last = meta;
    },
  });
  if (last) return { value, meta: last };
  throw refuse("keyrack", "withMeta: the call made no request, or the options were not passed on.", "invalid_argument");
}
