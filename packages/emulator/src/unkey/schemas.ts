import type { MethodPath } from "./method-paths.ts";
import type { ArraySchema, BooleanSchema, IntegerSchema, ObjectSchema, Schema, TextSchema } from "./schema.ts";

type Fields = Readonly<Record<string, Schema>>;
type Range = readonly [least?: number | undefined, most?: number | undefined];

const word = /^[a-zA-Z0-9_]+$/;
const wordDotDash = /^[a-zA-Z0-9_.-]+$/;
const wordDash = /^[a-zA-Z0-9_-]+$/;
// With the escapes that the service's own message shows.
const slugPattern = new RegExp(String.raw`^[a-zA-Z0-9_:\-\.\*]+$`);
const latestTime = 4_102_444_800_000;
const longestWindow = 2_592_000_000;

const flag: BooleanSchema = { type: "boolean" };
const time = integer([0, latestTime]);
const anyText = text([]);
const meta: ObjectSchema = { type: "object", open: true, maxProperties: 100 };
const ratelimits = list(
  object({ name: text([3, 128]), limit: integer([1]), duration: integer([1000]), autoApply: flag }, {}, "open"),
  [0, 50],
);
const refill = object(
  { interval: choice(["daily", "monthly"]), amount: integer([1]) },
  { refillDay: integer([1, 31]) },
);
const credits = object({ remaining: nullable(integer([0])) }, { refill });
const slug = text([1, 128], slugPattern);
const slugs = list(slug);
const keyId = text([3, 255], word);
const apiId = text([8, 255], word);
const identity = object({ identity: text([1]) });
const permission = object({ permission: slug });
const role = object({ role: text([1, 128]) });
const pageLimit = integer([1, 100]);
const search = text([0, 256]);
const catalogueList = object({}, { limit: pageLimit, cursor: text([0, 1024]), search });
const namespace = text([1, 512]);
const identifier = text([1, 512]);
const override = object({ namespace, identifier });
const query = object({ query: anyText }, {}, "open");
const limit = object(
  { namespace, identifier, limit: integer([1]), duration: integer([1000, longestWindow]) },
  { cost: integer([0]) },
);
const keyRoles = list(text([1, 128]), [0, 100]);
const keySlugs = list(slug, [0, 1000]);
const someSlugs = object({ keyId, permissions: list(slug, [1, 1000]) });
const someRoles = object({ keyId, roles: list(text([1, 128]), [1, 100]) });
const importedKey = object(
  { hash: text([3]) },
  {
    name: text([1, 255]),
    externalId: text([1, 255]),
    meta,
    roles: keyRoles,
    permissions: keySlugs,
    expires: time,
    enabled: flag,
    credits,
    ratelimits,
  },
);
const namedLimit = object(
  { name: text([3, 255]) },
  { cost: integer([0]), limit: integer([0]), duration: integer([0]) },
  "open",
);

/** What the body of each method has to look like. */
export const bodySchemas: Readonly<Record<MethodPath, Schema>> = {
  "apis.createApi": object({ name: text([3, 256]) }),
  "apis.getApi": object({ apiId }),
  "apis.deleteApi": object({ apiId }),
  "apis.listKeys": object(
    { apiId: text([1]) },
    { limit: pageLimit, cursor: anyText, externalId: text([1]), decrypt: flag, revalidateKeysCache: flag },
  ),
  "identities.createIdentity": object({ externalId: text([1, 255], wordDotDash) }, { meta, ratelimits }, "open"),
  "identities.getIdentity": identity,
  "identities.deleteIdentity": identity,
  "identities.updateIdentity": object({ identity: text([1]) }, { meta, ratelimits }),
  "identities.listIdentities": object({}, { limit: pageLimit, cursor: anyText, search }),
  "keys.createKey": object(
    { apiId: text([3, 255], word) },
    {
      prefix: text([1, 16], word),
      name: text([1, 255]),
      byteLength: integer([16, 255]),
      externalId: text([1, 255], wordDotDash),
      meta,
      roles: keyRoles,
      permissions: keySlugs,
      expires: time,
      credits,
      ratelimits,
      enabled: flag,
      recoverable: flag,
    },
  ),
  "keys.verifyKey": object(
    { key: text([1, 512]) },
    {
      tags: list(text([1, 512]), [0, 20]),
      permissions: text([1, 1000]),
      credits: object({ cost: integer([0, 1_000_000_000_000]) }),
      ratelimits: list(namedLimit),
      migrationId: text([0, 256]),
    },
  ),
  "keys.getKey": object({ keyId }, { decrypt: flag }),
  "keys.whoami": object({ key: text([1, 512]) }),
  "keys.updateKey": object(
    { keyId },
    {
      name: nullable(text([1, 255])),
      externalId: nullable(text([1, 255], wordDotDash)),
      meta: nullable(meta),
      expires: nullable(time),
      credits: nullable(object({}, { remaining: nullable(integer([0])), refill: nullable(refill) })),
      ratelimits,
      enabled: flag,
      roles: keyRoles,
      permissions: keySlugs,
    },
  ),
  "keys.updateCredits": object(
    { keyId: text([3]), operation: choice(["set", "increment", "decrement"]) },
    { value: nullable(integer([0])) },
  ),
  "keys.deleteKey": object({ keyId }, { permanent: flag }),
  "keys.rerollKey": object({ keyId, expiration: time }, {}, "open"),
  "keys.addPermissions": someSlugs,
  "keys.removePermissions": someSlugs,
  "keys.setPermissions": object({ keyId, permissions: slugs }),
  "keys.addRoles": someRoles,
  "keys.removeRoles": someRoles,
  "keys.setRoles": object({ keyId, roles: keyRoles }),
  "keys.migrateKeys": object({ migrationId: text([3, 255]), apiId: text([3, 255]), keys: list(importedKey, [1]) }),
  "permissions.createPermission": object({ name: text([1, 512]), slug }, { description: text([0, 512]) }),
  "permissions.getPermission": permission,
  "permissions.deletePermission": permission,
  "permissions.createRole": object({ name: text([1, 128]) }, { description: text([0, 512]), permissions: slugs }),
  "permissions.getRole": role,
  "permissions.deleteRole": role,
  "permissions.listPermissions": catalogueList,
  "permissions.listRoles": catalogueList,
  "permissions.setRolePermissions": object({ roleId: text([3, 255], wordDash), permissions: slugs }),
  "ratelimit.limit": limit,
  "ratelimit.multiLimit": list(limit, [1, 100]),
  "ratelimit.setOverride": object({ namespace, identifier, limit: integer([0]), duration: integer([1000]) }),
  "ratelimit.getOverride": override,
  "ratelimit.deleteOverride": override,
  "ratelimit.listOverrides": object({ namespace }, { limit: pageLimit, cursor: anyText }),
  "analytics.getVerifications": query,
  "analytics.getRatelimits": query,
};

function text([minLength, maxLength]: Range, pattern?: RegExp): TextSchema {
  return { type: "string", minLength, maxLength, pattern };
}

function choice(values: readonly string[]): TextSchema {
  return { type: "string", enum: values };
}

function integer([minimum, maximum]: Range): IntegerSchema {
  return { type: "integer", minimum, maximum };
}

function list(items: Schema, [minItems, maxItems]: Range = []): ArraySchema {
  return { type: "array", items, minItems, maxItems };
}

function object(required: Fields, optional: Fields = {}, openness: "open" | "closed" = "closed"): ObjectSchema {
  return { type: "object", required, optional, open: openness === "open" };
}

function nullable<T extends Schema>(schema: T): T {
  return { ...schema, nullable: true };
}
