import { named } from "./call.ts";
import { create, list, single } from "./crud.ts";
import { below, lifeOf, type NewKind } from "./kind.ts";
import { ofIssuer, type Route } from "./route.ts";
import { omit, words } from "./values.ts";

const path = `${ofIssuer}/auth-methods`;

/** The ways in which an issuer's users may sign in; an open record, kept as it is sent. */
const authMethods: NewKind = {
  idName: "method_id",
  home: below("issuer_id", "auth-methods"),
  prefix: "am",
  fields: { type: { type: "text" }, enabled: { type: "flag" } },
  // What the service writes itself is not taken from a body.
  adapt: (body) => omit(body, words("id issuer_id created_at updated_at")),
  start: (call, body) => ({ type: "password", enabled: true, ...body, issuer_id: named(call, "issuer_id").id }),
  events: lifeOf("issuer.auth-method"),
};

/** Everything on auth methods, which come all in one page. */
export const authMethodRoutes: readonly Route[] = [
  list(path, authMethods, { paged: false }),
  create(path, authMethods),
  ...single(path, authMethods),
];
