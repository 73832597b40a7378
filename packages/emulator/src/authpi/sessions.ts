import { type Answer, type Call, named } from "./call.ts";
import { act, changed, get, list, reasonIn, setValues } from "./crud.ts";
import { announce } from "./journal.ts";
import { below, equal, type Kind, viewOf } from "./kind.ts";
import { Problem } from "./problem.ts";
import { ofIssuer, ofUser, type Route } from "./route.ts";
import { asText, type Values, words } from "./values.ts";

const path = `${ofIssuer}/sessions`;
const terminal = new Set(["revoked", "expired"]);

/** The sessions of an issuer's users; logins make them, so callers cannot. */
const sessions: Kind = {
  idName: "session_id",
  home: below("issuer_id", "sessions"),
  fields: {},
  shape: words(
    "id user_id issuer_id type status status_at status_reason status_by authentication client op_session_id device location origin ttl idle_timeout last_activity_at access_token_issued_at refresh_token_issued_at refresh_count compromised compromised_at compromised_reason revoked_reason metadata created_at updated_at expires_at revoked_at",
  ),
  filters: equal(["status"]),
};

/** Lists the sessions of a user, all in one page, and ends, halts or continues one of them. */
export const sessionRoutes: readonly Route[] = [
  list(`${ofUser}/sessions`, sessions, {
    paged: false,
    keep: ({ values }, call) => values["user_id"] === named(call, "user_id").id,
  }),
  get(path, sessions),
  act(`${path}/:session_id/revoke`, (call) => {
    const values = { ...revocation(call), ...reasonIn(call.body) };
    requireOpen(call);
    endClientSessions(call);
    return changed(call, sessions, { values, event: "session.terminated" });
  }),
  act(`${path}/:session_id/suspend`, (call) => move(call, { status: "suspended", ...reasonIn(call.body) })),
  act(`${path}/:session_id/reactivate`, (call) => move(call, { status: "active", status_reason: null })),
];

function move(call: Call, values: Values): Answer {
  requireOpen(call);
  return changed(call, sessions, { values, event: "session.updated" });
}

/** A session that has ended stays ended. */
function requireOpen(call: Call): void {
  const status = asText(viewOf(sessions, call.target, call.now)["status"]) ?? "";
  if (terminal.has(status)) throw new Problem("conflict", `The session is ${status}.`);
}

/** The end of the session at the provider is the end of those at its clients. */
function endClientSessions(call: Call): void {
  for (const row of sessions.home(call).rows()) {
    if (row.values["op_session_id"] !== call.target.id || row.values["status"] === "revoked") continue;
    setValues(call, row, revocation(call));
    announce(call, "session.terminated", { kind: sessions, row });
  }
}

function revocation({ body, now }: Call): Values {
  const { status_reason: reason } = reasonIn(body);
  return { status: "revoked", revoked_at: now, ...(reason === undefined ? {} : { revoked_reason: reason }) };
}
