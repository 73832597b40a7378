import { type Call, isoTime } from "./call.ts";
import { nextLink } from "./chain.ts";
import { Fields } from "./fields.ts";
import { type Page, takePage } from "./pages.ts";
import type { AuditEvent } from "./records.ts";
import { found } from "./refusal.ts";

/** Records an event of the caller's own, in the key's name. */
export async function createAuditEvent({ tenant, store, key, now, body }: Call): Promise<AuditEvent> {
  const fields = new Fields(body);
  const facts = {
    event_type: fields.text("event_type"),
    actor: key.id,
    resource_id: fields.optionalText("resource_id"),
    resource_type: fields.optionalText("resource_type"),
    details: fields.optionalObject("details"),
  };
  fields.check();
  const content = { id: store.createId("evt"), tenant_id: tenant.id, ...facts, created_at: isoTime(now) };
  const event = { ...content, ...(await nextLink(tenant.chainHeads.get("audit"), content)) };
  tenant.chainHeads.set("audit", event);
  tenant.auditEvents.set(event.id, event);
  return event;
}

/** Lists events, oldest first. */
export function listAuditEvents({ tenant, query }: Call): Page<AuditEvent> {
  const isInPeriod = query.period();
  const rows = Array.from(tenant.auditEvents.values()).filter(
    ({ event_type, resource_id, created_at }) =>
      query.accepts("event_type", event_type) && query.accepts("resource_id", resource_id) && isInPeriod(created_at),
  );
  return takePage(query, rows);
}

/** Shows an event. */
export function getAuditEvent({ tenant, id }: Call): AuditEvent {
  return found(tenant.auditEvents.get(id), "audit event", id);
}
