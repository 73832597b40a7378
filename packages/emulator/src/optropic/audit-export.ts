import { utf8 } from "./bytes.ts";
import { type Call, isoTime } from "./call.ts";
import type { AuditEvent } from "./records.ts";
import { signHex, signingAlgorithm, signingKeyId, signingPublicKey } from "./signer.ts";

const columns = [
  "id",
  "created_at",
  "event_type",
  "actor",
  "resource_id",
  "resource_type",
  "details",
  "chain_sequence",
  "event_hash",
] as const;

/** Exports the audit log, or its first `limit` events in the period, as CSV (RFC 4180) with a signature over its bytes. */
export async function exportAudit({ tenant, query, now }: Call): Promise<object> {
  const isInPeriod = query.period();
  const limit = query.integer("limit", 1);
  const events = Array.from(tenant.auditEvents.values())
    .filter(({ created_at }) => isInPeriod(created_at))
    .slice(0, limit);
  const csv = writeCsv(events);
  return {
    filename: `audit-${isoTime(now).slice(0, "2030-01-01".length)}.csv`,
    event_count: events.length,
    csv,
    signature: await signHex(utf8(csv)),
    public_key_hex: signingPublicKey,
    key_id: signingKeyId,
    algorithm: signingAlgorithm,
  };
}

function writeCsv(events: readonly AuditEvent[]): string {
  const rows = events.map((event) => columns.map((column) => writeCell(event[column])).join(","));
  return [columns.join(","), ...rows, ""].join("\r\n");
}

function writeCell(value: string | number | object | undefined): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
