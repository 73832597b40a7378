/** An outcome that is not as it must be; the message says what was found. */
export class CheckError extends Error {
  override readonly name: string = "CheckError";
}

/** Throws `CheckError` unless `holds`. `finding` says what is wrong then; it must not quote a secret. */
export function check(holds: boolean, finding: string): asserts holds {
  if (!holds) throw new CheckError(finding);
}
