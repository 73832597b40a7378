import { checkEnvironment } from "./environment.ts";
import { shareTime } from "./limits.ts";
import type { XtraCallOptions } from "./options.ts";
import { checkParams } from "./params.ts";
import { checkFlags } from "./read-options.ts";
import { requireReadable } from "./readable.ts";
import { checkSecrets } from "./secret-checks.ts";
import { setSecrets, type WriteTools } from "./secret-writes.ts";
import { refuseArgument } from "./service.ts";
import { fetchSnapshot } from "./snapshot.ts";
import { branchOf } from "./stripping.ts";
import type { Branch, CreateBranchParams } from "./types/branch.ts";
import type { SecretMap } from "./types/secrets.ts";

/** A branch to be made, and where. */
export interface BranchCreation {
  /** Undefined means the client's project. */
  readonly projectId: string | undefined;
  readonly params: CreateBranchParams;
}

/** Creates a branch and fills it where that is wanted; see `Branches.create`. */
export async function createBranch(
  tools: WriteTools,
  { params, projectId: given }: BranchCreation,
  options: XtraCallOptions = {},
): Promise<Branch> {
  const { baseEnv, copySecrets, ...branch } = checkParams(params, "name");
  checkFlags({ copySecrets }, ["copySecrets"]);
  const env = baseEnv === undefined ? undefined : checkEnvironment(baseEnv, "baseEnv");
  const next = shareTime(options, tools.settings.shared, "Creating a branch");
  const projectId = await tools.project.id(given, next());
  // Read first: what cannot be copied must not leave an empty branch behind.
  const secrets = copySecrets ? await readBase(tools, { projectId, env }, next()) : undefined;
  const json = { ...branch, projectId, base_env: env };
  const created = branchOf(await tools.http.post("/branch", { json }, next()));
  if (secrets && env !== undefined)
    await setSecrets(tools, { env, secrets }, { ...next(), projectId, branch: branch.name });
  return created;
}

async function readBase(
  { http }: WriteTools,
  { env, projectId }: { readonly projectId: string; readonly env: string | undefined },
  call: XtraCallOptions,
): Promise<SecretMap> {
  if (env === undefined) throw refuseArgument("copySecrets needs baseEnv.");
  const snapshot = await fetchSnapshot(http, { projectId, env, branch: undefined, shape: "values" }, call);
  requireReadable(snapshot, { requireNonEmpty: true });
  return checkSecrets(snapshot.values);
}
