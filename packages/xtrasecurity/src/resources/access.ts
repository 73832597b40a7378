import { type HttpClient, SecretSegment, systemClock } from "@keyrack/core";
import { waitForDecision } from "../access-wait.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import type { ProjectSource } from "../project.ts";
import type { WriteTools } from "../secret-writes.ts";
import { path } from "../service.ts";
import { withPerson } from "../stripping.ts";
import type {
  AccessDecision,
  AccessRequest,
  AccessState,
  BreakGlassLogParams,
  BreakGlassParams,
  BrokenGlass,
  ClaimedJitLink,
  CreateAccessRequestParams,
  CreatedJitLink,
  CreateJitLinkParams,
  JitLink,
  ListAccessParams,
  ListAccessRequestsParams,
  ListedAccessRequest,
  RequestAccessParams,
  RequestedAccess,
  WaitForAccessParams,
} from "../types/access.ts";

type Decision = "approved" | "rejected" | "revoked";

/**
 * Access for a limited time: requests, links that make requests, and emergencies.
 *
 * The service has two families of requests over the same rows: `request`, `get`, `wait`, `list`, `approve`, `reject`
 * and `revoke`, and for administration `listRequests`, `createRequest` and `updateRequest`. Somebody who is in no team
 * of the project still reads masks after an approval. A service account's token works for none of this.
 */
export class Access {
  readonly #tools: WriteTools;
  readonly #http: HttpClient;
  readonly #project: ProjectSource;

  constructor(tools: WriteTools) {
    this.#tools = tools;
    this.#http = tools.http;
    this.#project = tools.project;
  }

  /** Asks for access to a project or to secrets, by their ids. 500 for a token that is unknown or has expired. `POST /access/request` */
  async request(params: RequestAccessParams, options?: XtraCallOptions): Promise<RequestedAccess> {
    return await this.#http.post("/access/request", { json: checkParams(params, "reason") }, options);
  }

  /** Fetches how a request stands; the service tells it to anybody who knows the id. `GET /access/request?id=` */
  async get(requestId: string, options?: XtraCallOptions): Promise<AccessState> {
    return await this.#http.get("/access/request", { query: { id: checkText("requestId", requestId) } }, options);
  }

