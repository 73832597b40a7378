/** A change that most things of an account go through. */
type Change = "created" | "updated" | "deleted";

type UserEvent =
  | Change
  | "blocked"
  | "unblocked"
  | `verification.${"succeeded" | "failed"}`
  | `password.${"changed" | "reset-requested" | "reset"}`
  | `login-link.${"requested" | "consumed"}`
  | `verifier.${Change}`
  | `email.${"change-requested" | "changed" | "verified"}`
  | `approval.${"requested" | "approved" | "rejected"}`
  | `mfa.${"factor-created" | "factor-deleted" | "backup-codes.regenerated" | "backup-codes.low"}`
  | `mfa.verification.${"succeeded" | "failed"}`
  | `device.${"trusted" | "revoked"}`
  | `consent.${"granted" | "revoked"}`
  | `sso.${"provisioned" | "linked"}`
  | `personal-token.${Change}`;

type OrganizationEvent =
  | Change
  | "suspended"
  | "reactivated"
  | `${"membership" | "group"}.${Change}`
  | `invitation.${"created" | "accepted" | "declined" | "deleted"}`
  | `sso.${"enabled" | "disabled" | "updated" | "domain-created" | "domain-verified" | "domain-deleted"}`;

/** A type of event that a webhook can ask for; the service adds to them. */
export type EventType =
  | `session.${"created" | "updated" | "expired" | "terminated" | "compromised" | "token-refreshed"}`
  | "machine.token.issued"
  | `user.${UserEvent}`
  | `client.${Change | "secret.rotated" | "blocked" | "unblocked"}`
  | `api-key.${Change | "blocked" | "unblocked"}`
  | `issuer.${Change | `auth-method.${Change}`}`
  | `organization.${OrganizationEvent}`
  | `agent.${Change | "verifier.added" | "verifier.removed"}`
  | `account.${Change}`
  | `account.domain.${"assigned" | "unassigned" | "added" | "removed"}`
  | `account.credits.${"depleted" | "updated"}`
  | `webhook.${Change | "paused" | "resumed"}`
  | `email.${"sent" | "failed"}`
  | `auth.flow.${"rate-limited" | "expired" | "replay-attempt" | "device-mismatch"}`
  | (string & {});
