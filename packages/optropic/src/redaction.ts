const mask = "[REDACTED]";

/** What of a key must not show: all behind its prefix. */
export const keyTail: RegExp = /(?<=(?:optr_[a-z]{1,20}_|op_(?:live|test)_|whsec_))[A-Za-z0-9._~+/=-]+/g;

// Members by their names, wherever they stand in a JSON text, and also where the text was cut.
const secretMembers = /"(key|secret|new_key_value|apiKey|api_key)"(\s*:\s*)"(?:[^"\\]|\\.)*"?/g;
const deviceMembers = /"(response|signature)"(\s*:\s*)"(?:[^"\\]|\\.)*"?/g;

/** Masks keys in a text, JSON included; the prefix stays, so that one sees which environment was meant. */
export function maskKeys(text: string, apiKey: string): string {
  const [prefix = ""] = /^optr_[a-z]{1,20}_/.exec(apiKey) ?? [];
  const escaped = JSON.stringify(apiKey).slice(1, -1);
  return text
    .replaceAll(apiKey, prefix + mask)
    .replaceAll(escaped, prefix + mask)
    .replace(keyTail, mask);
}

/** Masks the secrets of an answer's body by the names of their members, and keys wherever they stand. */
export function maskBody(text: string, apiKey: string, route: string): string {
  const named = text.replace(secretMembers, `"$1"$2"${mask}"`);
  const known = route.startsWith("/m2m/") ? named.replace(deviceMembers, `"$1"$2"${mask}"`) : named;
  return maskKeys(known, apiKey);
}
