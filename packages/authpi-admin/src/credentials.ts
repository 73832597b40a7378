import { basic, bearer, type Credentials, ownOptions, renewable } from "@keyrack/core";
import { refuse } from "./refusal.ts";
import { service } from "./service.ts";

/** An API key: its id and the secret that was shown when it was made. */
export interface ApiKeyPair {
  /** Starts with `key_`. */
  id: string;
  /** Never printed by this package. */
  secret: string;
}

/** What `onTokenExpired` gives; the spelling of the Python package counts too. */
export type FreshToken = { accessToken: string } | { access_token: string };

/** The options that say who asks. */
export interface CredentialOptions {
  readonly apiKey?: string | ApiKeyPair | undefined;
  readonly accessToken?: string | undefined;
  readonly onTokenExpired?: (() => FreshToken | Promise<FreshToken>) | undefined;
}

const pairNames: ReadonlySet<string> = new Set(["id", "secret"]);

/** Reads the one credential of a client; `timeout` is how many milliseconds a renewal may take. */
export function createCredentials(options: CredentialOptions, timeout: number): Credentials {
  const { accessToken, apiKey, onTokenExpired } = options;
  if ((apiKey === undefined) === (accessToken === undefined)) {
    throw refuse("Pass exactly one of apiKey and accessToken.", "missing_credential");
  }
  const first =
    apiKey === undefined ? bearer({ service, option: "accessToken" }, checkToken(accessToken)) : ofApiKey(apiKey);
  if (onTokenExpired === undefined) return first;
  if (typeof onTokenExpired !== "function") throw refuse("onTokenExpired must be a function.");
  const source = { service, option: "onTokenExpired" };
  return renewable(source, first, { refresh: () => onTokenExpired(), readToken, timeout });
}

function ofApiKey(apiKey: string | ApiKeyPair): Credentials {
  const source = { service, option: "apiKey" };
  if (typeof apiKey !== "string") {
    const { id, secret } = ownOptions(source, apiKey, pairNames);
    return basic(source, id, secret);
  }
  const [id, ...secret] = apiKey.split(":");
  return secret.length === 0 ? bearer(source, apiKey) : basic(source, id, secret.join(":"));
}

// Core also takes a function that supplies a key; this service has `onTokenExpired` for that.
function checkToken(token: unknown): string {
  if (typeof token === "string") return token;
  throw refuse("accessToken must be a string.");
}

function readToken(result: unknown): unknown {
  const { accessToken, access_token: token } = (result ?? {}) as { accessToken?: unknown; access_token?: unknown };
  return accessToken ?? token;
}
