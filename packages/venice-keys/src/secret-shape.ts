/**
 * What no text may show: keys in both spellings, JSON web tokens, and signatures of wallets, also behind a letter or
 * digit, as after `%20`.
 *
 * The first part of a token is held to 300 characters, so that a hostile text takes no long search.
 */
export const secretShape: RegExp =
  /VENICE[_-](?:INFERENCE|ADMIN)[_-]KEY[_-][\w.~+/=-]+|eyJ[\w-]{8,300}\.[\w-]+\.[\w-]*|0x[\da-f]{128,}/gi;

/** Tells whether a text holds what looks like a secret. */
export function holdsSecret(text: string): boolean {
  return text.search(secretShape) >= 0;
}
