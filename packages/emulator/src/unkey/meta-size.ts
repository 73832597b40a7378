import type { Meta } from "./model.ts";
import { Problem } from "./problem.ts";

// The width of the database column that takes the `meta` of a key.
const largestKeyMeta = 65_535;
const largestIdentityMeta = 1024 * 1024;

/** Tells whether the `meta` of a key is above 64 KiB when serialised. */
export function isHugeMeta(meta: Meta | null | undefined): boolean {
  return byteLength(meta) > largestKeyMeta;
}

/** Refuses, as the service's database would, more than 64 KiB of `meta` of a key. */
export function refuseHugeMeta(meta: Meta | null | undefined): void {
  if (isHugeMeta(meta)) throw new Problem("serviceUnavailable", "`meta` does not fit into the database.");
}

/** Refuses more than 1 MiB of `meta` of an identity. */
export function refuseLargeMeta(meta: Meta | undefined): void {
  if (byteLength(meta) > largestIdentityMeta) throw new Problem("invalidInput", "`meta` is larger than 1 MiB.");
}

function byteLength(meta: Meta | null | undefined): number {
  return meta ? new TextEncoder().encode(JSON.stringify(meta)).length : 0;
}
