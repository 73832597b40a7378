import { expect } from "vitest";
import { page, type WireRow } from "./wire-row.ts";

const text = expect.any(String) as unknown;
const number = expect.any(Number) as unknown;

/** The wire rows of keys, keysets, the audit log and its proofs, webhooks. */
export const keyRows: readonly WireRow[] = [
  {
    method: "keys.create",
    call: async ({ keys }) =>
      await keys.create({
        environment: "live",
        tenant_id: "tnt_test",
        permissions: ["assets:read"],
        expires_in_days: 9,
      }),
    route: "POST /v1/keys",
    json: () => ({ environment: "live", tenant_id: "tnt_test", permissions: ["assets:read"], expires_in_days: 9 }),
    answer: { key: expect.stringMatching(/^optr_live_/) as unknown, warning: text },
  },
  {
    method: "keys.list",
    call: async ({ keys }) => await keys.list(),
    route: "GET /v1/keys",
    answer: { data: expect.arrayContaining([expect.objectContaining({ label: "CI" })]) as unknown },
  },
  {
    method: "keys.retrieve",
    call: async ({ keys }, { keyId }) => await keys.retrieve(keyId),
    route: "GET /v1/keys/{keyId}",
    answer: { label: "CI", is_active: true },
  },
  {
    method: "keys.get",
    call: async ({ keys }, { keyId }) => await keys.get(keyId),
    route: "GET /v1/keys/{keyId}",
    answer: { label: "CI" },
  },
  {
    method: "keys.update",
    call: async ({ keys }, { keyId }) => await keys.update(keyId, { label: "CD" }),
    route: "PATCH /v1/keys/{keyId}",
    json: () => ({ label: "CD" }),
    answer: { label: "CD" },
  },
  {
    method: "keys.revoke",
    call: async ({ keys }, { keyId }) => await keys.revoke(keyId),
    route: "DELETE /v1/keys/{keyId}",
    answer: undefined,
  },
  {
    method: "keys.current",
    call: async ({ keys }) => await keys.current(),
    route: "GET /v1/keys/current",
    answer: { name: "live", rate_limit: number },
  },
  {
    method: "keys.rotate",
    call: async ({ keys }, { keyId }) => await keys.rotate(keyId),
    route: "POST /v1/keys/{keyId}/rotate",
    json: () => ({ grace_period_hours: 24 }),
    answer: { new_key_value: text, grace_period_until: text },
  },
  {
    method: "keysets.create",
    call: async ({ keysets }) => await keysets.create({ name: "Production", description: "Keys" }),
    route: "POST /v1/keysets",
    json: () => ({ name: "Production", description: "Keys" }),
    answer: { id: text, name: "Production" },
  },
  {
    method: "keysets.list",
    call: async ({ keysets }) => await keysets.list({ per_page: 10 }),
    route: "GET /v1/keysets",
    query: { per_page: "10" },
    answer: page({ name: "Production" }),
  },
  {
    method: "keysets.retrieve",
    call: async ({ keysets }, { keysetId }) => await keysets.retrieve(keysetId),
    route: "GET /v1/keysets/{keysetId}",
    answer: { name: "Production" },
  },
  {
    method: "keysets.get",
    call: async ({ keysets }, { keysetId }) => await keysets.get(keysetId),
    route: "GET /v1/keysets/{keysetId}",
    answer: { name: "Production" },
  },
  {
    method: "audit.create",
    call: async ({ audit }) => await audit.create({ event_type: "label.torn", details: { by: null } }),
    route: "POST /v1/audit",
    json: () => ({ event_type: "label.torn", details: { by: null } }),
    answer: { event_type: "label.torn", chain_sequence: number },
  },
  {
    method: "audit.list",
    call: async ({ audit }) => await audit.list({ event_type: "label.printed", page: 1, limit: 7 }),
    route: "GET /v1/audit",
    query: { event_type: "label.printed", page: "1", limit: "7" },
    answer: page({ event_type: "label.printed" }),
  },
  {
    method: "audit.retrieve",
    call: async ({ audit }, { eventId }) => await audit.retrieve(eventId),
    route: "GET /v1/audit/{eventId}",
    answer: { event_type: "label.printed" },
  },
  {
    method: "audit.get",
    call: async ({ audit }, { eventId }) => await audit.get(eventId),
    route: "GET /v1/audit/{eventId}",
    answer: { event_type: "label.printed" },
  },
  {
    method: "compliance.verifyChain",
    call: async ({ compliance }) => await compliance.verifyChain(),
    route: "POST /v1/compliance/verify-chain",
    answer: { chain_valid: true, events_checked: 1 },
  },
  {
    method: "compliance.listMerkleRoots",
    call: async ({ compliance }) => await compliance.listMerkleRoots(),
    route: "GET /v1/compliance/merkle-roots",
    answer: page({ event_count: 1 }),
  },
  {
    method: "compliance.getMerkleProof",
    call: async ({ compliance }, { eventId }) => await compliance.getMerkleProof(eventId),
    route: "GET /v1/compliance/merkle-proof/{eventId}",
    answer: { verified: true },
  },
  {
    method: "compliance.exportAudit",
    call: async ({ compliance }) => await compliance.exportAudit({ from_date: "2020-01-01", limit: 5 }),
    route: "GET /v1/compliance/export",
    query: { from_date: "2020-01-01", limit: "5" },
    answer: { event_count: 1, csv: text },
  },
  {
    method: "compliance.getConfig",
    call: async ({ compliance }) => await compliance.getConfig(),
    route: "GET /v1/compliance/config",
    answer: { compliance_mode: "standard" },
  },
  {
    method: "compliance.updateConfig",
    call: async ({ compliance }) => await compliance.updateConfig({ compliance_mode: "strict" }),
    route: "PATCH /v1/compliance/config",
    json: () => ({ compliance_mode: "strict" }),
    answer: { compliance_mode: "strict" },
  },
  {
    method: "webhooks.create",
    call: async ({ webhooks }) =>
      await webhooks.create({ url: "https://app.example/other", events: ["asset.verified"] }),
    route: "POST /v1/webhooks",
    json: () => ({ url: "https://app.example/other", events: ["asset.verified"] }),
    answer: { secret: text },
  },
  {
    method: "webhooks.list",
    call: async ({ webhooks }) => await webhooks.list(),
    route: "GET /v1/webhooks",
    answer: page({ url: "https://app.example/hook" }),
  },
  {
    method: "webhooks.retrieve",
    call: async ({ webhooks }, { webhookId }) => await webhooks.retrieve(webhookId),
    route: "GET /v1/webhooks/{webhookId}",
    answer: { is_active: true },
  },
  {
    method: "webhooks.get",
    call: async ({ webhooks }, { webhookId }) => await webhooks.get(webhookId),
    route: "GET /v1/webhooks/{webhookId}",
    answer: { is_active: true },
  },
  {
    method: "webhooks.update",
    call: async ({ webhooks }, { webhookId }) => await webhooks.update(webhookId, { is_active: false }),
    route: "PATCH /v1/webhooks/{webhookId}",
    json: () => ({ is_active: false }),
    answer: { is_active: false },
  },
  {
    method: "webhooks.delete",
    call: async ({ webhooks }, { webhookId }) => await webhooks.delete(webhookId),
    route: "DELETE /v1/webhooks/{webhookId}",
    answer: undefined,
  },
  {
    method: "webhooks.listDeliveries",
    call: async ({ webhooks }, { webhookId }) => await webhooks.listDeliveries(webhookId),
    route: "GET /v1/webhooks/{webhookId}/deliveries",
    answer: page(),
  },
];
