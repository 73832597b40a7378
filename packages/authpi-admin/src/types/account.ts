import type { AccountDomain } from "./domain.ts";
import type { Organization } from "./organization.ts";
import type { Open, OpenRecord } from "./values.ts";

/** An account: what issuers, webhooks and API keys belong to. */
export interface Account {
  id: string;
  organization: Organization;
  owner_user_id?: string | null;
  domains?: AccountDomain[] | null;
  features?: OpenRecord | null;
  limits?: OpenRecord | null;
  billing_mode?: string | null;
  /** Millionths of a US dollar; spelled with U+03BC. */
  balance_μusd?: number | null;
  credits_run_out?: boolean | null;
  payment_methods?: unknown[] | null;
  metadata?: OpenRecord | null;
  /** Unix milliseconds. */
  created_at: number;
  updated_at?: number | null;
}

/** What to change of an account; the service documents no fields. */
export type UpdateAccountParams = Open<{ metadata?: OpenRecord | null | undefined }>;