  /**
   * Asks how a request stands until it is no longer pending, and gives how it was decided; each question is a call of
   * its own and counts towards the quota. A `TimeoutError` where it takes too long. `GET /access/request?id=`
   */
  async wait(requestId: string, params?: WaitForAccessParams, options?: XtraCallOptions): Promise<AccessState> {
    const clock = this.#tools.settings.shared.clock ?? systemClock;
    const ask = async (): Promise<AccessState> => await this.get(requestId, options);
    return await waitForDecision({ http: this.#http, clock, signal: options?.signal, ask }, params);
  }

  /** Lists requests, newest first. 500 for a token that is unknown or has expired. `GET /access/list` */
  async list(params: ListAccessParams = {}, options?: XtraCallOptions): Promise<ListedAccessRequest[]> {
    const { mode, workspaceId } = checkParams(params);
    const spec = { query: { mode, workspaceId }, expects: "array" } as const;
    return (await this.#http.get<ListedAccessRequest[]>("/access/list", spec, options)).map(withPerson);
  }

  /** Approves a request; for owners and admins of the workspace. 400 where it is decided already. `POST /access/approve` */
  async approve(requestId: string, options?: XtraCallOptions): Promise<AccessDecision> {
    return await this.#decide(requestId, "approved", options);
  }

  /** Rejects a request; for owners and admins of the workspace. 400 where it is decided already. `POST /access/approve` */
  async reject(requestId: string, options?: XtraCallOptions): Promise<AccessDecision> {
    return await this.#decide(requestId, "rejected", options);
  }

  /** Takes an approval back, from now on; for owners and admins of the workspace. 400 where there is none. `POST /access/approve` */
  async revoke(requestId: string, options?: XtraCallOptions): Promise<AccessDecision> {
    return await this.#decide(requestId, "revoked", options);
  }

  /** Lists requests of a workspace or a project, newest first; without being its owner or admin, the caller's own. `GET /access-requests` */
  async listRequests(params: ListAccessRequestsParams, options?: XtraCallOptions): Promise<ListedAccessRequest[]> {
    const { projectId, status, workspaceId } = checkParams(params);
    const spec = { query: { workspaceId, projectId, status }, expects: "array" } as const;
    return (await this.#http.get<ListedAccessRequest[]>("/access-requests", spec, options)).map(withPerson);
  }

  /** Asks for access, for those with a role in the workspace; tells nobody. `POST /access-requests` */
  async createRequest(params: CreateAccessRequestParams, options?: XtraCallOptions): Promise<AccessRequest> {
    return await this.#http.post("/access-requests", { json: checkParams(params, "reason") }, options);
  }

  /**
   * Sets the status of a request, whatever it was; for owners and admins of the project. Access begins only where a
   * pending one is approved. `PATCH /access-requests/{id}`
   */
  async updateRequest(
    id: string,
    params: { status: Decision | "expired" },
    options?: XtraCallOptions,
  ): Promise<AccessRequest> {
    return await this.#http.patch(path`/access-requests/${id}`, { json: checkParams(params, "status") }, options);
  }

  /** Makes a link by which somebody with an account can ask for access; needs a paid plan, else 403. `POST /jit/generate` */
  async createLink(params: CreateJitLinkParams, options?: XtraCallOptions): Promise<CreatedJitLink> {
    return await this.#http.post("/jit/generate", { json: await this.#inProject(params, options) }, options);
  }

  /** Fetches what a link asks access for; the code `gone` where it has expired, was revoked or is used up. `GET /jit/{token}` */
  async getLink(token: string, options?: XtraCallOptions): Promise<JitLink> {
    return await this.#http.get(path`/jit/${new SecretSegment(token)}`, {}, options);
  }

  /** Asks for the access of a link. 400 for a link of one's own, 409 where that was asked already. `POST /jit/claim` */
  async claimLink(token: string, options?: XtraCallOptions): Promise<ClaimedJitLink> {
    return await this.#http.post(
      "/jit/claim",
      { json: { token: checkText("token", token) }, secrets: [token] },
      options,
    );
  }

  /** Begins a quarter of an hour of emergency access; for owners and admins of the project, and recorded. `POST /access/break-glass` */
  async startBreakGlass(params: BreakGlassParams, options?: XtraCallOptions): Promise<BrokenGlass> {
    const json = await this.#inProject(checkParams(params, "reason"), options);
    return await this.#http.post("/access/break-glass", { json }, options);
  }

  /** Writes down what was done in an emergency; 403 where none is on. `PUT /access/break-glass` */
  async logBreakGlass(params: BreakGlassLogParams, options?: XtraCallOptions): Promise<void> {
    const json = await this.#inProject(checkParams(params, "command"), options);
    const secrets = [params.command, params.output];
    await this.#http.put("/access/break-glass", { json, secrets, expects: "void" }, options);
  }

  /** Ends emergency access before its time. `PATCH /access/break-glass` */
  async endBreakGlass(params: { projectId?: string | undefined } = {}, options?: XtraCallOptions): Promise<void> {
    const json = await this.#inProject(params, options);
    await this.#http.patch("/access/break-glass", { json, expects: "void" }, options);
  }

  async #decide(requestId: string, decision: Decision, options?: XtraCallOptions): Promise<AccessDecision> {
    const json = { requestId: checkText("requestId", requestId), decision };
    return await this.#http.post("/access/approve", { json }, options);
  }

  async #inProject<T extends { projectId?: string | undefined }>(params: T, options?: XtraCallOptions): Promise<T> {
    return { ...checkParams(params), projectId: await this.#project.id(params.projectId, options) };
  }
}
