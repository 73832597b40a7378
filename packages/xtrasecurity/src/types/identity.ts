import type { OpenText } from "./open-text.ts";

/** A person with an account. */
export interface User {
  id: string;
  name: string;
  email: string;
  image: string | null;
  role: string;
  tier: OpenText<"free" | "pro" | "enterprise">;
}

/** What a service account's token is bound to. */
export interface ServiceAccountIdentity {
  ok: true;
  serviceAccount: { id: string; name: string; permissions: string[] };
  /** The one project that the account works in. */
  project: { id: string; name: string; workspaceId: string };
}

/** Who a token belongs to. */
export type Identity = ({ kind: "user" } & User) | ({ kind: "service-account" } & ServiceAccountIdentity);
