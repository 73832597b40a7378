/** Whether a token is the key of a service account, which is bound to one project. */
export function isServiceAccountToken(token: string): boolean {
  return token.startsWith("xtra_");
}
