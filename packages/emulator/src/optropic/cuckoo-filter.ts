import { type Bytes, fromHex, sha256, utf8 } from "./bytes.ts";

const slotsPerBucket = 4;
const bytesPerSlot = 2;
const leastCapacity = 256;
/** Sparse, so that an asset that is not in the filter is as good as never found in it. */
const bucketsPerItem = 8;

/** A cuckoo filter's table: `capacity` buckets of four fingerprints, big-endian, 0 where a slot is free. */
export interface CuckooTable {
  readonly capacity: number;
  readonly bytes: Bytes;
}

/** Builds the table that finds every item. */
export async function buildTable(items: readonly string[]): Promise<CuckooTable> {
  const traces = await Promise.all(items.map(trace));
  // A power of two keeps the second bucket inside the table.
  let capacity = 2 ** Math.ceil(Math.log2(Math.max(leastCapacity, traces.length * bucketsPerItem)));
  for (;;) {
    const bytes = fill(traces, capacity);
    if (bytes !== undefined) return { capacity, bytes };
    capacity *= 2;
  }
}

interface Trace {
  readonly fingerprint: number;
  /** Before the modulo by the capacity. */
  readonly firstBucket: number;
  readonly distance: number;
}

async function trace(item: string): Promise<Trace> {
  const first = await sha256(utf8(item));
  let digest = first;
  while (read16(digest, 4) === 0) digest = await sha256(digest);
  const fingerprint = read16(digest, 4);
  const hashed = await sha256(fromHex(fingerprint.toString(16).padStart(4, "0")) ?? digest);
  return { fingerprint, firstBucket: read32(first), distance: read32(hashed) };
}

function fill(traces: readonly Trace[], capacity: number): Bytes | undefined {
  const table = new DataView(new ArrayBuffer(capacity * slotsPerBucket * bytesPerSlot));
  for (const { fingerprint, firstBucket, distance } of traces) {
    const first = firstBucket % capacity;
    const isStored = [first, first ^ (distance % capacity)].some((bucket) => store(table, bucket, fingerprint));
    if (!isStored) return undefined;
  }
  return new Uint8Array(table.buffer);
}

function store(table: DataView, bucket: number, fingerprint: number): boolean {
  for (let slot = 0; slot < slotsPerBucket; slot += 1) {
    const offset = (bucket * slotsPerBucket + slot) * bytesPerSlot;
    if (table.getUint16(offset) !== 0) continue;
    table.setUint16(offset, fingerprint);
    return true;
  }
  return false;
}

function read16(bytes: Bytes, offset: number): number {
  return new DataView(bytes.buffer).getUint16(offset);
}

function read32(bytes: Bytes): number {
  return new DataView(bytes.buffer).getUint32(0);
}
