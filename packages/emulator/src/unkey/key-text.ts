import { encodeBase58 } from "./base58.ts";

const defaultByteLength = 16;
const shownCharacters = 4;

/** How a new key shall look; 16 random bytes and no prefix where nothing is said. */
export interface KeyShape {
  readonly prefix?: string | undefined;
  readonly byteLength?: number | undefined;
}

/** A new key: the secret, the part that may be shown, and what is kept of it. */
export interface KeyText {
  readonly text: string;
  readonly start: string;
  readonly hash: string;
}

/** Makes a key text; its bytes come from the emulator's seed, so that a run can be repeated: never use one in earnest. */
export function writeKeyText(random: () => number, shape: KeyShape): { text: string; start: string } {
  const bytes = Uint8Array.from({ length: shape.byteLength ?? defaultByteLength }, () => Math.floor(random() * 256));
  const secret = encodeBase58(bytes);
  const prefix = shape.prefix === undefined ? "" : `${shape.prefix}_`;
  return { text: prefix + secret, start: prefix + secret.slice(0, shownCharacters) };
}

/** Makes a key text and its hash. */
export async function createKeyText(random: () => number, shape: KeyShape): Promise<KeyText> {
  const written = writeKeyText(random, shape);
  return { ...written, hash: await hashKeyText(written.text) };
}

/** Hashes a whole key text, prefix included: SHA-256 in standard base64. */
export async function hashKeyText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
