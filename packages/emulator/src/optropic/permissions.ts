/** Every permission that a key can hold, in the order in which new keys get them. */
export const everyPermission = [
  "assets:read",
  "audit:read",
  "compliance:read",
  "provenance:read",
  "assets:write",
  "assets:verify",
  "documents:enroll",
  "documents:verify",
  "provenance:write",
  "webhooks:manage",
  "keys:manage",
  "schemas:manage",
] as const;

/** One of the permissions. */
export type Permission = (typeof everyPermission)[number];
