import { asked, type Call, readBody, requireCaller } from "./call.ts";
import { Columns } from "./columns.ts";
import { databaseFault } from "./fault.ts";
import type { Share, Time } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { openSecret } from "./secret-views.ts";
import type { Values } from "./values.ts";

const tokenBytes = 32;
const defaultHours = 24;
const millisecondsPerHour = 3_600_000;

/** The links under which one secret can be read without a login. */
export const shareRoutes: readonly Route[] = [
  { method: "POST", path: "/secret/share", run: createShare },
  { method: "GET", path: "/secret/share", run: readShare },
  { method: "DELETE", path: "/secret/share", run: revokeShare },
];

/** Nobody looks at the caller's role in the secret's project. */
function createShare(call: Call): Response {
  const { store, url } = call;
  const caller = requireCaller(call);
  const body = readBody(call);
  if (!body["secretId"]) throw refuse(400, "secretId is required");
  const secret = found(store.secrets.get(body["secretId"]), "Secret not found");
  const share = store.shares.add({
    id: store.createId(),
    secretId: secret.id,
    token: store.createHex(tokenBytes),
    createdBy: caller.id,
    label: new Columns(body, { model: "secretShare", operation: "create" }).optionalText("label") || null,
    maxViews: readLimit(body),
    viewCount: 0,
    expiresAt: readEnd(body, call.now),
    isRevoked: false,
    createdAt: store.createTime(),
  });
  const { id, token, expiresAt } = share;
  return json({ shareUrl: `${url.origin}/share/${token}`, token, expiresAt, id }, 201);
}

/** Every read counts, HEAD too; nobody has to log in. */
async function readShare(call: Call): Promise<Response> {
  const { store } = call;
  const token = asked(call, "token");
  if (token === undefined) throw refuse(400, "Token is required");
  const share = store.shares.first((row) => row.token === token);
  // A share goes when its secret goes.
  const secret = store.secrets.peek(share?.secretId);
  if (share === undefined || secret === undefined) throw refuse(404, "Invalid or expired link");
  countView(share, call.now);
  const { key, environmentType } = secret;
  const { label, viewCount, maxViews, expiresAt } = share;
  const value = (await openSecret(store, secret)) ?? "[Decryption failed]";
  return json({ key, value, environmentType, label, viewCount, maxViews, expiresAt });
}

/** Ends a share; its creator only may. */
function revokeShare(call: Call): Response {
  const caller = requireCaller(call);
  const id = asked(call, "id");
  if (id === undefined) throw refuse(400, "Share ID is required");
  const share = found(call.store.shares.get(id), "Share link not found");
  if (share.createdBy !== caller.id) throw refuse(403, "Forbidden");
  share.isRevoked = true;
  return json({ success: true });
}

function countView(share: Share, now: number): void {
  if (share.isRevoked) throw refuse(410, "This link has been revoked");
  if (Date.parse(share.expiresAt) < now) throw refuse(410, "This link has expired");
  if (share.maxViews !== null && share.viewCount >= share.maxViews) {
    throw refuse(410, "This link has been opened as often as it may be.");
  }
  share.viewCount += 1;
}

function readLimit({ maxViews }: Values): number | null {
  if (!maxViews) return null;
  const limit = typeof maxViews === "string" ? Number.parseInt(maxViews, 10) : Math.trunc(Number(maxViews));
  if (Number.isNaN(limit)) throw databaseFault("secretShare", "create", "Invalid value for argument `maxViews`.");
  return limit;
}

function readEnd({ expiresInHours = defaultHours }: Values, now: number): Time {
  const end = new Date(now + Number(expiresInHours) * millisecondsPerHour);
  if (!Number.isNaN(end.getTime())) return end.toISOString();
  throw databaseFault("secretShare", "create", "Invalid value for argument `expiresAt`: the date is invalid.");
}
