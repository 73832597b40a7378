import type { HttpClient } from "@keyrack/core";
import type { XtraCallOptions } from "./options.ts";
import type { ProjectSource } from "./project.ts";
import { callPart, checkOptions, placeNames } from "./read-options.ts";
import { path } from "./service.ts";
import type { ProjectOptions } from "./types/secret-params.ts";

/** What works on a client's projects stands on. */
export interface ProjectTools {
  readonly http: HttpClient;
  readonly project: ProjectSource;
}

const optionNames: readonly string[] = placeNames.filter((name) => name !== "branch");

/** A group of endpoints below `/projects/{projectId}`. */
export abstract class ProjectResource {
  readonly #tools: ProjectTools;

  constructor(tools: ProjectTools) {
    this.#tools = tools;
  }

  /** Enters the project of a call; asks for it where only a service account's token tells it. */
  protected async enter(options: ProjectOptions | undefined): Promise<{ http: HttpClient; call: XtraCallOptions }> {
    const { call, projectId } = await findProject(this.#tools, options);
    return { http: this.#tools.http.at(path`/projects/${projectId}`), call };
  }
}

/** Splits the options of a call into its project and the rest. */
export async function findProject(
  { project }: ProjectTools,
  options: ProjectOptions | undefined,
): Promise<{ projectId: string; call: XtraCallOptions }> {
  const checked = checkOptions(options, optionNames);
  const call = callPart(checked);
  return { projectId: await project.id(checked.projectId, call), call };
}
