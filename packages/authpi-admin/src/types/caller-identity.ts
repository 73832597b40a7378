/** Who a credential belongs to, and where it may act. */
export interface CallerIdentity {
  type: "api_key" | "user" | "personal_token" | (string & {});
  key_id?: string | null;
  user_id?: string | null;
  issuer_id?: string | null;
  accounts: CallerAccount[];
  organizations: CallerOrganization[];
}

/** An account in which a credential may act. */
export interface CallerAccount {
  account_id: string;
  org_id: string;
  scopes: string[];
}

/** An organization in which a credential may act. */
export interface CallerOrganization {
  org_id: string;
  scopes: string[];
}
