import { startApiKey } from "./api-keys.ts";
import { organizationIdOf } from "./auth.ts";
import { startIssuer } from "./issuers.ts";
import { startOrganization } from "./organization-shape.ts";
import { Row, type Table } from "./row.ts";
import type { Store } from "./store.ts";
import { startToken } from "./tokens.ts";
import { startUser } from "./users.ts";
import { asText, type Values } from "./values.ts";

const createdAt = 1_700_000_000_000;
const longAgo = Date.UTC(2020, 0, 1);
const quarterHour = 15 * 60 * 1000;
const secretLength = 40;
const everything = { scopes: ["*"] };
/** The issuer that accounts themselves belong to; it is not among theirs. */
const platformIssuerId = "iss_platform";

/** What an emulated AuthPI starts with: ids are the same in every run, secrets come from the seed. */
export interface AuthPIFixtures {
  /** May do everything in `acc_test`; goes out as Basic with `keySecret`. */
  readonly keyId: string;
  readonly keySecret: string;
  readonly accountId: string;
  /** A key of `acc_test` for clients that send a bare key as a bearer; with it `accounts/me` is that account. */
  readonly legacyKey: string;
  /** A personal token of `usr_test` that never ends and may do everything in `acc_test`. */
  readonly accessToken: string;
  /** The same, but it ends 15 minutes after the start. */
  readonly shortAccessToken: string;
  /** The same, but it ended in 2020. */
  readonly expiredAccessToken: string;
  /** A personal token of a user who owns `acc_other`: it reaches two accounts. */
  readonly severalAccessToken: string;
  readonly issuerId: string;
  readonly userId: string;
  /** A user who waits for an approval. */
  readonly pendingUserId: string;
  /** The session of `usr_test` at the issuer itself; `clientSessionId` hangs on it. */
  readonly sessionId: string;
  readonly clientSessionId: string;
  /** Another account, as the next three are its own. */
  readonly otherAccountId: string;
  readonly otherKeyId: string;
  readonly otherKeySecret: string;
  readonly otherIssuerId: string;
}

/** Puts the fixtures into a fresh store that starts at `now`, in Unix milliseconds. */
export function seedFixtures(store: Store, now: number): AuthPIFixtures {
  const test = addAccount(store, { id: "acc_test", owner_user_id: "usr_test" });
  const other = addAccount(store, { id: "acc_other", owner_user_id: "usr_owner" });
  const users = addIssuer(test, "iss_test").table("users");
  addIssuer(other, "iss_other");
  addSessions(test);
  const addToken = (id: string, settings: Values): string => addPersonalToken(store, test, { id, ...settings });
  addUser(users, { id: "usr_test", username: "ada@example.com" });
  addUser(users, { id: "usr_owner", username: "grace@example.com" });
  addUser(users, { id: "usr_pending", username: "alan@example.com", approval: { status: "pending" } });
  const key = addKey(store, test, "key_test");
  const legacyKey = addKey(store, test, "key_legacy");
  store.bearers.set(legacyKey.id, legacyKey);
  const otherKey = addKey(store, other, "key_other");
  return {
    keyId: key.id,
    keySecret: secretOf(key),
    accountId: test.id,
    legacyKey: legacyKey.id,
    accessToken: addToken("tok_test", {}),
    shortAccessToken: addToken("tok_short", { expires_at: now + quarterHour }),
    expiredAccessToken: addToken("tok_expired", { expires_at: longAgo }),
    severalAccessToken: addToken("tok_several", { user_id: "usr_owner" }),
    issuerId: "iss_test",
    userId: "usr_test",
    pendingUserId: "usr_pending",
    sessionId: "ses_test",
    clientSessionId: "ses_client",
    otherAccountId: other.id,
    otherKeyId: otherKey.id,
    otherKeySecret: secretOf(otherKey),
    otherIssuerId: "iss_other",
  };
}

function addAccount(store: Store, settings: { readonly id: string; readonly owner_user_id: string }): Row {
  const { id, owner_user_id } = settings;
  const name = id.replace("acc_", "");
  const organization = {
    ...startOrganization({ name }),
    id: `org_${name}`,
    issuer_id: platformIssuerId,
  };
  const values = {
    organization,
    owner_user_id,
    features: {},
    limits: {},
    billing_mode: "prepaid",
    balance_μusd: 0,
    credits_run_out: false,
    metadata: {},
  };
  return store.accounts.add(new Row(id, values, createdAt));
}

function addIssuer(account: Row, id: string): Row {
  const values = startIssuer(account.id, { name: id.replace("iss_", "") });
  return account.table("issuers").add(new Row(id, values, createdAt));
}

function addUser(users: Table, { id, ...settings }: { readonly id: string } & Values): void {
  users.add(new Row(id, startUser("iss_test", settings, id), createdAt));
}

function addSessions(account: Row): void {
  const sessions = account.table("issuers").find("iss_test")?.table("sessions");
  const origin = { user_id: "usr_test", issuer_id: "iss_test", status: "active", refresh_count: 0, compromised: false };
  sessions?.add(new Row("ses_test", { ...origin, type: "op" }, createdAt));
  sessions?.add(new Row("ses_client", { ...origin, type: "rp", op_session_id: "ses_test" }, createdAt));
}

function addKey(store: Store, account: Row, id: string): Row {
  const secret_plain = `aks_${store.createText(secretLength)}`;
  const origin = { org_id: organizationIdOf(account), issuer_id: platformIssuerId, secret_plain };
  const values = startApiKey(origin, { name: id, restrictions: everything });
  return account.table("api-keys").add(new Row(id, values, createdAt));
}

function secretOf(key: Row): string {
  return asText(key.values["secret_plain"]) ?? "";
}

function addPersonalToken(store: Store, account: Row, { id, ...settings }: { readonly id: string } & Values): string {
  const token_plain = `pat_${store.createText(secretLength)}`;
  const user = { user_id: "usr_test", issuer_id: "iss_test" };
  const body = { name: id, restrictions: everything, ...settings };
  const row = new Row(id, startToken({ id, user, token_plain }, body), createdAt);
  account.table("tokens").add(row);
  store.bearers.set(token_plain, row);
  return token_plain;
}
