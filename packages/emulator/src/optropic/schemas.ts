import { type Call, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import { type Page, takePage } from "./pages.ts";
import type { VerticalSchema } from "./records.ts";
import { found } from "./refusal.ts";

const firstVersion = "1.0";

/** Registers the schema of a vertical; one that exists, even a deleted one, is replaced and keeps its id. */
export function createSchema({ tenant, store, now, body }: Call): VerticalSchema {
  const fields = new Fields(body);
  const verticalId = fields.text("vertical_id");
  const settings = {
    version: fields.optionalText("version") ?? firstVersion,
    metadataSchema: fields.object("metadata_schema"),
    exportFormats: fields.optionalTexts("export_formats") ?? [],
    description: fields.optionalText("description"),
  };
  fields.check();
  const time = isoTime(now);
  const { id, createdAt } = tenant.schemas.get(verticalId) ?? { id: store.createId("sch"), createdAt: time };
  const origin = { id, tenantId: tenant.id, verticalId };
  const schema = { ...origin, ...settings, isActive: true, createdAt, updatedAt: time };
  tenant.schemas.set(verticalId, schema);
  return schema;
}

/** Lists schemas; deleted ones only with `include_inactive`. */
export function listSchemas({ tenant, query }: Call): Page<VerticalSchema> {
  const includesInactive = query.boolean("include_inactive") ?? false;
  const rows = Array.from(tenant.schemas.values()).filter(({ isActive }) => isActive || includesInactive);
  return takePage(query, rows);
}

/** Shows the active schema of a vertical. */
export function getSchema(call: Call): VerticalSchema {
  return findActive(call);
}

/** Changes a schema; with `is_active: true` it brings a deleted one back. */
export function updateSchema({ tenant, id, now, body }: Call): VerticalSchema {
  const schema = found(tenant.schemas.get(id), "schema", id);
  const fields = new Fields(body);
  const changed = {
    ...schema,
    version: fields.optionalText("version") ?? schema.version,
    metadataSchema: fields.optionalObject("metadata_schema") ?? schema.metadataSchema,
    exportFormats: fields.optionalTexts("export_formats") ?? schema.exportFormats,
    description: fields.optionalText("description") ?? schema.description,
    isActive: fields.optionalBoolean("is_active") ?? schema.isActive,
    updatedAt: isoTime(now),
  };
  fields.check();
  tenant.schemas.set(id, changed);
  return changed;
}

/** Takes a schema out of use and shows it as it now is. */
export function deleteSchema(call: Call): VerticalSchema {
  const schema = { ...findActive(call), isActive: false, updatedAt: isoTime(call.now) };
  call.tenant.schemas.set(call.id, schema);
  return schema;
}

function findActive({ tenant, id }: Call): VerticalSchema {
  const schema = tenant.schemas.get(id);
  return found(schema?.isActive === true ? schema : undefined, "schema", id);
}
