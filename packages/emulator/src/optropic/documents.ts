import { findAsset } from "./assets.ts";
import { type Call, type Context, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import { type Page, takePage } from "./pages.ts";
import type { StoredDocument } from "./records.ts";
import { found, Refusal } from "./refusal.ts";

const defaultThreshold = 0.85;

/** Enrolls the fingerprint of a document of an asset. */
export function enrollDocument(call: Call): StoredDocument {
  return enroll(call, call.body);
}

/** Looks for the newest active document with this fingerprint: hashes are equal or have nothing in common, so it is a match of 1 or none. */
export function verifyDocument({ tenant, now, body }: Call): object {
  const fields = new Fields(body);
  const hash = fields.text("fingerprint_hash");
  const version = fields.text("descriptor_version");
  const threshold = fields.optionalNumber("threshold") ?? defaultThreshold;
  fields.check();
  const match = Array.from(tenant.documents.values()).findLast(
    ({ fingerprint_hash, descriptor_version, status }) =>
      fingerprint_hash === hash && descriptor_version === version && status === "active",
  );
  return {
    matched: match !== undefined,
    similarity: match === undefined ? 0 : 1,
    threshold,
    document_id: match?.id ?? null,
    asset_id: match?.asset_id ?? null,
    verified_at: isoTime(now),
  };
}

/** Shows a document. */
export function getDocument(call: Call): StoredDocument {
  return findDocument(call, call.id);
}

/** Lists documents, oldest first. */
export function listDocuments({ tenant, query }: Call): Page<StoredDocument> {
  const rows = Array.from(tenant.documents.values()).filter(
    ({ asset_id, substrate_type, status }) =>
      query.accepts("asset_id", asset_id) &&
      query.accepts("substrate_type", substrate_type) &&
      query.accepts("status", status),
  );
  return takePage(query, rows);
}

/** Puts another document in the place of this one, which no longer matches; it can be done once. */
export function supersedeDocument(call: Call): StoredDocument {
  const fields = new Fields(call.body);
  const successorId = fields.text("new_document_id");
  if (successorId === call.id) fields.refuse("new_document_id", "must be another document");
  const document = findDocument(call, call.id);
  fields.check();
  const successor = findDocument(call, successorId);
  if (document.status === "superseded") {
    throw new Refusal("CONFLICT", "The document is superseded.", { superseded_by: document.superseded_by });
  }
  document.status = "superseded";
  document.superseded_by = successor.id;
  return document;
}

/** Enrolls a document from a body. */
export function enroll(context: Context, body: unknown): StoredDocument {
  const fields = new Fields(body);
  const facts = {
    asset_id: fields.text("asset_id"),
    fingerprint_hash: fields.text("fingerprint_hash"),
    descriptor_version: fields.text("descriptor_version"),
    substrate_type: fields.text("substrate_type"),
    capture_device: fields.optionalText("capture_device"),
    metadata: fields.optionalObject("metadata"),
  };
  fields.check();
  findAsset(context, facts.asset_id);
  const { tenant, store, now } = context;
  const document: StoredDocument = {
    id: store.createId("doc"),
    ...facts,
    status: "active",
    created_at: isoTime(now),
  };
  tenant.documents.set(document.id, document);
  return document;
}

function findDocument({ tenant }: Context, id: string): StoredDocument {
  return found(tenant.documents.get(id), "document", id);
}
