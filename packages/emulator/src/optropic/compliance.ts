import { type Call, isoTime } from "./call.ts";
import { findBrokenLink } from "./chain.ts";
import { Fields } from "./fields.ts";
import { groupBy } from "./group.ts";
import { growTree, isProven, proofOf, rootOf } from "./merkle.ts";
import { takeSlice } from "./pages.ts";
import type { AuditEvent, ComplianceConfig } from "./records.ts";
import { found } from "./refusal.ts";

const day = 24 * 60 * 60 * 1000;

/** Makes every hash of the tenant's audit log again and compares. */
export async function verifyAuditChain({ tenant, now }: Call): Promise<object> {
  const broken = await findBrokenLink(tenant.auditEvents.values());
  return {
    tenant_id: tenant.id,
    chain_valid: broken === undefined,
    events_checked: tenant.auditEvents.size,
    verified_at: isoTime(now),
    broken_at_sequence: broken,
  };
}

/** Lists one root for each UTC day with events, oldest first; the current day's changes with every event. */
export async function listMerkleRoots(call: Call): Promise<readonly object[]> {
  const roots = Array.from(eventsByDay(call), async ([period, events]) => {
    const start = Date.parse(period);
    return {
      id: `mrk_${period}`,
      root_hash: rootOf(await growTree(hashesOf(events))),
      event_count: events.length,
      period_start: isoTime(start),
      period_end: isoTime(start + day),
      created_at: events.at(-1)?.created_at,
    };
  });
  return takeSlice(call.query, await Promise.all(roots));
}

/** Proves that an event is in its day's tree. */
export async function getMerkleProof(call: Call): Promise<object> {
  const event = found(call.tenant.auditEvents.get(call.id), "audit event", call.id);
  const period = dayOf(event);
  const hashes = hashesOf(eventsByDay(call).get(period) ?? []);
  const levels = await growTree(hashes);
  const proof = proofOf(levels, hashes.indexOf(event.event_hash));
  const root = rootOf(levels);
  return {
    event_id: event.id,
    event_hash: event.event_hash,
    merkle_root: root,
    proof,
    verified: await isProven(event.event_hash, proof, root),
    period,
  };
}

/** Shows how the tenant's log is kept. */
export function getConfig({ tenant }: Call): ComplianceConfig {
  return tenant.compliance;
}

/** Changes the mode, to any text. */
export function updateConfig({ tenant, body }: Call): ComplianceConfig {
  const fields = new Fields(body);
  const compliance_mode = fields.text("compliance_mode");
  fields.check();
  tenant.compliance = { ...tenant.compliance, compliance_mode };
  return tenant.compliance;
}

function eventsByDay({ tenant }: Call): ReadonlyMap<string, readonly AuditEvent[]> {
  return groupBy(tenant.auditEvents.values(), dayOf);
}

function dayOf({ created_at }: AuditEvent): string {
  return created_at.slice(0, "2030-01-01".length);
}

function hashesOf(events: readonly AuditEvent[]): readonly string[] {
  return events.map(({ event_hash }) => event_hash);
}
