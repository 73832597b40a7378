import type { Open } from "./values.ts";

/** A device on which a user is asked for less. */
export interface TrustedDevice {
  id: string;
  fingerprint: string;
  name: string | null;
  user_agent: string | null;
  /** Unix milliseconds. */
  trusted_at: number;
  expires_at: number;
  last_used_at: number | null;
}

/** A device that is trusted from now on. */
export interface CreatedTrustedDevice {
  device_id: string;
  /** Unix milliseconds. */
  expires_at: number;
}

/** A device to be trusted. INFERRED: the service documents no field. */
export type CreateTrustedDeviceParams = Open<{ fingerprint?: string | undefined; name?: string | null | undefined }>;

/** How many devices are trusted no longer. */
export interface RevokedDevices {
  revoked_count: number;
}
