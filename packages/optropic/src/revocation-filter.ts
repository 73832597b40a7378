import { type BinaryAnswer, DecodeError } from "@keyrack/core";
import { hexPattern } from "./bytes.ts";
import { service } from "./service.ts";

/** A downloaded revocation filter. It can be kept in a file and used without network. */
export interface SyncedFilter {
  /** Header, buckets and signature, as `verifyOffline` takes them. */
  filter: Uint8Array;
  /** Hex by tenant; `_self` where the service names none. */
  salts: Record<string, string>;
  issued_at: Date;
  /** How many revoked assets are in it. */
  item_count: number;
}

/** The first 19 bytes of a revocation filter, all numbers big-endian. */
export interface FilterHeader {
  version: number;
  /** Unix seconds. */
  issued_at: number;
  item_count: number;
  /** Names the key pair of the signature. */
  key_id: number;
  /** Number of buckets, each of four 2-byte fingerprints. */
  capacity: number;
}

/** Bytes of the header. */
export const headerBytes = 19;
/** Bytes of a bucket: four fingerprints of two bytes. */
export const bucketBytes = 8;
/** Bytes of the Ed25519 signature at the end. */
export const signatureBytes = 64;

/** Reads the header of a revocation filter; undefined where there are fewer than 19 bytes or the date is none. */
export function readFilterHeader(filter: Uint8Array): FilterHeader | undefined {
  if (filter.byteLength < headerBytes) return undefined;
  const view = new DataView(filter.buffer, filter.byteOffset, filter.byteLength);
  const issued_at = Number(view.getBigInt64(1));
  // Beyond these seconds there is no `Date`.
  if (Math.abs(issued_at) > 8.64e12) return undefined;
  return {
    version: view.getUint8(0),
    issued_at,
    item_count: view.getUint32(9),
    key_id: view.getUint16(13),
    capacity: view.getUint32(15),
  };
}

/** Whether a filter is as long as its header says. */
export function isWhole(filter: Uint8Array, { capacity }: FilterHeader): boolean {
  return capacity > 0 && filter.byteLength === headerBytes + capacity * bucketBytes + signatureBytes;
}

/**
 * Reads `tenant:hex,tenant:hex`; parts without a colon, a name or a value are left out. Undefined where a salt is not
 * hex: without it, revoked assets would look clear.
 */
function readSalts(header: string): Record<string, string> | undefined {
  const pairs = header.split(",").map((part) => {
    const colon = part.indexOf(":");
    return colon < 0 ? ["", ""] : [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
  });
  const salts = pairs.filter(([tenant, salt]) => tenant !== "" && salt !== "");
  if (!salts.every(([, salt = ""]) => hexPattern.test(salt))) return undefined;
  return Object.fromEntries(salts) as Record<string, string>;
}

/** Reads the answer of the filter download; a filter that is not whole is a `DecodeError`. */
export function readFilter({ bytes, headers }: BinaryAnswer): SyncedFilter {
  const header = readFilterHeader(bytes);
  if (header === undefined || !isWhole(bytes, header)) throw undecodable("its size does not fit its header");
  const own = headers.get("x-optropic-filter-salt")?.trim();
  const named = headers.get("x-optropic-filter-salts") ?? "";
  const salts = readSalts(named === "" && own ? `_self:${own}` : named);
  if (salts === undefined) throw undecodable("a salt is not hex");
  return { filter: bytes, salts, issued_at: new Date(header.issued_at * 1_000), item_count: header.item_count };
}

function undecodable(problem: string): DecodeError {
  const message = `GET /sync/revocation-filter was answered with a filter that cannot be used: ${problem}.`;
  const request = { method: "GET", path: "/sync/revocation-filter", route: "/sync/revocation-filter" };
  return new DecodeError({ service, code: "invalid_body", message, status: 200, attempts: 1, ...request });
}
