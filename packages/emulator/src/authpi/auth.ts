import { Problem } from "./problem.ts";
import type { Row } from "./row.ts";
import type { Store } from "./store.ts";
import { asNumber, asRecord, asText, asTexts, pick, type Values, words } from "./values.ts";

/** Who makes a request, and what the request may touch. */
export interface Caller {
  readonly type: "api_key" | "personal_token";
  /** The id of the key or of the user, as `created_by` and `status_by` name it. */
  readonly id: string;
  /** What identifies the caller: `key_id` or `user_id`, and `issuer_id`. */
  readonly identity: Values;
  /** The accounts that it reaches, by their ids. */
  readonly accounts: ReadonlyMap<string, Reach>;
  /** The organizations that it belongs to. */
  readonly organizations: readonly Reach[];
  /** The account that `me` stands for; known to a key that comes as a bearer. */
  readonly legacyAccountId: string | undefined;
}

/** What a caller may do in an organization; an account is one too. */
interface Reach {
  readonly org_id: string;
  /** Without any scope everything there is refused. */
  readonly scopes: readonly string[];
}

/** Finds the credential that an `Authorization` header names, and refuses one that may not be used now. */
export function authenticate(store: Store, header: string | null, now: number): Caller {
  const [scheme = "", text = ""] = (header ?? "").trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === "basic") return byKey(store, text, now);
  if (scheme.toLowerCase() === "bearer") return byBearer(store, text, now);
  throw unauthorized();
}

function byKey(store: Store, text: string, now: number): Caller {
  const [id, secret] = readPair(text);
  const account = store.accounts.rows().find((row) => row.table("api-keys").find(id) !== undefined);
  const key = account?.table("api-keys").find(id);
  if (account === undefined || key === undefined || key.values["secret_plain"] !== secret) throw unauthorized();
  requireActive(key, now);
  return keyCaller(account, key);
}

function byBearer(store: Store, text: string, now: number): Caller {
  const row = store.bearers.get(text);
  if (row === undefined) throw unauthorized();
  for (const account of store.accounts.rows()) {
    if (account.table("api-keys").find(row.id) === row) {
      requireActive(row, now);
      return { ...keyCaller(account, row), legacyAccountId: account.id };
    }
    if (account.table("tokens").find(row.id) === row) {
      requireActive(row, now);
      return tokenCaller(store, account, row);
    }
  }
  throw unauthorized();
}

function keyCaller(account: Row, key: Row): Caller {
  const reach = { org_id: asText(key.values["org_id"]) ?? "", scopes: scopesOf(key) };
  const isOfAccount = reach.org_id === organizationIdOf(account);
  return {
    type: "api_key",
    id: key.id,
    identity: { key_id: key.id, ...pick(key.values, ["issuer_id"]) },
    accounts: new Map(isOfAccount ? [[account.id, reach]] : []),
    organizations: isOfAccount ? [] : [reach],
    legacyAccountId: undefined,
  };
}

function tokenCaller(store: Store, account: Row, token: Row): Caller {
  const userId = asText(token.values["user_id"]) ?? "";
  const issuer = account.table("issuers").find(asText(token.values["issuer_id"]) ?? "");
  const user = issuer?.table("users").find(userId);
  if (issuer === undefined || user?.values["status"] !== "active") throw unauthorized();
  const owned = store.accounts.rows().filter((row) => row === account || row.values["owner_user_id"] === userId);
  return {
    type: "personal_token",
    id: userId,
    identity: pick(token.values, words("user_id issuer_id")),
    accounts: new Map(owned.map((row) => [row.id, { org_id: organizationIdOf(row), scopes: scopesOf(token) }])),
    organizations: membershipsOf(issuer, userId),
    legacyAccountId: undefined,
  };
}

function membershipsOf(issuer: Row, userId: string): Reach[] {
  return issuer
    .table("organizations")
    .rows()
    .flatMap((organization) => {
      const membership = organization.table("members").find(userId);
      return membership === undefined
        ? []
        : [{ org_id: organization.id, scopes: asTexts(membership.values["scopes"]) }];
    });
}

/** The id of the organization that an account itself is. */
export function organizationIdOf(account: Row): string {
  return asText(asRecord(account.values["organization"])["id"]) ?? "";
}

/** The id of the issuer that an account's own organization belongs to. */
export function organizationIssuerOf(account: Row): string {
  return asText(asRecord(account.values["organization"])["issuer_id"]) ?? "";
}

function scopesOf(row: Row): readonly string[] {
  return asTexts(asRecord(row.values["restrictions"])["scopes"]);
}

function requireActive({ values }: Row, now: number): void {
  const end = asNumber(values["expires_at"]);
  if (end !== undefined && end <= now) throw new Problem("expired", "The credential has expired.");
  if (values["status"] !== "active") throw unauthorized();
}

function readPair(base64: string): [id: string, secret: string] {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const [id = "", ...rest] = new TextDecoder().decode(bytes).split(":");
    return [id, rest.join(":")];
  } catch {
    throw unauthorized();
  }
}

function unauthorized(): Problem {
  return new Problem("unauthorized", "The credential is missing, unknown or no longer in use.");
}
