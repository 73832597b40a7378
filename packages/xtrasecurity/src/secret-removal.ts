import { checkEnvironment } from "./environment.ts";
import { listNames, SecretsError } from "./errors.ts";
import { memberOf } from "./json.ts";
import { shareTime } from "./limits.ts";
import { callPart, checkOptions, placeNames, type PlaceOptions } from "./read-options.ts";
import { checkSecretKey } from "./secret-checks.ts";
import type { WriteTools } from "./secret-writes.ts";
import { path, service } from "./service.ts";

interface FoundRow {
  readonly id: string;
  readonly branch: string;
}

/** Deletes a secret on one branch; see `Secrets.delete`. */
export async function deleteSecret(
  { http, project, settings }: WriteTools,
  given: { readonly env: string; readonly key: string },
  deleteOptions: PlaceOptions | undefined,
): Promise<void> {
  const options = checkOptions(deleteOptions, placeNames);
  const [env, key] = [checkEnvironment(given.env), checkSecretKey(given.key)];
  const { branch: wanted = "main" } = options;
  const next = shareTime(callPart(options), settings.shared, "Deleting a secret");
  const projectId = await project.id(options.projectId, next());
  const branches = await http.get<unknown[]>("/branch", { query: { projectId }, expects: "array" }, next());
  const rows = branches.flatMap((branch) => rowsOf(branch, env, key));
  const meant = rows.filter(({ branch }) => branch === wanted);
  for (const { id } of meant) await http.delete("/secret", { query: { id }, expects: "any" }, next());
  if (meant.length > 0) return;
  if (rows.length > 0 || wanted !== "main") throw notHere(key, wanted);
  // On no branch at all: the secret shows on `main`, and no other one can be hit.
  await http.delete(path`/projects/${projectId}/envs/${env}/secrets/${key}`, { expects: "any" }, next());
}

// The list holds every secret in clear; all but ids is let go of here.
function rowsOf(branch: unknown, env: string, key: string): FoundRow[] {
  const [name, secrets] = [memberOf(branch, "name"), memberOf(branch, "secrets")];
  const isMeant = (row: unknown): boolean => memberOf(row, "key") === key && memberOf(row, "environmentType") === env;
  const rows = Array.isArray(secrets) ? secrets.filter(isMeant) : [];
  return rows.map((row: unknown) => ({ id: String(memberOf(row, "id")), branch: String(name) }));
}

function notHere(key: string, branch: string): SecretsError {
  const where = branch === "main" ? "not found on main by its id, but on other branches" : "not on that branch";
  const message = `The key ${listNames([key])} is ${where}; nothing was deleted.`;
  return new SecretsError({ service, code: "not_found", message, keys: [key] });
}
