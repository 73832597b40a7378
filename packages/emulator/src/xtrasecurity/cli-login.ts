import { recordDeed } from "./audit.ts";
import { type Call, readBody } from "./call.ts";
import { signCliToken } from "./cli-token.ts";
import { findKey, hasExpired } from "./credentials.ts";
import type { ApiKey } from "./model-access.ts";
import { failWith, type Refusal, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";

/** The login of the command line. */
export const cliLoginRoutes: readonly Route[] = [
  { method: "POST", path: "/auth/cli-login", run: logIn, fail: failWith("Internal Server Error") },
];

/** Gives a token of 24 hours for a key; nobody has a password that could be given in its place. */
async function logIn(call: Call): Promise<Response> {
  const { store, now } = call;
  const { apiKey, email, password } = readBody(call);
  if (!apiKey) throw email && password ? refusePassword(store, email) : refuse(400, "Missing credentials");
  const key = typeof apiKey === "string" ? findKey(store, apiKey) : undefined;
  const user = key === undefined ? undefined : describeOwner(store, key);
  if (key === undefined || user === undefined) throw refuse(401, "Invalid Access Key");
  if (hasExpired(key, now)) throw refuse(401, "Access Key has expired");
  key.lastUsed = store.createTime();
  if (key.userId !== null) recordLogin(call, key.userId, key);
  return json({ token: await signCliToken(store, key), user });
}

function refusePassword(store: Store, email: unknown): Refusal {
  const user = store.users.first((row) => row.email === email);
  return user === undefined ? refuse(401, "Invalid credentials") : refuse(400, "Password not set for this user");
}

function describeOwner(store: Store, { userId, serviceAccountId }: ApiKey): object | undefined {
  const user = store.users.peek(userId);
  if (user !== undefined) return { email: user.email, id: user.id, role: user.role };
  const account = store.serviceAccounts.peek(serviceAccountId);
  if (account === undefined) return undefined;
  const { id, name } = account;
  return { email: `sa_${name}@bot`, id: `sa_${id}`, role: "service_account", isServiceAccount: true };
}

function recordLogin(call: Call, userId: string, { id: entityId }: ApiKey): void {
  const workspaceId = call.store.workspaces.first(({ createdBy }) => createdBy === userId)?.id;
  const changes = { method: "api_key" };
  recordDeed(call, { id: userId }, { action: "user.login_cli", entity: "apiKey", entityId, changes, workspaceId });
}
