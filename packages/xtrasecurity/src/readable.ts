import { listNames, SecretsError } from "./errors.ts";
import type { XtraErrorCode } from "./error-codes.ts";
import { service } from "./service.ts";
import { secretsRoute, type Snapshot } from "./snapshot.ts";

/** What a reader demands of secrets before it uses them. */
export interface Demands {
  /** Whether masks are taken for values. */
  readonly allowMasked?: boolean | undefined;
  /** Keys that must be there. */
  readonly required?: readonly string[] | undefined;
  /** Whether there must be any. */
  readonly requireNonEmpty?: boolean | undefined;
}

/**
 * Refuses secrets that are masked, that could not be decrypted or that are missing; `names` are those that will be
 * used. The error lists keys, never values.
 */
export function requireReadable(snapshot: Snapshot, demands: Demands, names: readonly string[] = snapshot.names): void {
  const used = new Set(names);
  const masked = demands.allowMasked === true ? [] : snapshot.masked.filter((name) => used.has(name));
  if (masked.length > 0) {
    throw unfit(
      snapshot,
      { code: "masked_values", keys: masked },
      "gave masks in the place of values this token may not see",
    );
  }
  const broken = snapshot.undecryptable.filter((name) => used.has(name));
  if (broken.length > 0) {
    throw unfit(
      snapshot,
      { code: "undecryptable_value", keys: broken },
      "gave values that the service could not decrypt",
    );
  }
  const missing = (demands.required ?? []).filter((name) => !snapshot.names.includes(name));
  if (missing.length > 0)
    throw unfit(snapshot, { code: "missing_secrets", keys: missing }, "gave no value of what is required");
  if (demands.requireNonEmpty === true && snapshot.names.length === 0) {
    throw unfit(
      snapshot,
      { code: "missing_secrets", keys: [] },
      "gave no secrets; the service answers so to a wrong branch, too",
    );
  }
}

function unfit(snapshot: Snapshot, { code, keys }: Finding, problem: string): SecretsError {
  const { path } = snapshot;
  const message = `GET ${path} ${problem}${keys.length > 0 ? `: ${listNames(keys)}` : ""}`;
  return new SecretsError({ service, code, message, method: "GET", path, route: secretsRoute, status: 200, keys });
}

interface Finding {
  readonly code: XtraErrorCode;
  readonly keys: readonly string[];
}
