import { accountOf, type Answer, type Call, created, done, named } from "./call.ts";
import { act, addNew, changed, get, list, reasonIn, remove } from "./crud.ts";
import { each, required } from "./fields.ts";
import { equal, lifeOf, type NewKind, viewOf } from "./kind.ts";
import { invalid, Problem } from "./problem.ts";
import { ofAccount, ofIssuer, ofUser, type Route } from "./route.ts";
import { asRecord, asText, asTexts, pick, type Values, words } from "./values.ts";

const mostTokens = 50;
const secretLength = 40;
const itemShape = words(
  "id user_id issuer_id status name description tags scopes audience expires_at created_at updated_at",
);

/** The personal tokens of users: made and listed below the user, read and ended below the account. */
const tokens: NewKind = {
  idName: "token_id",
  home: (place) => accountOf(place).table("tokens"),
  prefix: "tok",
  fields: {
    ...each("name", { type: "text" }),
    ...each("description audience", { type: "text", nullable: true }),
    ...each("tags", { type: "texts", nullable: true }),
    ...each("restrictions", { type: "record" }),
    ...each("metadata", { type: "record", nullable: true }),
    ...each("expires_at", { type: "integer", nullable: true }),
  },
  start: (call, body, id) =>
    startToken({ id, user: named(call, "user_id").values, token_plain: writeToken(call) }, body),
  compute: ({ values }) => ({ scopes: scopesOf(values), tags: asTexts(values["tags"]) }),
  shape: words(
    "id user_id issuer_id type name description tags restrictions status status_at status_reason status_by audience jti expires_at metadata created_at updated_at",
  ),
  toItem: (view) => pick(view, itemShape),
  filters: equal(["status"]),
  events: lifeOf("user.personal-token"),
};

/** Everything on personal tokens; the answer to a creation is the token's text and nothing else. */
export const tokenRoutes: readonly Route[] = [
  list(`${ofUser}/tokens`, tokens, { keep: isOfUser }),
  {
    method: "POST",
    path: `${ofUser}/tokens`,
    run: (call) => {
      requireRoom(call);
      const row = addNew(call, tokens);
      call.store.bearers.set(asText(row.values["token_plain"]) ?? "", row);
      return created(pick(row.values, ["token_plain"]), row);
    },
  },
  get(`${ofAccount}/tokens`, tokens),
  remove(`${ofAccount}/tokens`, tokens),
  act(`${ofAccount}/tokens/:token_id/revoke`, (call) =>
    changed(call, tokens, { values: { status: "revoked", ...reasonIn(call.body) } }),
  ),
  { method: "POST", path: `${ofIssuer}/tokens/introspect`, run: introspect },
];

/** Whose token it is, and the text that a bearer sends. */
export interface TokenOrigin {
  readonly id: string;
  readonly user: Values;
  readonly token_plain: string;
}

/** Gives a personal token its first values; without scopes it is refused everywhere. */
export function startToken({ id, user, token_plain }: TokenOrigin, body: Values): Values {
  return {
    ...pick(user, words("user_id issuer_id")),
    type: "personal_token",
    name: "",
    description: null,
    tags: [],
    restrictions: { scopes: [] },
    status: "active",
    audience: null,
    jti: id,
    expires_at: null,
    metadata: {},
    ...body,
    token_plain,
  };
}

function writeToken({ store }: Call): string {
  return `pat_${store.createText(secretLength)}`;
}

function isOfUser({ values }: { readonly values: Values }, call: Call): boolean {
  return values["user_id"] === named(call, "user_id").id;
}

function requireRoom(call: Call): void {
  const own = tokens
    .home(call)
    .rows()
    .filter((row) => isOfUser(row, call));
  const active = own.filter((row) => viewOf(tokens, row, call.now)["status"] === "active");
  if (active.length >= mostTokens) throw new Problem("conflict", `A user has ${mostTokens} active tokens at most.`);
}

/** Says of any text whether it is a token of this issuer that is in use (after RFC 7662). */
function introspect(call: Call): Answer {
  const text = asText(call.body["token"]);
  if (text === undefined) throw invalid([required("token")]);
  const row = call.store.bearers.get(text);
  const isKnown = row !== undefined && tokens.home(call).find(row.id) === row;
  if (!isKnown || row.values["issuer_id"] !== named(call, "issuer_id").id) return done({ active: false });
  const view = viewOf(tokens, row, call.now);
  if (view["status"] !== "active") return done({ active: false });
  const { user_id: sub, issuer_id, jti } = row.values;
  return done({ active: true, sub, issuer_id, jti, scope: scopesOf(row.values).join(" "), token_type: "Bearer" });
}

function scopesOf(values: Values): readonly string[] {
  return asTexts(asRecord(values["restrictions"])["scopes"]);
}
