import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf, queryOf } from "../bodies.ts";
import type { JsonObject } from "../json.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** Whether the audit log is whole. */
export interface ChainVerification {
  tenant_id: string;
  chain_valid: boolean;
  events_checked: number;
  /** ISO 8601. */
  verified_at: string;
  /** Where the first entry stands that does not fit. */
  broken_at_sequence?: number | null;
}

/** A hash over all entries of a period. */
export interface MerkleRoot {
  id: string;
  root_hash: string;
  event_count: number;
  /** ISO 8601. */
  period_start: string;
  /** ISO 8601. */
  period_end: string;
  /** ISO 8601. */
  created_at: string;
}

/** Shows that an entry is among those of a root. */
export interface MerkleProof {
  event_id: string;
  event_hash: string;
  merkle_root: string;
  /** Hashes from the entry up to the root. */
  proof: string[];
  verified: boolean;
  period: string;
}

/** The audit log as a file. */
export interface AuditExport {
  filename: string;
  event_count: number;
  csv: string;
  /** Over the file, where the service signs it. */
  signature?: string | null;
  public_key_hex?: string | null;
  key_id?: string | null;
  algorithm?: string | null;
}

/** How the log is kept. */
export interface ComplianceConfig {
  compliance_mode: string;
  retention_policy?: JsonObject | null;
}

/** Which entries to export. */
export interface ExportAuditParams {
  /** ISO 8601. */
  from_date?: string | undefined;
  /** ISO 8601. */
  to_date?: string | undefined;
  /** The most entries to export. */
  limit?: number | undefined;
}

/** How the log shall be kept. */
export interface UpdateComplianceConfigParams {
  compliance_mode: string;
}

/** Proofs about the audit log; needs `compliance:read`. */
export class Compliance extends Resource {
  /** Has the service check the whole audit log. `POST /v1/compliance/verify-chain` */
  async verifyChain(options?: OptropicCallOptions): Promise<ChainVerification> {
    return await this.http.post("/compliance/verify-chain", {}, options);
  }

  /** Fetches all Merkle roots as one page. `GET /v1/compliance/merkle-roots` */
  async listMerkleRoots(options?: OptropicCallOptions): Promise<OptropicPage<MerkleRoot>> {
    return await listPage(this.http, { path: "/compliance/merkle-roots", kind: "array", params: undefined }, options);
  }

  /** Walks every Merkle root. `GET /v1/compliance/merkle-roots` */
  listAllMerkleRoots(
    params?: WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<MerkleRoot, void, undefined> {
    return walkList(this.http, { path: "/compliance/merkle-roots", kind: "array", params }, options);
  }

  /** The same as `listAllMerkleRoots`. `GET /v1/compliance/merkle-roots` */
  listAll(
    params?: WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<MerkleRoot, void, undefined> {
    return this.listAllMerkleRoots(params, options);
  }

  /** Fetches the proof that an entry is among those of a root. `GET /v1/compliance/merkle-proof/{event_id}` */
  async getMerkleProof(eventId: string, options?: OptropicCallOptions): Promise<MerkleProof> {
    return await this.http.get(path`/compliance/merkle-proof/${eventId}`, {}, options);
  }

  /** Fetches the audit log as CSV. `GET /v1/compliance/export` */
  async exportAudit(params: ExportAuditParams = {}, options?: OptropicCallOptions): Promise<AuditExport> {
    return await this.http.get("/compliance/export", { query: queryOf(params) }, options);
  }

  /** Fetches how the log is kept. `GET /v1/compliance/config` */
  async getConfig(options?: OptropicCallOptions): Promise<ComplianceConfig> {
    return await this.http.get("/compliance/config", {}, options);
  }

  /** Changes how the log is kept. `PATCH /v1/compliance/config` */
  async updateConfig(params: UpdateComplianceConfigParams, options?: OptropicCallOptions): Promise<ComplianceConfig> {
    return await this.http.patch("/compliance/config", { json: bodyOf(params) }, options);
  }
}
