import { type Answer, type Call, done, named } from "./call.ts";
import { act, crud, setValues } from "./crud.ts";
import { each } from "./fields.ts";
import { announce } from "./journal.ts";
import { below, equal, lifeOf, nameContains, type NewKind } from "./kind.ts";
import { Problem } from "./problem.ts";
import { ofIssuer, type Route } from "./route.ts";
import type { Row } from "./row.ts";
import type { Store } from "./store.ts";
import { asRecord, asText, asTexts, omit, pick, type Values, words } from "./values.ts";

const secretLength = 40;
const settingNames = words("scopes redirect_uris grant_types application_type");

const clients: NewKind = {
  idName: "client_id",
  home: below("issuer_id", "clients"),
  prefix: "c",
  fields: {
    name: { type: "text", required: true },
    ...each("status type application_type", { type: "text" }),
    ...each("confidential", { type: "flag" }),
    ...each("description logo_url", { type: "text", nullable: true }),
    ...each("scopes redirect_uris grant_types", { type: "texts" }),
    ...each("settings", { type: "record" }),
    ...each("metadata", { type: "record", nullable: true }),
  },
  adapt: gatherSettings,
  start: (call, body) => ({
    issuer_id: named(call, "issuer_id").id,
    status: "active",
    type: "web",
    confidential: true,
    description: null,
    logo_url: null,
    settings: {},
    metadata: {},
    ...body,
    ...(body["confidential"] === false ? {} : { secret: writeSecret(call.store) }),
  }),
  compute: summarize,
  shape: words(
    "id issuer_id status type confidential secret_rotated_at name description logo_url settings status_at metadata created_at updated_at",
  ),
  once: ["secret"],
  toItem: (view) =>
    pick(
      view,
      words(
        "id issuer_id status type confidential name description logo_url scopes protocol application_type grant_types redirect_uri_count configuration_indexed secret_rotated_at status_at created_at updated_at",
      ),
    ),
  filters: { ...equal(words("status application_type")), name: nameContains, q: nameContains },
  events: lifeOf("client"),
  keepsDeleted: true,
};

/** Everything on the clients of an issuer; a confidential one has a secret. */
export const clientRoutes: readonly Route[] = [
  ...crud(`${ofIssuer}/clients`, clients),
  act(`${ofIssuer}/clients/:client_id/secret/rotate`, rotateSecret),
];

function rotateSecret(call: Call): Answer {
  const row = call.target;
  if (row.values["confidential"] !== true) throw new Problem("conflict", "A public client has no secret.");
  const secret = writeSecret(call.store);
  setValues(call, row, { secret, secret_rotated_at: call.now });
  announce(call, "client.secret.rotated", { kind: clients, row });
  return done({ secret }, row);
}

function writeSecret(store: Store): string {
  return `cs_${store.createText(secretLength)}`;
}

/** Settings may also stand at the top of a body. */
function gatherSettings(body: Values, row: Row | undefined): Values {
  const own = pick(body, settingNames);
  if (Object.keys(own).length === 0) return body;
  const rest = omit(body, settingNames);
  return { ...rest, settings: { ...asRecord(rest["settings"] ?? row?.values["settings"]), ...own } };
}

function summarize({ values }: Row): Values {
  const settings = asRecord(values["settings"]);
  return {
    scopes: asTexts(settings["scopes"]),
    protocol: "oidc",
    application_type: asText(settings["application_type"]) ?? null,
    grant_types: asTexts(settings["grant_types"]),
    redirect_uri_count: asTexts(settings["redirect_uris"]).length,
    configuration_indexed: true,
  };
}
