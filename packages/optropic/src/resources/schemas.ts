import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { NotFoundError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { type ConfigCheck, checkConfig } from "../schema-check.ts";
import { path } from "../service.ts";
import type { Confirmation, OpenText } from "../types/answer.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** What one field of a `config` must be. */
export interface FieldDefinition {
  /** An unknown type lets every value pass. @defaultValue "string" */
  type?: OpenText<"string" | "number" | "boolean" | "date" | "array"> | undefined;
  required?: boolean | undefined;
  /** For people. */
  label?: string | undefined;
  [member: string]: unknown;
}

/** What the `config` of a vertical's assets holds. The one record whose members are in camel case. */
export interface Schema {
  id: string;
  tenantId: string;
  verticalId: string;
  version: string;
  /** By the name of the field; a value is a `FieldDefinition`, or something that `validate` skips. */
  metadataSchema: JsonObject;
  exportFormats: string[];
  isActive: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
  description?: string | null;
}

/** A schema to be made, or to replace the one of its vertical. */
export interface CreateSchemaParams {
  vertical_id: string;
  metadata_schema: Readonly<Record<string, FieldDefinition>>;
  version?: string | undefined;
  export_formats?: readonly string[] | undefined;
  description?: string | undefined;
}

/** What to change of a schema. */
export interface UpdateSchemaParams {
  version?: string | undefined;
  metadata_schema?: Readonly<Record<string, FieldDefinition>> | undefined;
  export_formats?: readonly string[] | undefined;
  description?: string | undefined;
  is_active?: boolean | undefined;
}

/** Which schemas are meant. */
export interface SchemaFilters {
  /** Whether deleted ones are shown too. */
  include_inactive?: boolean | undefined;
}

/** Which page of which schemas to list. */
export interface ListSchemasParams extends SchemaFilters {
  /** From 1. */
  page?: number | undefined;
  /** Schemas on a page. */
  per_page?: number | undefined;
}

/** One schema per vertical, addressed by the vertical's id; needs `schemas:manage`. */
export class Schemas extends Resource {
  /** Creates a schema, or replaces the one that the vertical has. `POST /v1/schemas` */
  async create(params: CreateSchemaParams, options?: OptropicCallOptions): Promise<Schema> {
    return await this.http.post("/schemas", { json: bodyOf(params) }, options);
  }

  /** Fetches one page of schemas. `GET /v1/schemas` */
  async list(params?: ListSchemasParams, options?: OptropicCallOptions): Promise<OptropicPage<Schema>> {
    return await listPage(this.http, { path: "/schemas", params }, options);
  }

  /** Walks every schema, page after page. `GET /v1/schemas` */
  listAll(
    params?: SchemaFilters & WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<Schema, void, undefined> {
    return walkList(this.http, { path: "/schemas", params }, options);
  }

  /** Fetches the active schema of a vertical. `GET /v1/schemas/{vertical_id}` */
  async retrieve(verticalId: string, options?: OptropicCallOptions): Promise<Schema> {
    return await this.http.get(path`/schemas/${verticalId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/schemas/{vertical_id}` */
  async get(verticalId: string, options?: OptropicCallOptions): Promise<Schema> {
    return await this.retrieve(verticalId, options);
  }

  /** Changes the schema of a vertical. `PATCH /v1/schemas/{vertical_id}` */
  async update(verticalId: string, params: UpdateSchemaParams, options?: OptropicCallOptions): Promise<Schema> {
    return await this.http.patch(path`/schemas/${verticalId}`, { json: bodyOf(params) }, options);
  }

  /** Puts the schema of a vertical out of use; lists show it with `include_inactive`. `DELETE /v1/schemas/{vertical_id}` */
  async delete(verticalId: string, options?: OptropicCallOptions): Promise<Confirmation> {
    return await this.http.delete(path`/schemas/${verticalId}`, { expects: "any" }, options);
  }

  /**
   * Checks an asset's `config` against its vertical's schema, here and not by the service; without a schema
   * everything fits. `GET /v1/schemas/{vertical_id}`
   */
  async validate(verticalId: string, config: object, options?: OptropicCallOptions): Promise<ConfigCheck> {
    try {
      return checkConfig(await this.retrieve(verticalId, options), config);
    } catch (error) {
      if (error instanceof NotFoundError) return { valid: true, errors: [] };
      throw error;
    }
  }
}
