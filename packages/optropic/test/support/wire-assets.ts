import { expect } from "vitest";
import { page, type WireRow } from "./wire-row.ts";

const asset = { status: "active", is_sandbox: false };
const verification = { signature_valid: true, revocation_status: "clear", verification_mode: "online" };

/** The wire rows of assets, their filter, and what stands beside them: documents, provenance, schemas. */
export const assetRows: readonly WireRow[] = [
  {
    method: "assets.create",
    call: async ({ assets }) => await assets.create({ external_id: "SKU-9", config: { size: null } }),
    route: "POST /v1/assets",
    json: () => ({ external_id: "SKU-9", config: { size: null } }),
    answer: { ...asset, external_id: "SKU-9", seal: { algorithm: "ed25519" } },
  },
  {
    method: "assets.list",
    call: async ({ assets }) => await assets.list({ vertical: "wine", is_sandbox: false, page: 1, per_page: 5 }),
    route: "GET /v1/assets",
    query: { vertical: "wine", is_sandbox: "false", page: "1", per_page: "5" },
    answer: page({ ...asset, external_id: "SKU-1" }),
  },
  {
    method: "assets.retrieve",
    call: async ({ assets }, { assetId }) => await assets.retrieve(assetId),
    route: "GET /v1/assets/{assetId}",
    answer: { ...asset, metadata: {} },
  },
  {
    method: "assets.get",
    call: async ({ assets }, { assetId }) => await assets.get(assetId),
    route: "GET /v1/assets/{assetId}",
    answer: asset,
  },
  {
    method: "assets.update",
    call: async ({ assets }, { assetId }) => await assets.update(assetId, { vertical: "cheese", metadata: undefined }),
    route: "PATCH /v1/assets/{assetId}",
    json: () => ({ vertical: "cheese" }),
    answer: { ...asset, vertical: "cheese" },
  },
  {
    method: "assets.revoke",
    call: async ({ assets }, { assetId }) => await assets.revoke(assetId, { reason: "recall" }),
    route: "POST /v1/assets/{assetId}/revoke",
    json: () => ({ reason: "recall" }),
    answer: { status: "revoked" },
  },
  {
    method: "assets.verify",
    call: async ({ assets }, { assetId }) => await assets.verify(assetId),
    route: "POST /v1/assets/{assetId}/verify",
    answer: verification,
  },
  {
    method: "assets.batchCreate",
    call: async ({ assets }) => await assets.batchCreate({ keyset_id: "ks_1", assets: [{ external_id: "B-1" }, {}] }),
    route: "POST /v1/assets/batch",
    json: () => ({ keyset_id: "ks_1", assets: [{ external_id: "B-1" }, {}] }),
    answer: { created: 2, requested: 2, errors: null, assets: [asset, asset] },
  },
  {
    method: "assets.batchVerify",
    call: async ({ assets }, { assetId }) => await assets.batchVerify([assetId]),
    route: "POST /v1/assets/batch-verify",
    json: ({ assetId }) => ({ asset_ids: [assetId] }),
    answer: { verified: 1, requested: 1, errors: null, results: [verification] },
  },
  {
    method: "assets.batchRevoke",
    call: async ({ assets }, { assetId }) => await assets.batchRevoke([assetId], { reason: "recall" }),
    route: "POST /v1/assets/batch-revoke",
    json: ({ assetId }) => ({ asset_ids: [assetId], reason: "recall" }),
    answer: { revoked: 1, requested: 1, errors: null, results: [{ status: "revoked" }] },
  },
  {
    method: "assets.syncFilter",
    call: async ({ assets }) => await assets.syncFilter(),
    route: "GET /v1/sync/revocation-filter",
    answer: { filter: expect.any(Uint8Array) as unknown, issued_at: expect.any(Date) as unknown, item_count: 0 },
  },
  {
    method: "schemas.create",
    call: async ({ schemas }) =>
      await schemas.create({ vertical_id: "tea", metadata_schema: { origin: { type: "string" } }, version: "2.0" }),
    route: "POST /v1/schemas",
    json: () => ({ vertical_id: "tea", metadata_schema: { origin: { type: "string" } }, version: "2.0" }),
    answer: { verticalId: "tea", version: "2.0", isActive: true },
  },
  {
    method: "schemas.list",
    call: async ({ schemas }) => await schemas.list({ include_inactive: true }),
    route: "GET /v1/schemas",
    query: { include_inactive: "true" },
    answer: page({ verticalId: "wine" }),
  },
  {
    method: "schemas.retrieve",
    call: async ({ schemas }) => await schemas.retrieve("wine"),
    route: "GET /v1/schemas/wine",
    answer: { verticalId: "wine" },
  },
  {
    method: "schemas.get",
    call: async ({ schemas }) => await schemas.get("wine"),
    route: "GET /v1/schemas/wine",
    answer: { verticalId: "wine" },
  },
  {
    method: "schemas.update",
    call: async ({ schemas }) => await schemas.update("wine", { description: "Bottles", is_active: true }),
    route: "PATCH /v1/schemas/wine",
    json: () => ({ description: "Bottles", is_active: true }),
    answer: { description: "Bottles" },
  },
  {
    method: "schemas.delete",
    call: async ({ schemas }) => await schemas.delete("wine"),
    route: "DELETE /v1/schemas/wine",
    answer: { isActive: false },
  },
  {
    method: "schemas.validate",
    call: async ({ schemas }) => await schemas.validate("wine", { vintage: 1998 }),
    route: "GET /v1/schemas/wine",
    answer: { valid: true, errors: [] },
  },
  {
    method: "documents.enroll",
    call: async ({ documents }, { assetId: asset_id }) =>
      await documents.enroll({ asset_id, fingerprint_hash: "cc33", descriptor_version: "1", substrate_type: "foil" }),
    route: "POST /v1/documents",
    json: ({ assetId: asset_id }) => ({
      asset_id,
      fingerprint_hash: "cc33",
      descriptor_version: "1",
      substrate_type: "foil",
    }),
    answer: { fingerprint_hash: "cc33", status: "active" },
  },
  {
    method: "documents.verify",
    call: async ({ documents }) =>
      await documents.verify({ fingerprint_hash: "aa11", descriptor_version: "1", threshold: 0.9 }),
    route: "POST /v1/documents/verify",
    json: () => ({ fingerprint_hash: "aa11", descriptor_version: "1", threshold: 0.9 }),
    answer: { matched: true, threshold: 0.9 },
  },
  {
    method: "documents.retrieve",
    call: async ({ documents }, { documentId }) => await documents.retrieve(documentId),
    route: "GET /v1/documents/{documentId}",
    answer: { fingerprint_hash: "aa11" },
  },
  {
    method: "documents.get",
    call: async ({ documents }, { documentId }) => await documents.get(documentId),
    route: "GET /v1/documents/{documentId}",
    answer: { fingerprint_hash: "aa11" },
  },
  {
    method: "documents.list",
    call: async ({ documents }, { assetId: asset_id }) => await documents.list({ asset_id, status: "active", page: 2 }),
    route: "GET /v1/documents",
    query: { asset_id: "{assetId}", status: "active", page: "2" },
    answer: page(),
  },
  {
    method: "documents.supersede",
    call: async ({ documents }, { documentId, otherDocumentId }) =>
      await documents.supersede(documentId, { new_document_id: otherDocumentId }),
    route: "POST /v1/documents/{documentId}/supersede",
    json: ({ otherDocumentId }) => ({ new_document_id: otherDocumentId }),
    answer: { status: "superseded" },
  },
];
