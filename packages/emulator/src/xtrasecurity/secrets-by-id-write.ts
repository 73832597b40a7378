import { asked, type Call, readBody, requireCaller } from "./call.ts";
import { Columns } from "./columns.ts";
import type { Secret } from "./model.ts";
import { Refusal } from "./refusal.ts";
import { json } from "./reply.ts";
import { deleteSecrets, nextVersion, prependEntry, unchangedValue } from "./secret-rows.ts";
import { checkWriter, findRoom, mailOf } from "./secrets-by-id-access.ts";
import { addDraft } from "./secrets-by-id-new.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** Adds a secret, whether or not its key is taken, and answers with its value in clear. */
export async function createSecretById(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const input = readBody(call);
  const { key, value, projectId, environmentType, branchId } = input;
  if (!key || !value || !projectId) throw tell(400, "A new secret needs a key, a value and a projectId.");
  const project = findRoom(store, projectId, 1);
  checkWriter(call, caller, { verb: "create", projectId: project.id, environments: [environmentType] });
  const facts = { mail: mailOf(caller), defaults: { description: "" }, isHistoryClear: false };
  const secret = await addDraft(store, { project, branchId, input, ...facts });
  return json({ ...secret, value }, 201);
}

/** Changes what is sent and not empty, under a new version, and answers with the stored row. */
export async function updateSecretById(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const id = requireId(call);
  const body = readBody(call);
  const secret = findById(store, id);
  const { projectId, environmentType } = secret;
  checkWriter(call, caller, { verb: "update", projectId, environments: [environmentType] });
  const envelope = body["value"] ? await store.vault.seal(body["value"]) : undefined;
  const changes = readChanges(body, secret);
  const version = nextVersion(secret);
  const time = store.createTime();
  const mail = mailOf(caller);
  const description = changes.description || secret.description;
  const written = envelope === undefined ? undefined : [envelope];
  const entry = { version, value: written ?? unchangedValue, description, updatedAt: time, updatedBy: mail };
  prependEntry(secret, { ...entry, ...readReason(body) });
  const value = written ?? secret.value;
  return json(Object.assign(secret, changes, { value, version, lastUpdated: time, updatedBy: mail }));
}

/** Deletes exactly the row with the id. */
export function deleteSecretById(call: Call): Response {
  const caller = requireCaller(call);
  const secret = findById(call.store, requireId(call));
  const { projectId, environmentType } = secret;
  checkWriter(call, caller, { verb: "delete", projectId, environments: [environmentType] });
  deleteSecrets(call.store, [secret]);
  return json({ message: "Secret deleted successfully" });
}

/** Refuses with `{ message }`, as this family does where the request itself is wrong. */
export function tell(status: number, message: string): Refusal {
  return new Refusal(json({ message }, status));
}

function requireId(call: Call): string {
  const id = asked(call, "id");
  if (id === undefined) throw tell(400, "Secret ID is required");
  return id;
}

function findById(store: Store, id: string): Secret {
  const secret = store.secrets.get(id);
  if (secret === undefined) throw tell(404, "Secret not found");
  return secret;
}

/** An empty value means "as it was" everywhere but in the description, so that an expiry date cannot be taken back. */
function readChanges(body: Values, secret: Secret): Partial<Secret> & Pick<Secret, "description"> {
  const columns = new Columns(body, { model: "secret", operation: "update" });
  return {
    key: columns.optionalText("key") || secret.key,
    description: body["description"] === undefined ? secret.description : columns.text("description"),
    environmentType: columns.optionalText("environmentType") || secret.environmentType,
    type: columns.optionalText("type") || secret.type,
    permission: columns.texts("permission") ?? secret.permission,
    rotationPolicy: columns.optionalText("rotationPolicy") || secret.rotationPolicy,
    expiryDate: columns.time("expiryDate") ?? secret.expiryDate,
  };
}

function readReason({ changeReason }: Values): { changeReason?: string } {
  return typeof changeReason === "string" ? { changeReason } : {};
}
