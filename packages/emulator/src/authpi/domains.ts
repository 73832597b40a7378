import { accounts, domainsOf } from "./accounts.ts";
import { accountOf, type Answer, type Call, created, done, gone } from "./call.ts";
import { readFields } from "./fields.ts";
import { announce } from "./journal.ts";
import { show } from "./kind.ts";
import { pageBody } from "./pages.ts";
import { invalid, notFound, Problem } from "./problem.ts";
import { ofAccount, type Route } from "./route.ts";
import { Row } from "./row.ts";
import { asText, type Values } from "./values.ts";

const mostDomains = 20;
const path = `${ofAccount}/domains`;

/** The domains of an account; changes answer with the account, whose ETag they move and are held against. */
export const domainRoutes: readonly Route[] = [
  { method: "GET", path, run: (call) => ({ status: 200, body: pageBody(domainsOf(accountOf(call)), null) }) },
  { method: "POST", path, run: addDomain },
  { method: "DELETE", path: `${path}/:host`, guard: accountOf, run: removeDomain },
  onDomain("assign", assignDomain),
  onDomain("unassign", (call) => changed(call, "unassigned", { assigned_issuer_id: null, assigned_at: null })),
  onDomain("verify", (call) => changed(call, undefined, { verified: true, cf_status: "active" })),
];

function onDomain(action: string, run: (call: Call) => Answer): Route {
  return { method: "POST", path: `${path}/:host/${action}`, guard: accountOf, run };
}

function addDomain(call: Call): Answer {
  const { values, problems } = readFields({ host: { type: "text", required: true } }, call.body, true);
  if (problems.length > 0) throw invalid(problems);
  const host = asText(values["host"])?.toLowerCase() ?? "";
  const account = accountOf(call);
  const isTaken = call.store.accounts.rows().some((row) => row.table("domains").find(host) !== undefined);
  if (isTaken) throw new Problem("conflict", `The domain ${host} is taken.`);
  const domains = account.table("domains");
  const count = domains.rows().length;
  if (count >= mostDomains) throw new Problem("conflict", `An account has ${mostDomains} domains at most.`);
  const domain = {
    host,
    verified: false,
    primary: count === 0,
    added_at: call.now,
    assigned_issuer_id: null,
    assigned_at: null,
    cf_status: "pending",
  };
  domains.add(new Row(host, domain, call.now));
  record(call, "added");
  return created(show(accounts, account, call.now), account);
}

function removeDomain(call: Call): Answer {
  accountOf(call).table("domains").delete(call.target);
  record(call, "removed");
  return gone;
}

/** Without an issuer in the body the domain is assigned to none in particular. */
function assignDomain(call: Call): Answer {
  const { values, problems } = readFields({ issuer_id: { type: "text" } }, call.body, false);
  if (problems.length > 0) throw invalid(problems);
  const issuerId = asText(values["issuer_id"]) ?? null;
  if (issuerId !== null && accountOf(call).table("issuers").find(issuerId) === undefined) throw notFound();
  return changed(call, "assigned", { assigned_issuer_id: issuerId, assigned_at: call.now });
}

function changed(call: Call, event: string | undefined, changes: Values): Answer {
  call.target.change(changes, call.now);
  record(call, event);
  return done(show(accounts, accountOf(call), call.now), accountOf(call));
}

function record(call: Call, event: string | undefined): void {
  const row = accountOf(call);
  row.change({}, call.now);
  if (event !== undefined) announce(call, `account.domain.${event}`, { kind: accounts, row });
}
