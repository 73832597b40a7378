import { AuthPIAdmin } from "@keyrack/authpi-admin";
import { Optropic } from "@keyrack/optropic";
import { type Hooks, Unkey } from "@keyrack/unkey";
import type { AuthPIAccess, AuthPICredential } from "./access.ts";

/** A server, and the secret for it. */
export interface ServerAccess {
  readonly url: string;
  /** The secret. AuthPI's is the id and the secret of an API key, joined by a colon. */
  readonly key: string;
  /** AuthPI only: which account, for a credential of several. */
  readonly accountId?: string | undefined;
}

/** Counts what the clients send that are opened with it. */
export class RequestCounter {
  #count = 0;
  readonly hooks: Hooks = {
    onRequest: () => {
      this.#count += 1;
    },
  };

  /** Requests so far, repeats included. */
  get count(): number {
    return this.#count;
  }
}

/** Makes a client of Unkey; sends nothing. */
export function openUnkey({ key, url }: ServerAccess, { hooks }: RequestCounter): { client: Unkey } {
  return { client: new Unkey({ serverUrl: url, rootKey: key, hooks }) };
}

/** Makes a client of AuthPI, and the way to further ones; sends nothing. */
export function openAuthPI(
  { accountId, key, url }: ServerAccess,
  { hooks }: RequestCounter,
): Pick<AuthPIAccess, "client" | "connect"> {
  const connect = (credential: AuthPICredential = { apiKey: key }): AuthPIAdmin =>
    new AuthPIAdmin({ baseUrl: url, accountId, hooks, ...credential });
  return { client: connect(), connect };
}

/** Makes a client of Optropic; sends nothing. */
export function openOptropic({ key, url }: ServerAccess, { hooks }: RequestCounter): { client: Optropic } {
  return { client: new Optropic({ baseUrl: url, apiKey: key, hooks }) };
}
