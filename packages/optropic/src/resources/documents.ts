import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { Confirmation } from "../types/answer.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** A document known by the fingerprint of its material. Only `id` is documented; all members are kept. */
export interface EnrolledDocument {
  id: string;
  [member: string]: unknown;
}

/** The document that fits a fingerprint best. No member is documented; all are kept. */
export interface DocumentMatch {
  [member: string]: unknown;
}

/** A document to be enrolled. */
export interface EnrollDocumentParams {
  asset_id: string;
  fingerprint_hash: string;
  /** How the fingerprint was taken. */
  descriptor_version: string;
  /** What the document is made of. */
  substrate_type: string;
  capture_device?: string | undefined;
  metadata?: object | undefined;
}

/** A fingerprint to be looked up. */
export interface VerifyDocumentParams {
  fingerprint_hash: string;
  descriptor_version: string;
  /** How well a document must fit. */
  threshold?: number | undefined;
}

/** Which document stands for an old one from now on. */
export interface SupersedeDocumentParams {
  new_document_id: string;
}

/** Which documents are meant. */
export interface DocumentFilters {
  asset_id?: string | undefined;
  substrate_type?: string | undefined;
  status?: string | undefined;
}

/** Which page of which documents to list. */
export interface ListDocumentsParams extends DocumentFilters {
  /** From 1. */
  page?: number | undefined;
  /** Documents on a page. */
  per_page?: number | undefined;
}

/** Documents known by their fingerprints; needs `documents:enroll`, `verify` needs `documents:verify`. */
export class Documents extends Resource {
  /** Enrolls a document. `POST /v1/documents` */
  async enroll(params: EnrollDocumentParams, options?: OptropicCallOptions): Promise<EnrolledDocument> {
    return await this.http.post("/documents", { json: bodyOf(params), expects: "bare" }, options);
  }

  /** Looks a fingerprint up. `POST /v1/documents/verify` */
  async verify(params: VerifyDocumentParams, options?: OptropicCallOptions): Promise<DocumentMatch> {
    return await this.http.post("/documents/verify", { json: bodyOf(params), expects: "bare" }, options);
  }

  /** Fetches one document. `GET /v1/documents/{document_id}` */
  async retrieve(documentId: string, options?: OptropicCallOptions): Promise<EnrolledDocument> {
    return await this.http.get(path`/documents/${documentId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/documents/{document_id}` */
  async get(documentId: string, options?: OptropicCallOptions): Promise<EnrolledDocument> {
    return await this.retrieve(documentId, options);
  }

  /** Fetches one page of documents. `GET /v1/documents` */
  async list(params?: ListDocumentsParams, options?: OptropicCallOptions): Promise<OptropicPage<EnrolledDocument>> {
    return await listPage(this.http, { path: "/documents", params }, options);
  }

  /** Walks every document, page after page. `GET /v1/documents` */
  listAll(
    params?: DocumentFilters & WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<EnrolledDocument, void, undefined> {
    return walkList(this.http, { path: "/documents", params }, options);
  }

  /** Puts another document in the place of one. `POST /v1/documents/{document_id}/supersede` */
  async supersede(
    documentId: string,
    params: SupersedeDocumentParams,
    options?: OptropicCallOptions,
  ): Promise<Confirmation> {
    return await this.http.post(
      path`/documents/${documentId}/supersede`,
      { json: bodyOf(params), expects: "any" },
      options,
    );
  }
}
