import { type Answer, type Call, created, done, named, type Place } from "./call.ts";
import { act, addNew } from "./crud.ts";
import { announce } from "./journal.ts";
import { below, type NewKind, show } from "./kind.ts";
import { organizations } from "./organizations.ts";
import { Problem } from "./problem.ts";
import { ofOrganization, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import { asText, pick, words } from "./values.ts";

const secretLength = 40;
const proofLength = 32;
const path = `${ofOrganization}/sso/domains`;

const ssoDomains: NewKind = {
  idName: "host",
  home: below("org_id", "sso/domains"),
  prefix: "dom",
  readId: (body) => asText(body["domain"]),
  fields: { domain: { type: "text", required: true } },
  adapt: ({ domain }) => ({ domain: asText(domain)?.toLowerCase() }),
  start: (call, body) => {
    const domain = asText(body["domain"]) ?? "";
    if (ssoDomains.home(call).find(domain) !== undefined) throw new Problem("conflict", `${domain} is there already.`);
    const proof = call.store.createText(proofLength);
    return {
      domain,
      verified: false,
      txt_record_name: `_authpi.${domain}`,
      txt_record_value: `authpi-verify=${proof}`,
    };
  },
  shape: words("domain txt_record_name txt_record_value"),
};

/** The domains and the secret by which an organization's people sign in elsewhere. */
export const ssoRoutes: readonly Route[] = [
  {
    method: "POST",
    path,
    guard: organizationOf,
    run: (call) => {
      const row = addNew(call, ssoDomains);
      const answer = created(show(ssoDomains, row, call.now), organizationOf(call));
      record(call, "organization.sso.domain-created");
      return answer;
    },
  },
  {
    method: "POST",
    path: `${path}/:host/verify`,
    guard: organizationOf,
    run: (call) => {
      call.target.change({ verified: true }, call.now);
      record(call, "organization.sso.domain-verified");
      return done({ verified: true }, organizationOf(call));
    },
  },
  { method: "DELETE", path: `${path}/:host`, guard: organizationOf, run: removeDomain },
  act(`${ofOrganization}/sso/rotate-secret`, (call) => {
    record(call, "organization.sso.updated");
    return done({ secret: `sso_${call.store.createText(secretLength)}` }, organizationOf(call));
  }),
];

/** Answers with the domain that is gone, unlike other deletions. */
function removeDomain(call: Call): Answer {
  const { target } = call;
  ssoDomains.home(call).delete(target);
  record(call, "organization.sso.domain-deleted");
  return done(pick(target.values, words("domain verified")), organizationOf(call));
}

function organizationOf(place: Place): Row {
  return named(place, "org_id");
}

function record(call: Call, event: string): void {
  const row = organizationOf(call);
  row.change({}, call.now);
  announce(call, event, { kind: organizations, row });
}
