import { AuthPIAdmin } from "@keyrack/authpi-admin";
import { Optropic } from "@keyrack/optropic";
import { type Hooks, Unkey } from "@keyrack/unkey";
import { VeniceClient } from "@keyrack/venice-keys";
import { XtraClient, type XtraClientOptions } from "@keyrack/xtrasecurity";
import type { AuthPIAccess, AuthPICredential, VeniceAccess, XtraAccess } from "./access.ts";

/** A server, and the secret for it. */
export interface ServerAccess {
  readonly url: string;
  /** The secret. AuthPI's is the id and the secret of an API key, joined by a colon. */
  readonly key: string;
  /** AuthPI only: which account, for a credential of several. */
  readonly accountId?: string | undefined;
}

/** A server of Unkey, and the APIs on it whose keys belong in the inventory. */
export interface UnkeyServerAccess extends ServerAccess {
  readonly apiIds: readonly string[];
}

/** A server of XtraSecurity, and the project on it. */
export interface XtraServerAccess extends ServerAccess {
  readonly projectId: string;
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
export function openUnkey(
  { apiIds, key, url }: UnkeyServerAccess,
  { hooks }: RequestCounter,
): { client: Unkey; apiIds: string[] } {
  return { client: new Unkey({ serverUrl: url, rootKey: key, hooks }), apiIds: [...apiIds] };
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

/** Makes a client of XtraSecurity, and the way to further ones; sends nothing. */
export function openXtra(
  { key, projectId, url }: XtraServerAccess,
  { hooks }: RequestCounter,
): Pick<XtraAccess, "client" | "connect" | "projectId"> {
  const connect = (options: XtraClientOptions): XtraClient =>
    new XtraClient({ apiUrl: url, projectId, hooks, ...options });
  return { client: connect({ token: key }), connect, projectId };
}

/** Makes a client of Venice, and the way to further ones; sends nothing. */
export function openVenice(
  { key, url }: ServerAccess,
  { hooks }: RequestCounter,
): Pick<VeniceAccess, "client" | "connect" | "url"> {
  const connect = (apiKey: string): VeniceClient => new VeniceClient({ baseUrl: url, apiKey, hooks });
  return { client: connect(key), connect, url };
}
