import { type HttpClient, refuse } from "@keyrack/core";
import { memberOf, textOf } from "./json.ts";
import { readLimits, withinLimits } from "./limits.ts";
import type { Settings, XtraCallOptions } from "./options.ts";
import { checkText } from "./params.ts";
import { service } from "./service.ts";
import { SharedWork } from "./shared-work.ts";
import { isServiceAccountToken } from "./token.ts";
import type { ServiceAccountIdentity } from "./types/identity.ts";

/** Knows which project a call is about that names none. */
export class ProjectSource {
  readonly #http: HttpClient;
  readonly #isServiceAccount: boolean;
  readonly #totalTimeout: number;
  #known: string | undefined;
  #asking: SharedWork<string> | undefined;

  constructor(http: HttpClient, { projectId, shared, token }: Settings) {
    this.#http = http;
    this.#known = projectId;
    this.#isServiceAccount = isServiceAccountToken(token);
    this.#totalTimeout = shared.totalTimeout ?? 90_000;
  }

  /**
   * Gives the id that was given, else the client's, else the one project of a service account's token, which is asked
   * for once. Rejects with the code `missing_project` where there is none. `GET /service-account/resolve`
   */
  async id(given?: string, options: XtraCallOptions = {}): Promise<string> {
    if (given !== undefined) return checkText("projectId", given);
    if (this.#known !== undefined) return this.#known;
    if (!this.#isServiceAccount) {
      throw refuse(service, "No project: pass projectId or set XTRA_PROJECT_ID.", "missing_project");
    }
    const limits = readLimits(options, this.#totalTimeout);
    return await withinLimits(
      limits,
      "Asking for the token's project",
      async (signal) => await this.#ask().join(signal),
    );
  }

  #ask(): SharedWork<string> {
    if (this.#asking && !this.#asking.isAbandoned) return this.#asking;
    this.#asking = new SharedWork(async (signal) => {
      const options = { signal, totalTimeout: Number.POSITIVE_INFINITY };
      const { project } = await this.#http.get<ServiceAccountIdentity>("/service-account/resolve", { judge }, options);
      this.#known = project.id;
      return this.#known;
    });
    return this.#asking;
  }
}

function judge(answer: unknown): string | undefined {
  return textOf(memberOf(answer, "project"), "id") === undefined ? "the body holds no id of a project" : undefined;
}
