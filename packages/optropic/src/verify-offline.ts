import { refuse } from "@keyrack/core";
import { fromHex, hexPattern, sha256, toHex, utf8 } from "./bytes.ts";
import { OptropicError, StaleFilterError } from "./errors.ts";
import {
  bucketBytes,
  type FilterHeader,
  headerBytes,
  isWhole,
  readFilterHeader,
  signatureBytes,
} from "./revocation-filter.ts";
import { refuseArgument, service } from "./service.ts";
import type { Verification } from "./types/asset.ts";

/** What an offline verification stands on; `filter` and `salts` come from `assets.syncFilter()`. */
export interface OfflineVerificationParams {
  assetId: string;
  filter: Uint8Array;
  /** By tenant, in hex or as bytes; at least one. */
  salts: Readonly<Record<string, string | Uint8Array>>;
  /** The 32 bytes of the Ed25519 key that signs filters; without it the signature is not checked. */
  publicKey?: Uint8Array | undefined;
  /** What to do with a filter older than the trust window: say so, or throw `StaleFilterError`. @defaultValue "permissive" */
  filterPolicy?: "permissive" | "strict" | undefined;
  /** Seconds. @defaultValue 259_200, three days */
  trustWindowSeconds?: number | undefined;
  /** Unix milliseconds. @defaultValue the platform's time */
  now?: number | undefined;
}

/** What an offline verification found. */
export interface OfflineVerification extends Verification {
  revocation_status: "clear" | "revoked" | "unknown";
  verification_mode: "offline";
  /** False without a public key: `signature_valid` then only repeats that nothing speaks against it. */
  signature_checked: boolean;
}

/**
 * Verifies an asset against a downloaded revocation filter, without a request: the filter's signature, its age, and
 * whether the asset is in it under any salt. A clear asset is found by chance once in some thousands.
 *
 * A filter with a bad signature gives `signature_valid: false` and status `unknown`. One whose size does not fit its
 * header is an `OptropicError` with the code `FILTER_INVALID`; no salts at all are a `ConfigError`.
 */
export async function verifyOffline(params: OfflineVerificationParams): Promise<OfflineVerification> {
  const { assetId, filterPolicy, now, publicKey, trustWindowSeconds, ...rest } = checkParams(params);
  // A copy: what the caller does with the buffer meanwhile must not matter.
  const filter = new Uint8Array(rest.filter);
  const header = readFilterHeader(filter);
  if (header === undefined || !isWhole(filter, header)) throw invalidFilter();
  const facts = { verified_at: new Date(now).toISOString(), verification_mode: "offline" } as const;
  if (publicKey && !(await isSigned(filter, publicKey))) {
    const unknown = { revocation_status: "unknown", filter_age_seconds: null, signature_checked: true } as const;
    return { signature_valid: false, ...unknown, ...facts };
  }
  const age = Math.floor(now / 1_000) - header.issued_at;
  const isStale = age > trustWindowSeconds;
  if (isStale && filterPolicy === "strict") throw staleFilter(age, trustWindowSeconds);
  const isRevoked = await holdsAsset(assetId, rest.salts, { filter, header });
  return {
    signature_valid: true,
    signature_checked: publicKey !== undefined,
    revocation_status: isRevoked ? "revoked" : "clear",
    filter_age_seconds: age,
    freshness: isStale ? "stale" : "current",
    ...facts,
  };
}

interface Lookup {
  readonly filter: Uint8Array<ArrayBuffer>;
  readonly header: FilterHeader;
}

async function holdsAsset(assetId: string, salts: readonly string[], lookup: Lookup): Promise<boolean> {
  for (const salt of salts) {
    const item = toHex(await sha256(utf8(assetId + salt)));
    if (await holdsItem(item, lookup)) return true;
  }
  return false;
}

