import { Columns } from "./columns.ts";
import { checkedId } from "./fault.ts";
import type { Project, Secret } from "./model.ts";
import { addSecret } from "./secret-rows.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** A secret that a caller describes. */
export interface Draft {
  readonly project: Project;
  /** None where it is empty; nobody looks whether there is such a branch. */
  readonly branchId: unknown;
  /** Who writes it. */
  readonly mail: string;
  readonly input: Values;
  /** What stands in for an empty value; an environment is needed where none stands in. */
  readonly defaults: { readonly description: string; readonly environmentType?: string };
  /** Whether the history keeps the value unencrypted. */
  readonly isHistoryClear: boolean;
}

/** Adds a secret with its first history entry; throws a fault for what the encryption or the database does not take. */
export async function addDraft(store: Store, draft: Draft): Promise<Secret> {
  const { input, project, branchId, mail, defaults } = draft;
  const envelope = await store.vault.seal(input["value"]);
  const columns = new Columns(input, { model: "secret", operation: "create" });
  const description = columns.optionalText("description") || defaults.description;
  const time = store.createTime();
  const value = draft.isHistoryClear ? columns.text("value") : [envelope];
  return addSecret(store, {
    key: columns.text("key"),
    value: [envelope],
    description,
    environmentType: readEnvironment(columns, draft),
    projectId: project.id,
    branchId: branchId ? checkedId("secret", branchId) : null,
    type: columns.optionalText("type") || "API Key",
    history: [{ version: "1", value, description, updatedAt: time, updatedBy: mail }],
    lastUpdated: time,
    updatedBy: mail,
    permission: columns.texts("permission") ?? [],
    expiryDate: columns.time("expiryDate") ?? null,
    rotationPolicy: columns.optionalText("rotationPolicy") || "manual",
  });
}

function readEnvironment(columns: Columns, { defaults }: Draft): string {
  return columns.optionalText("environmentType") || defaults.environmentType || columns.text("environmentType");
}
