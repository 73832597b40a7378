import { type Answer, type Call, created, done, named } from "./call.ts";
import { act, list, single } from "./crud.ts";
import { each } from "./fields.ts";
import { announce } from "./journal.ts";
import { below, type Kind } from "./kind.ts";
import { ofUser, type Route } from "./route.ts";
import { Row, type Table } from "./row.ts";
import { asNumber, asRecord, asText, omit, words } from "./values.ts";

const tenMinutes = 10 * 60 * 1000;
const backupCodeCount = 10;
const backupCodeLength = 8;
const totpSecretLength = 32;
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Whoever wants to see a wrong code sends this one; every other is taken for right. */
const wrongCode = "000000";
const path = `${ofUser}/verifiers`;

/** The second factors of a user; an open record. */
const verifiers: Kind = {
  idName: "verifier_id",
  home: below("user_id", "verifiers"),
  fields: { ...each("name description", { type: "text", nullable: true }), ...each("status", { type: "text" }) },
  adapt: (body) => omit(body, words("id user_id issuer_id created_at updated_at")),
  events: { created: "user.verifier.created", updated: "user.verifier.updated", deleted: "user.verifier.deleted" },
};

/** Everything on second factors: a creation starts an enrolment, which a code completes within ten minutes. */
export const userVerifierRoutes: readonly Route[] = [
  list(path, verifiers, { paged: false }),
  { method: "POST", path, run: startEnrolment },
  act(`${path}/complete-enrollment`, completeEnrolment),
  ...single(path, verifiers),
  act(`${path}/:verifier_id/regenerate`, (call) => {
    const codes = writeBackupCodes(call, call.target);
    announce(call, "user.mfa.backup-codes.regenerated", { kind: verifiers, row: call.target });
    return done({ codes }, call.target);
  }),
  act(`${path}/:verifier_id/verify`, verify),
];

function startEnrolment(call: Call): Answer {
  const user = named(call, "user_id");
  const secret = Array.from(call.store.createText(totpSecretLength), toBase32).join("");
  const account = encodeURIComponent(asText(user.values["username"]) ?? user.id);
  const enrolment = {
    secret,
    provisioning_uri: `otpauth://totp/AuthPI:${account}?secret=${secret}&issuer=AuthPI`,
    expires_at: call.now + tenMinutes,
  };
  const row = new Row(call.store.createId("enr"), { ...enrolment, wish: call.body }, call.now);
  enrolmentsOf(call).add(row);
  return created({ enrollment_id: row.id, ...enrolment }, row);
}

/** Without an `enrollment_id` the newest enrolment is meant. */
function completeEnrolment(call: Call): Answer {
  const user = named(call, "user_id");
  const wanted = asText(call.body["enrollment_id"]);
  const open = enrolmentsOf(call)
    .rows()
    .filter(({ values }) => (asNumber(values["expires_at"]) ?? 0) > call.now);
  const enrolment = wanted === undefined ? open.at(-1) : open.find(({ id }) => id === wanted);
  if (enrolment === undefined) return done({ success: false, error: "There is no such enrolment." }, user);
  if (call.body["code"] === wrongCode) return done({ success: false, error: "The code is wrong." }, user);
  enrolmentsOf(call).delete(enrolment);
  const row = addVerifier(call, user, enrolment);
  return done({ success: true, verifier_id: row.id, backup_codes: writeBackupCodes(call, row) }, user);
}

function addVerifier(call: Call, user: Row, enrolment: Row): Row {
  const { name, description } = asRecord(enrolment.values["wish"]);
  const values = {
    user_id: user.id,
    issuer_id: named(call, "issuer_id").id,
    type: "totp",
    status: "active",
    name: asText(name) ?? null,
    description: asText(description) ?? null,
    last_used_at: null,
  };
  const row = verifiers.home(call).add(new Row(call.store.createId("vrf"), values, call.now));
  announce(call, verifiers.events?.created, { kind: verifiers, row });
  return row;
}

/** A backup code passes once; how many are left is said whenever one was used. */
function verify(call: Call): Answer {
  const row = call.target;
  const code = asText(call.body["code"]);
  const codes = codesOf(row);
  const backup = codes.find(code ?? "");
  if (backup !== undefined) codes.delete(backup);
  const success = code !== wrongCode;
  announce(call, `user.mfa.verification.${success ? "succeeded" : "failed"}`, { kind: verifiers, row });
  if (!success) return done({ success, error: "The code is wrong." }, row);
  row.change({ last_used_at: call.now }, call.now);
  return done(backup === undefined ? { success } : { success, remaining: codes.rows().length }, row);
}

function writeBackupCodes({ store, now }: Call, verifier: Row): readonly string[] {
  const table = codesOf(verifier);
  for (const row of table.rows()) table.delete(row);
  for (let count = 0; count < backupCodeCount; count += 1) {
    table.add(new Row(store.createDigits(backupCodeLength), {}, now));
  }
  return table.rows().map(({ id }) => id);
}

function enrolmentsOf(call: Call): Table {
  return named(call, "user_id").table("enrolments");
}

function codesOf(verifier: Row): Table {
  return verifier.table("backup-codes");
}

function toBase32(character: string): string {
  return base32.charAt(character.charCodeAt(0) % base32.length);
}
