import { fromHex, utf8 } from "./bytes.ts";
import { refuseArgument } from "./service.ts";

/** A webhook request that came in. */
export interface WebhookSignatureParams {
  /** The raw body, before any parsing. */
  payload: string | Uint8Array;
  /** The header `X-Optropic-Signature`, as it came. */
  signature: string | null | undefined;
  /** The endpoint's signing secret, from `webhooks.create`. */
  secret: string;
  /** The header `X-Optropic-Timestamp`, as it came; it is part of what is signed. */
  timestamp?: string | number | null | undefined;
  /** Seconds that the timestamp may lie in the past or in the future. @defaultValue 300 */
  tolerance?: number | undefined;
  /** Unix milliseconds. @defaultValue the platform's time */
  now?: number | undefined;
}

/** Why a webhook request is not to be believed. */
export type WebhookSignatureFault =
  | "invalid_format"
  | "invalid_timestamp"
  | "timestamp_out_of_tolerance"
  | "signature_mismatch";

/** Whether a webhook request is to be believed. */
export interface WebhookSignatureResult {
  valid: boolean;
  /** Absent when it is valid. */
  reason?: WebhookSignatureFault;
}

/**
 * Checks that a webhook request comes from the service: HMAC-SHA256 over the payload, with a timestamp over
 * `timestamp.payload`, compared in constant time. Whatever the request holds, nothing is thrown; an empty secret or a
 * tolerance that is no number is a `ConfigError`.
 */
export async function verifyWebhookSignature(params: WebhookSignatureParams): Promise<WebhookSignatureResult> {
  const { payload, secret, signature } = params;
  if (typeof secret !== "string" || secret === "") throw refuseArgument("secret must be a string that is not empty.");
  const [, hex] = /^sha256=([0-9a-f]{64})$/.exec(String(signature)) ?? [];
  if (hex === undefined) return { valid: false, reason: "invalid_format" };
  const fault = judgeTimestamp(params);
  if (fault) return { valid: false, reason: fault };
  const key = await crypto.subtle.importKey("raw", utf8(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const start = hasTimestamp(params) ? `${params.timestamp}.` : "";
  const valid = await crypto.subtle.verify("HMAC", key, fromHex(hex), joinBytes(utf8(start), payload));
  return valid ? { valid } : { valid, reason: "signature_mismatch" };
}

function judgeTimestamp(params: WebhookSignatureParams): WebhookSignatureFault | undefined {
  const { now = Date.now(), tolerance = 300 } = params;
  // Compared the other way round, a tolerance that is no number would let every age pass.
  if (!(tolerance >= 0)) throw refuseArgument("tolerance must be a number of at least 0.");
  if (!hasTimestamp(params)) return undefined;
  const text = String(params.timestamp);
  if (!/^-?\d{1,15}$/.test(text)) return "invalid_timestamp";
  const age = Math.abs(Math.floor(now / 1_000) - Number(text));
  return age <= tolerance ? undefined : "timestamp_out_of_tolerance";
}

function hasTimestamp({ timestamp }: WebhookSignatureParams): boolean {
  return timestamp !== undefined && timestamp !== null;
}

function joinBytes(start: Uint8Array, payload: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const body = typeof payload === "string" ? utf8(payload) : payload;
  const bytes = new Uint8Array(start.byteLength + body.byteLength);
  bytes.set(start);
  bytes.set(body, start.byteLength);
  return bytes;
}
