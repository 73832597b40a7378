import { findAsset } from "./assets.ts";
import { type Call, isoTime } from "./call.ts";
import { findBrokenLink, nextLink } from "./chain.ts";
import { Fields } from "./fields.ts";
import { type Page, takePage } from "./pages.ts";
import type { ProvenanceEvent } from "./records.ts";
import { found } from "./refusal.ts";

/** Adds an event of any type to the chain of an asset. */
export async function recordProvenance(call: Call): Promise<ProvenanceEvent> {
  const { tenant, store, now } = call;
  const fields = new Fields(call.body);
  const facts = {
    asset_id: fields.text("asset_id"),
    event_type: fields.text("event_type"),
    actor: fields.text("actor"),
    location: fields.optionalObject("location"),
    metadata: fields.optionalObject("metadata"),
  };
  fields.check();
  const asset = findAsset(call, facts.asset_id);
  const content = { id: store.createId("prv"), ...facts, timestamp: isoTime(now) };
  const event = { ...content, ...(await nextLink(tenant.chainHeads.get(asset.id), content)) };
  tenant.chainHeads.set(asset.id, event);
  tenant.provenance.set(event.id, event);
  return event;
}

/** Shows an event. */
export function getProvenance({ tenant, id }: Call): ProvenanceEvent {
  return found(tenant.provenance.get(id), "provenance event", id);
}

/** Lists events of all assets, oldest first. */
export function listProvenance({ tenant, query }: Call): Page<ProvenanceEvent> {
  const isInPeriod = query.period();
  const rows = Array.from(tenant.provenance.values()).filter(
    ({ asset_id, event_type, timestamp }) =>
      query.accepts("asset_id", asset_id) && query.accepts("event_type", event_type) && isInPeriod(timestamp),
  );
  return takePage(query, rows);
}

/** Shows the whole chain of an asset, from its first event; it may be empty. */
export function getChain(call: Call): object {
  return { asset_id: call.id, events: chainOf(call) };
}

/** Makes every hash of an asset's chain again and compares. */
export async function verifyChain(call: Call): Promise<object> {
  const events = chainOf(call);
  const broken = await findBrokenLink(events);
  return {
    asset_id: call.id,
    chain_valid: broken === undefined,
    events_checked: events.length,
    verified_at: isoTime(call.now),
    broken_at_sequence: broken,
  };
}

function chainOf(call: Call): readonly ProvenanceEvent[] {
  const asset = findAsset(call, call.id);
  return Array.from(call.tenant.provenance.values()).filter(({ asset_id }) => asset_id === asset.id);
}
