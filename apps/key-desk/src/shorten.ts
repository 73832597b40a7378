const shown = 4;

/** Shortens a secret for showing: its prefix and four characters, never more than half of it. */
export function shorten(secret: string): string {
  const end = secret.indexOf("_") + 1 + shown;
  return `${secret.slice(0, Math.min(end, Math.floor(secret.length / 2)))}…`;
}
