import type { Open } from "./values.ts";

/** A domain whose users sign in through the organization. */
export type AddSsoDomainParams = Open<{ domain?: string | undefined }>;

/** The DNS record that proves a domain. */
export interface SsoDomain {
  domain: string;
  txt_record_name: string;
  txt_record_value: string;
}

/** Whether the DNS record was found. */
export interface SsoDomainCheck {
  verified: boolean;
  error?: string | null;
}
