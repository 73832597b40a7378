import type { Open } from "./values.ts";

/** A host of one's own under which an issuer can run. */
export interface AccountDomain {
  host: string;
  verified?: boolean | null;
  primary?: boolean | null;
  /** Unix milliseconds. */
  added_at?: number | null;
  assigned_issuer_id?: string | null;
  assigned_at?: number | null;
  cf_custom_hostname_id?: string | null;
  cf_status?: string | null;
}

/** A domain to be added. */
export type CreateDomainParams = Open<{
  /** A host name such as `auth.example.com`. */
  host: string;
}>;

/** Where a domain is to lead. INFERRED: the service documents no field. */
export type AssignDomainParams = Open<{ issuer_id?: string | undefined }>;
