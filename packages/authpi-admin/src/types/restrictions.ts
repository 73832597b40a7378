import type { Open } from "./values.ts";

/** The state of an API key or personal token. */
export type CredentialStatus = "active" | "blocked" | "revoked" | "expired" | "suspended" | (string & {});

/** What a credential may do; the service can also restrict addresses, under a name that it does not document. */
export type Restrictions = Open<{
  /** Without any, the credential authenticates and is then refused everywhere. */
  scopes?: readonly string[] | undefined;
}>;
