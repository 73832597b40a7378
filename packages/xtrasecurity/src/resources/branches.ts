import type { HttpClient } from "@keyrack/core";
import { holdsList, notFound } from "../answers.ts";
import { createBranch } from "../branch-creation.ts";
import { shareTime } from "../limits.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import { findProject } from "../project-resource.ts";
import type { WriteTools } from "../secret-writes.ts";
import { path, refuseArgument } from "../service.ts";
import { branchOf, comparisonOf, listedBranchOf } from "../stripping.ts";
import type {
  Branch,
  BranchComparison,
  CompareBranchesParams,
  CreateBranchParams,
  ListedBranch,
  UpdateBranchParams,
} from "../types/branch.ts";
import type { ProjectOptions } from "../types/secret-params.ts";

/**
 * Branches of a project's secrets. Secrets are addressed by a branch's name, branches by their ids.
 *
 * The service sends every secret of every branch with the list, in clear: they are dropped before a caller sees it.
 * A `projectId` that is undefined means the client's project.
 */
export class Branches {
  readonly #tools: WriteTools;
  readonly #http: HttpClient;

  constructor(tools: WriteTools) {
    this.#tools = tools;
    this.#http = tools.http;
  }

  /** Lists the branches of a project, oldest first. `GET /branch?projectId=` */
  async list(projectId?: string, options?: XtraCallOptions): Promise<ListedBranch[]> {
    // Without a project the service would list the branches of everybody.
    const query = { projectId: await this.#tools.project.id(projectId, options) };
    const rows = await this.#http.get<unknown[]>("/branch", { query, expects: "array" }, options);
    return rows.map(listedBranchOf);
  }

  /** Finds a branch of a project in its list by the id; the code `not_found` where there is none. `GET /branch?projectId=` */
  async get(id: string, options?: ProjectOptions): Promise<ListedBranch> {
    checkText("id", id);
    const { call, projectId } = await findProject(this.#tools, options);
    return this.#find(await this.list(projectId, call), (branch) => branch.id === id);
  }

  /** Finds a branch of a project in its list by the name; the code `not_found` where there is none. `GET /branch?projectId=` */
  async getByName(projectId: string | undefined, name: string, options?: XtraCallOptions): Promise<ListedBranch> {
    checkText("name", name);
    return this.#find(await this.list(projectId, options), (branch) => branch.name === name);
  }

  /**
   * Creates a branch, empty unless `copySecrets` is true. A name that is there already is a 400.
   *
   * With `copySecrets` the secrets of `baseEnv` are read from `main` first; masks and an empty environment are refused
   * then, before anything is made. Where writing them fails, the branch is there and `secrets.set` can be repeated.
   * `POST /branch`, with `copySecrets` also `GET` and `POST /projects/{projectId}/envs/{env}/secrets`
   */
  async create(projectId: string | undefined, params: CreateBranchParams, options?: XtraCallOptions): Promise<Branch> {
    return await createBranch(this.#tools, { projectId, params }, options);
  }

  /** The same as `create`. `POST /branch` */
  async createBranch(
    projectId: string | undefined,
    params: CreateBranchParams,
    options?: XtraCallOptions,
  ): Promise<Branch> {
    return await this.create(projectId, params, options);
  }

  /** Changes a branch; any login may. `PUT /branch` */
  async update(id: string, params: UpdateBranchParams, options?: XtraCallOptions): Promise<Branch> {
    const json = { ...checkParams(params), id: checkText("id", id) };
    return branchOf(await this.#http.put("/branch", { json }, options));
  }

  /**
   * Deletes a branch and the secrets on it; for the project's creator and admins of its teams, 401 for others. `main`
   * is refused here, as the service would delete it: so the project's list is asked first.
   * `GET /branch?projectId=`, `DELETE /branch/{branchId}`
   */
  async delete(id: string, options?: ProjectOptions): Promise<void> {
    const { call, projectId } = await findProject(this.#tools, options);
    const next = shareTime(call, this.#tools.settings.shared, "Deleting a branch");
    const { name } = await this.get(id, { ...next(), projectId });
    if (name === "main") throw refuseArgument("id must not be that of the branch main.");
    await this.#http.delete(path`/branch/${id}`, { expects: "void" }, next());
  }

  /** Deletes the secrets on a branch in all environments, also those on `main`. `POST /branch?operation=clear&branchId=` */
  async clear(id: string, options?: XtraCallOptions): Promise<void> {
    const query = { operation: "clear", branchId: checkText("id", id) };
    await this.#http.post("/branch", { query, expects: "void" }, options);
  }

  /**
   * Compares two branches by environment and key. Secrets on no branch are left out, and whoever has a token may
   * compare any two: the service does not look at the project. `GET /branch/compare`
   */
  async compare(params: CompareBranchesParams, options?: XtraCallOptions): Promise<BranchComparison> {
    const { base, compare, includeValues } = checkParams(params, "base", "compare");
    const answer = await this.#http.get<BranchComparison>(
      "/branch/compare",
      { query: { base, compare }, judge: holdsDifferences },
      options,
    );
    return comparisonOf(answer, includeValues === true);
  }

  #find(branches: readonly ListedBranch[], isMeant: (branch: ListedBranch) => boolean): ListedBranch {
    const branch = branches.find(isMeant);
    if (branch) return branch;
    throw notFound("GET /branch", "that branch of the project");
  }
}

function holdsDifferences(body: unknown): string | undefined {
  return holdsList("added")(body) ?? holdsList("removed")(body) ?? holdsList("modified")(body);
}
