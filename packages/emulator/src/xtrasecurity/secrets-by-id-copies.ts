import { asPerson, type Call, readBody, requireCaller } from "./call.ts";
import { checkedId, Fault } from "./fault.ts";
import type { Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { checkWriter, findRoom, mailOf } from "./secrets-by-id-access.ts";
import { addDraft, type Draft } from "./secrets-by-id-new.ts";
import { tell } from "./secrets-by-id-write.ts";
import type { Store } from "./store.ts";
import { isObject } from "./values.ts";

const defaults = { description: "Imported from .env file", environmentType: "development" };

/** Adds secrets beside those that have the same keys; one that fails does not keep the others from being stored. */
export async function importSecrets(call: Call): Promise<Response> {
  const { store } = call;
  const caller = requireCaller(call);
  const { projectId, branchId, secrets } = readBody(call);
  if (!projectId || !Array.isArray(secrets) || secrets.length === 0) {
    throw tell(400, "An import needs a projectId and a list of at least one secret.");
  }
  const inputs: readonly unknown[] = secrets;
  const project = findRoom(store, projectId, inputs.length);
  const environments = inputs.map((input) => (isObject(input) ? input["environmentType"] : undefined));
  checkWriter(call, caller, { verb: "create", projectId: project.id, environments });
  const facts = { project, branchId, mail: mailOf(caller), defaults, isHistoryClear: true };
  const drafts = inputs.map((input) => ({ ...facts, input: isObject(input) ? input : {} }));
  const imported = await addAll(store, drafts);
  return json({ success: true, count: imported.length, secrets: imported }, 201);
}

/** Would copy a branch's secrets to another; it needs a role that nobody can be given through the API. */
export function copySecrets(call: Call): Response {
  const { store } = call;
  const caller = requireCaller(call);
  const { sourceBranchId, targetBranchId, sourceEnvironment } = readBody(call);
  if (!sourceBranchId || !targetBranchId) throw refuse(400, "A copy needs a sourceBranchId and a targetBranchId.");
  const branchId = checkedId("secret", sourceBranchId);
  const isWanted = ({ environmentType }: Secret): boolean =>
    !sourceEnvironment || sourceEnvironment === "all" || sourceEnvironment === environmentType;
  const source = store.secrets.first((secret) => secret.branchId === branchId && isWanted(secret));
  if (source === undefined) return json({ message: "No secrets found to copy", count: 0 });
  found(store.branches.get(targetBranchId), "Target branch not found");
  asPerson(caller);
  throw refuse(403, "Forbidden: Only a role of owner, admin or developer may copy secrets.");
}

async function addAll(store: Store, drafts: readonly Draft[]): Promise<object[]> {
  const views: object[] = [];
  const faults: Fault[] = [];
  for (const draft of drafts) {
    try {
      views.push({ ...(await addDraft(store, draft)), value: draft.input["value"] });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
    }
  }
  const [fault] = faults;
  if (fault !== undefined) throw fault;
  return views;
}