// A cuckoo filter: each item's fingerprint lies in one of two buckets.
async function holdsItem(item: string, { filter, header }: Lookup): Promise<boolean> {
  const { capacity } = header;
  const first = await sha256(utf8(item));
  let digest = first;
  while (uint16(digest, 4) === 0) digest = await sha256(digest);
  const fingerprint = uint16(digest, 4);
  const distance = uint32(await sha256(digest.slice(4, 6)), 0) % capacity;
  const bucket = uint32(first, 0) % capacity;
  // Unless the capacity is a power of two, the other bucket can lie past the end; then there is none.
  const buckets = [bucket, (bucket ^ distance) >>> 0].filter((index) => index < capacity);
  return buckets.some((index) => bucketOf(filter, index).includes(fingerprint));
}

function bucketOf(filter: Uint8Array, index: number): number[] {
  const start = headerBytes + index * bucketBytes;
  return [0, 2, 4, 6].map((slot) => uint16(filter, start + slot));
}

async function isSigned(filter: Uint8Array<ArrayBuffer>, publicKey: Uint8Array): Promise<boolean> {
  const end = filter.byteLength - signatureBytes;
  try {
    const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, filter.subarray(end), filter.subarray(0, end));
  } catch {
    throw refuse(service, "publicKey is no Ed25519 key that this platform can use.", "invalid_argument");
  }
}

interface CheckedParams {
  readonly assetId: string;
  readonly filter: Uint8Array;
  readonly salts: readonly string[];
  readonly publicKey: Uint8Array | undefined;
  readonly filterPolicy: "permissive" | "strict";
  readonly trustWindowSeconds: number;
  readonly now: number;
}

function checkParams(params: OfflineVerificationParams): CheckedParams {
  const { assetId, filter, filterPolicy = "permissive", now = Date.now(), trustWindowSeconds = 259_200 } = params;
  const checks: readonly (readonly [isFine: boolean, problem: string])[] = [
    [typeof assetId === "string" && assetId !== "", "assetId must be a string that is not empty."],
    [filter instanceof Uint8Array, "filter must be bytes."],
    [isPublicKey(params.publicKey), "publicKey must be 32 bytes."],
    [filterPolicy === "permissive" || filterPolicy === "strict", 'filterPolicy must be "permissive" or "strict".'],
    [trustWindowSeconds >= 0, "trustWindowSeconds must be a number of at least 0."],
    [Math.abs(now) <= 8.64e15, "now must be a number of milliseconds."],
  ];
  const failed = checks.find(([isFine]) => !isFine);
  if (failed) throw refuseArgument(failed[1]);
  const salts = checkSalts(params.salts);
  return { assetId, filter, salts, publicKey: params.publicKey, filterPolicy, trustWindowSeconds, now };
}

function isPublicKey(value: unknown): boolean {
  return value === undefined || (value instanceof Uint8Array && value.byteLength === 32);
}

function checkSalts(given: unknown): string[] {
  const salts = Object.values((given ?? {}) as Record<string, unknown>).map((salt) =>
    salt instanceof Uint8Array ? toHex(salt) : salt,
  );
  if (salts.length === 0) throw refuseArgument("salts must not be empty: every asset would look clear.");
  return salts.map((salt) => {
    if (typeof salt !== "string" || !hexPattern.test(salt)) throw refuseArgument("salts must be hex or bytes.");
    return toHex(fromHex(salt));
  });
}

function staleFilter(ageSeconds: number, trustWindowSeconds: number): StaleFilterError {
  const message = `The revocation filter is ${ageSeconds} s old; ${trustWindowSeconds} s are trusted.`;
  return new StaleFilterError({ service, code: "FILTER_STALE_CRITICAL", message, ageSeconds, trustWindowSeconds });
}

function invalidFilter(): OptropicError {
  const message = "The revocation filter cannot be used: its size does not fit its header.";
  return new OptropicError({ service, code: "FILTER_INVALID", message });
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x10000 + uint16(bytes, at + 2);
}
