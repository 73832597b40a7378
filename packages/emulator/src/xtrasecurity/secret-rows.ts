import { databaseFault } from "./fault.ts";
import type { HistoryEntry, Project, Secret, Time } from "./model.ts";
import type { Store } from "./store.ts";

/** What an entry has for a value where a change was of other things. */
export const unchangedValue = "[unchanged]";

/** The service keeps every entry; here the oldest goes beyond this number. */
const keptEntries = 1_000;

/** What a new secret can be given; anything else takes the database's default. */
export type SecretSettings = Pick<
  Secret,
  "key" | "value" | "description" | "environmentType" | "projectId" | "type" | "history" | "updatedBy" | "lastUpdated"
> &
  Partial<Secret>;

/** Adds a secret with the defaults of the database. */
export function addSecret(store: Store, settings: SecretSettings): Secret {
  return store.secrets.add({
    id: store.createId(),
    key: settings.key,
    value: settings.value,
    description: settings.description,
    environmentType: settings.environmentType,
    version: "1",
    projectId: settings.projectId,
    branchId: settings.branchId ?? null,
    type: settings.type,
    history: settings.history,
    lastUpdated: settings.lastUpdated,
    updatedBy: settings.updatedBy,
    permission: settings.permission ?? [],
    expiryDate: settings.expiryDate ?? null,
    rotationPolicy: settings.rotationPolicy ?? "manual",
    isReference: settings.isReference ?? false,
    sourceSecretId: settings.sourceSecretId ?? null,
    shadowValue: [],
  });
}

/** A change of a secret's value, and whose. */
export interface Rewrite {
  readonly value: string[];
  readonly lastUpdated: Time;
  readonly updatedBy: string;
}

/** Gives a secret another value under the next version; its history is the caller's to write. */
export function rewriteSecret(secret: Secret, rewrite: Rewrite): void {
  Object.assign(secret, rewrite, { version: nextVersion(secret) });
}

/** Tells the number that the next change of a secret gets. */
export function nextVersion({ version }: Secret): string {
  return String(Number(version) + 1);
}

/** Reads the one text of an entry's value; `undefined` where there is none, as in the past of a link. */
export function textOf({ value }: HistoryEntry): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

/** Puts an entry behind all others of a secret's history. */
export function appendEntry(secret: Secret, entry: HistoryEntry): void {
  secret.history = [...secret.history, entry].slice(-keptEntries);
}

/** Puts an entry in front of all others of a secret's history. */
export function prependEntry(secret: Secret, entry: HistoryEntry): void {
  secret.history = [entry, ...secret.history].slice(0, keptEntries);
}

/** Finds the oldest secret with this key in exactly this environment, on whichever branch. */
export function findSecret(
  store: Store,
  project: Pick<Project, "id">,
  name: { env: string; key: string },
): Secret | undefined {
  const { env, key } = name;
  return store.secrets.first(
    (secret) => secret.projectId === project.id && secret.environmentType === env && secret.key === key,
  );
}

/** Deletes secrets, all or none: the database refuses while a link or a rotation schedule needs one of them. */
export function deleteSecrets(store: Store, secrets: readonly Secret[]): void {
  const ids = new Set(secrets.map(({ id }) => id));
  const needsOne = (id: string | null): boolean => id !== null && ids.has(id);
  const isNeeded =
    store.schedules.first(({ secretId }) => needsOne(secretId)) !== undefined ||
    store.secrets.first(({ id, sourceSecretId }) => !ids.has(id) && needsOne(sourceSecretId)) !== undefined;
  if (isNeeded) throw databaseFault("secret", "delete", "Another row still needs the secret.");
  for (const secret of secrets) store.secrets.delete(secret);
}
