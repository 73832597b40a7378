import { type OptionOf, refuse } from "./checks.ts";
import { TimeoutError } from "./errors.ts";
import type { Credential } from "./types.ts";

/** Supplies the header that authenticates a request. */
export interface Credentials {
  /** Lower-case name of the header. */
  readonly header: string;
  /** The header's value for one call; asked once per call. A promise only where there is something to wait for. */
  value(): string | Promise<string>;
  /** Further texts that must never show, beside the header's value. */
  readonly secrets?: readonly string[];
  /** After a 401 for `stale`: gives a value that replaces it. Absent where nothing can be renewed. */
  renew?(stale: string): Promise<string>;
}

/** Which client and which option a credential belongs to, for errors that name them. */
export interface CredentialSource extends OptionOf {
  /** Looked up when the option is absent. */
  readonly fallback?: (() => string | undefined) | undefined;
  /** Named in the error when there is no credential at all. */
  readonly variable?: string | undefined;
}

/** Checks a key: outer white space goes, what is left must be visible ASCII. The error never shows it. */
export function checkKey({ service, option }: CredentialSource, value: unknown): string {
  const key = typeof value === "string" ? value.trim() : "";
  if (key === "") throw refuse(service, `${option} must be a string that is not empty.`);
  if (!/^[\x21-\x7e]+$/.test(key)) throw refuse(service, `${option} must hold visible ASCII characters only.`);
  return key;
}

/** Sends a key as `Authorization: Bearer`; a key that already starts so is not prefixed twice. */
export function bearer(source: CredentialSource, credential: Credential | undefined): Credentials {
  const toValue = (key: unknown): string =>
    `Bearer ${checkKey(source, typeof key === "string" ? key.trim().replace(/^Bearer\s+/i, "") : key)}`;
  return supply(source, credential, { header: "authorization", toValue });
}

/** Sends a key in a header of its own, as it is. */
export function headerKey(source: CredentialSource, credential: Credential | undefined, header: string): Credentials {
  return supply(source, credential, { header, toValue: (key) => checkKey(source, key) });
}

/** Sends id and secret as `Authorization: Basic` (RFC 7617). */
export function basic(source: CredentialSource, id: unknown, secret: unknown): Credentials {
  const user = checkKey(source, id);
  const password = checkKey(source, secret);
  if (user.includes(":")) throw refuse(source.service, `${source.option} must not hold an id with a colon.`);
  const value = `Basic ${btoa(`${user}:${password}`)}`;
  return { header: "authorization", value: () => value, secrets: [password] };
}

interface Form {
  readonly header: string;
  readonly toValue: (key: unknown) => string;
}

function supply(source: CredentialSource, credential: Credential | undefined, { header, toValue }: Form): Credentials {
  if (typeof credential === "function") {
    return { header, value: async () => toValue(await ask(source, credential)) };
  }
  let value = credential === undefined ? undefined : toValue(credential);
  return {
    header,
    value: () => {
      const found = value ?? source.fallback?.();
      if (found === undefined) {
        const hint = source.variable ? ` or set ${source.variable}` : "";
        throw refuse(source.service, `No credential: pass ${source.option}${hint}.`, "missing_credential");
      }
      value ??= toValue(found);
      return value;
    },
  };
}

async function ask({ service, option }: CredentialSource, supplier: () => unknown): Promise<unknown> {
  try {
    return await supplier();
  } catch {
    // What a supplier throws may quote what it read, so nothing of it is kept.
    throw refuse(service, `${option}: the function that supplies the credential failed.`, "credential_failed");
  }
}

/** How a token that can be replaced is replaced. */
export interface Renewal {
  /** Gives a fresh token. */
  readonly refresh: () => unknown;
  /** Reads the token out of what `refresh` gave; undefined when there is none. */
  readonly readToken: (result: unknown) => unknown;
  /** Milliseconds that one refresh may take. */
  readonly timeout: number;
}

/**
 * Adds renewal to a credential: after a 401 all concurrent calls share one refresh, and a 401 that arrives late for
 * a replaced token uses the new one without a refresh. A caller that gives up does not cancel it for the others.
 */
export function renewable(source: CredentialSource, first: Credentials, renewal: Renewal): Credentials {
  let current: string | undefined;
  let pending: Promise<string> | undefined;
  const renewOnce = async (): Promise<string> => {
    try {
      const token = renewal.readToken(await withLimit(source, renewal));
      current = `Bearer ${checkKey(source, token)}`;
      return current;
    } finally {
      pending = undefined;
    }
  };
  return {
    header: first.header,
    ...(first.secrets && { secrets: first.secrets }),
    value: () => current ?? first.value(),
    renew: async (stale) => {
      if (current !== undefined && current !== stale) return current;
      pending ??= renewOnce();
      return await pending;
    },
  };
}

async function withLimit({ service, option }: CredentialSource, { refresh, timeout }: Renewal): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    if (timeout === Number.POSITIVE_INFINITY) return;
    const message = `${option} did not answer within ${timeout} ms.`;
    const error = new TimeoutError({ service, code: "timeout", message, phase: "credential", limit: "attempt" });
    timer = setTimeout(() => reject(error), timeout);
  });
  try {
    return await Promise.race([(async () => await refresh())(), expired]);
  } finally {
    clearTimeout(timer);
  }
}
