import { createAsset, getAsset, listAssets, updateAsset } from "./assets.ts";
import { batchCreate, batchRevoke, batchVerify } from "./assets-batch.ts";
import { revokeAsset, verifyAsset } from "./assets-verify.ts";
import { createAuditEvent, getAuditEvent, listAuditEvents } from "./audit.ts";
import { exportAudit } from "./audit-export.ts";
import { cancelBatch, createBatch, getBatch, getBatchResult, listBatches } from "./batches.ts";
import type { Handler } from "./call.ts";
import { getConfig, getMerkleProof, listMerkleRoots, updateConfig, verifyAuditChain } from "./compliance.ts";
import { enrollDocument, getDocument, listDocuments, supersedeDocument, verifyDocument } from "./documents.ts";
import { createKey, getCurrentKey, getKey, listKeys, revokeKey, rotateKey, updateKey } from "./keys.ts";
import { createKeyset, getKeyset, listKeysets } from "./keysets.ts";
import { getDevice, initiateChallenge, listDevices, registerDevice, revokeDevice, verifyChallenge } from "./m2m.ts";
import type { Permission } from "./permissions.ts";
import { getChain, getProvenance, listProvenance, recordProvenance, verifyChain } from "./provenance.ts";
import { getRevocationFilter } from "./revocation-filter.ts";
import { createSchema, deleteSchema, getSchema, listSchemas, updateSchema } from "./schemas.ts";
import { getCurrentTenant, getLimits, getQuota, getUsage, getUsageBreakdown } from "./tenants.ts";
import { createWebhook, deleteWebhook, getWebhook, listDeliveries, listWebhooks, updateWebhook } from "./webhooks.ts";

/** A method and a path under `/v1`, what a key must hold for it, and what answers it. */
export interface Route {
  readonly method: string;
  /** At most one open segment, `:id`. */
  readonly path: string;
  /** Any one of them is enough; none is needed where there is none. */
  readonly permissions: readonly Permission[];
  readonly handler: Handler;
  /** The status of an answer with a body. */
  readonly status: number;
}

/** Every route; of two that fit, the earlier one answers. */
export const routes: readonly Route[] = [
  route("POST /assets", ["assets:write"], createAsset),
  route("GET /assets", ["assets:read"], listAssets),
  route("POST /assets/batch", ["assets:write"], batchCreate),
  action("POST /assets/batch-verify", ["assets:verify"], batchVerify),
  action("POST /assets/batch-revoke", ["assets:write"], batchRevoke),
  route("GET /assets/:id", ["assets:read"], getAsset),
  route("PATCH /assets/:id", ["assets:write"], updateAsset),
  action("POST /assets/:id/revoke", ["assets:write"], revokeAsset),
  action("POST /assets/:id/verify", ["assets:verify"], verifyAsset),
  route("GET /sync/revocation-filter", ["assets:read"], getRevocationFilter),
  route("POST /keys", ["keys:manage"], createKey),
  route("GET /keys", ["keys:manage"], listKeys),
  route("GET /keys/current", [], getCurrentKey),
  route("GET /keys/:id", ["keys:manage"], getKey),
  route("PATCH /keys/:id", ["keys:manage"], updateKey),
  route("DELETE /keys/:id", ["keys:manage"], revokeKey),
  route("POST /keys/:id/rotate", ["keys:manage"], rotateKey),
  route("POST /keysets", ["keys:manage"], createKeyset),
  route("GET /keysets", ["keys:manage"], listKeysets),
  route("GET /keysets/:id", ["keys:manage"], getKeyset),
  route("POST /audit", ["audit:read"], createAuditEvent),
  route("GET /audit", ["audit:read"], listAuditEvents),
  route("GET /audit/:id", ["audit:read"], getAuditEvent),
  action("POST /compliance/verify-chain", ["compliance:read"], verifyAuditChain),
  route("GET /compliance/merkle-roots", ["compliance:read"], listMerkleRoots),
  route("GET /compliance/merkle-proof/:id", ["compliance:read"], getMerkleProof),
  route("GET /compliance/export", ["compliance:read"], exportAudit),
  route("GET /compliance/config", ["compliance:read"], getConfig),
  route("PATCH /compliance/config", ["compliance:read"], updateConfig),
  route("POST /schemas", ["schemas:manage"], createSchema),
  route("GET /schemas", ["schemas:manage"], listSchemas),
  route("GET /schemas/:id", ["schemas:manage"], getSchema),
  route("PATCH /schemas/:id", ["schemas:manage"], updateSchema),
  route("DELETE /schemas/:id", ["schemas:manage"], deleteSchema),
  route("POST /webhooks", ["webhooks:manage"], createWebhook),
  route("GET /webhooks", ["webhooks:manage"], listWebhooks),
  route("GET /webhooks/:id", ["webhooks:manage"], getWebhook),
  route("PATCH /webhooks/:id", ["webhooks:manage"], updateWebhook),
  route("DELETE /webhooks/:id", ["webhooks:manage"], deleteWebhook),
  route("GET /webhooks/:id/deliveries", ["webhooks:manage"], listDeliveries),
  route("POST /documents", ["documents:enroll"], enrollDocument),
  action("POST /documents/verify", ["documents:verify"], verifyDocument),
  route("GET /documents", ["documents:verify", "documents:enroll"], listDocuments),
  route("GET /documents/:id", ["documents:verify", "documents:enroll"], getDocument),
  action("POST /documents/:id/supersede", ["documents:enroll"], supersedeDocument),
  route("POST /provenance", ["provenance:write"], recordProvenance),
  route("GET /provenance", ["provenance:read"], listProvenance),
  route("GET /provenance/chain/:id", ["provenance:read"], getChain),
  action("POST /provenance/chain/:id/verify", ["provenance:read"], verifyChain),
  route("GET /provenance/:id", ["provenance:read"], getProvenance),
  route("POST /m2m/challenge", [], initiateChallenge),
  action("POST /m2m/verify", [], verifyChallenge),
  route("POST /m2m/devices", [], registerDevice),
  route("GET /m2m/devices", [], listDevices),
  route("GET /m2m/devices/:id", [], getDevice),
  route("DELETE /m2m/devices/:id", [], revokeDevice),
  route("GET /quota", [], getQuota),
  route("GET /tenants/current", [], getCurrentTenant),
  route("GET /tenants/limits", [], getLimits),
  route("GET /tenants/usage", [], getUsage),
  route("GET /tenants/usage/breakdown", [], getUsageBreakdown),
  route("POST /batches", [], createBatch),
  route("GET /batches", [], listBatches),
  route("GET /batches/:id", [], getBatch),
  route("GET /batches/:id/result", [], getBatchResult),
  action("POST /batches/:id/cancel", [], cancelBatch),
];

/** A route that answers 201 to POST, because it makes something, and 200 to anything else. */
function route(text: string, permissions: readonly Permission[], handler: Handler): Route {
  const [method = "", path = ""] = text.split(" ");
  return { method, path, permissions, handler, status: method === "POST" ? 201 : 200 };
}

/** A POST that makes nothing, and so answers 200. */
function action(text: string, permissions: readonly Permission[], handler: Handler): Route {
  return { ...route(text, permissions, handler), status: 200 };
}
