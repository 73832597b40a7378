const allRead = ["assets:read", "audit:read", "compliance:read", "provenance:read"] as const;

const allWrite = [
  "assets:write",
  "assets:verify",
  "documents:enroll",
  "documents:verify",
  "provenance:write",
  "webhooks:manage",
  "keys:manage",
  "schemas:manage",
] as const;

/** A permission that a key can hold; the service may know more. */
export type PermissionName = (typeof allRead)[number] | (typeof allWrite)[number] | (string & {});

/** What the constants are called, and the two groups that they fall into. */
export interface Permissions {
  readonly ASSETS_READ: "assets:read";
  readonly ASSETS_WRITE: "assets:write";
  readonly ASSETS_VERIFY: "assets:verify";
  readonly AUDIT_READ: "audit:read";
  readonly COMPLIANCE_READ: "compliance:read";
  readonly KEYS_MANAGE: "keys:manage";
  readonly SCHEMAS_MANAGE: "schemas:manage";
  readonly DOCUMENTS_ENROLL: "documents:enroll";
  readonly DOCUMENTS_VERIFY: "documents:verify";
  readonly PROVENANCE_READ: "provenance:read";
  readonly PROVENANCE_WRITE: "provenance:write";
  readonly WEBHOOKS_MANAGE: "webhooks:manage";
  /** The four that only read. */
  readonly ALL_READ: typeof allRead;
  /** The other eight. */
  readonly ALL_WRITE: typeof allWrite;
  /** Gives a list of all twelve, those that only read first. */
  readonly all: () => (Permissions["ALL_READ"][number] | Permissions["ALL_WRITE"][number])[];
}

/** The permissions that a key can hold, for `keys.create`. */
export const Permission: Permissions = {
  ASSETS_READ: "assets:read",
  ASSETS_WRITE: "assets:write",
  ASSETS_VERIFY: "assets:verify",
  AUDIT_READ: "audit:read",
  COMPLIANCE_READ: "compliance:read",
  KEYS_MANAGE: "keys:manage",
  SCHEMAS_MANAGE: "schemas:manage",
  DOCUMENTS_ENROLL: "documents:enroll",
  DOCUMENTS_VERIFY: "documents:verify",
  PROVENANCE_READ: "provenance:read",
  PROVENANCE_WRITE: "provenance:write",
  WEBHOOKS_MANAGE: "webhooks:manage",
  ALL_READ: allRead,
  ALL_WRITE: allWrite,
  all: () => [...allRead, ...allWrite],
};
