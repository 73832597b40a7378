import type { OpenRecord } from "./values.ts";

/** How a user proves a second factor; the service leaves its members open. */
export interface Verifier extends OpenRecord {
  id?: string;
}

/** A second factor that waits to be completed. */
export interface Enrollment {
  enrollment_id: string;
  /** The key of the one-time passwords (RFC 6238). Shown this once. */
  secret: string;
  /** The same as an `otpauth:` address, for a QR code. */
  provisioning_uri: string;
  /** Unix milliseconds. */
  expires_at: number;
}

/** What became of an enrollment. */
export interface EnrollmentResult {
  success: boolean;
  verifier_id?: string | null;
  /** Codes that work once each. Shown this once. */
  backup_codes?: string[] | null;
  error?: string | null;
}

/** The backup codes that replace those before. */
export interface RegeneratedCodes {
  /** Each works once. Shown this once. */
  codes: string[];
}

/** Whether a second factor was right. */
export interface VerifierCheck {
  success: boolean;
  /** How many backup codes are left. */
  remaining?: number | null;
  error?: string | null;
}
