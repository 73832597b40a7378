import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { AuditRow } from "./model-events.ts";

/** What a chain's first row has before it. */
const nothingBefore: string = "0".repeat(64);

const keptRows = 10_000;

/** A row before it has its place in the chain. */
export type AuditDraft = Omit<AuditRow, "previousHash" | "currentHash"> & { readonly isChained: boolean };

/** The audit rows by time, the newest 10,000 of them. */
export class AuditLog {
  /** Oldest first. */
  readonly rows: AuditRow[] = [];
  #hashBefore: string = nothingBefore;

  /** The hash that the oldest kept row's predecessor had: 64 zeros until the first row is dropped. */
  get hashBefore(): string {
    return this.#hashBefore;
  }

  /** Adds rows that were made at once: those of them in the chain all take the same predecessor. */
  add(drafts: readonly AuditDraft[]): void {
    const newest = this.rows.at(-1);
    const previousHash = (newest === undefined ? this.#hashBefore : newest.currentHash) ?? nothingBefore;
    for (const draft of drafts) this.#insert(finish(draft, previousHash));
  }

  #insert(row: AuditRow): void {
    const index = this.rows.findLastIndex(({ timestamp }) => timestamp <= row.timestamp) + 1;
    this.rows.splice(index, 0, row);
    if (this.rows.length > keptRows) this.#hashBefore = this.rows.shift()?.currentHash ?? nothingBefore;
  }
}

/** Hashes a row's content with its predecessor's hash: SHA-256 in hex. */
export function hashAuditRow(row: Omit<AuditRow, "currentHash">): string {
  const { userId, action, entity, entityId, changes, timestamp, workspaceId, previousHash } = row;
  const content = [previousHash, userId, action, entity, entityId, changes, timestamp, workspaceId];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(content))));
}

function finish({ isChained, ...draft }: AuditDraft, previousHash: string): AuditRow {
  const { ipAddress, userAgent, ...content } = draft;
  if (!isChained) return { ...content, previousHash: null, currentHash: null, ipAddress, userAgent };
  const currentHash = hashAuditRow({ ...draft, previousHash });
  return { ...content, previousHash, currentHash, ipAddress, userAgent };
}
