import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { CreateOptions, DeleteOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { AgentVerifier, CreateAgentVerifierParams, CreatedAgentVerifier } from "../types/agent-verifier.ts";
import type { NoParams } from "../types/auth-method.ts";
import type { Tagged } from "../types/values.ts";

/**
 * What an agent proves itself with, at most 20.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/agents/{agent_id}/verifiers`
 */
export class AgentVerifiers extends Listing<NoParams, AgentVerifier> {
  constructor(http: HttpClient) {
    super(http.at("/verifiers"));
  }

  /**
   * Adds a verifier; the secret of one is shown this once. INFERRED: the names of the body's fields.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/agents/{agent_id}/verifiers`
   */
  async create(params: CreateAgentVerifierParams, options?: CreateOptions): Promise<Tagged<CreatedAgentVerifier>> {
    return await this.http.post("", send(params), options);
  }

  /** Removes one. `DELETE /v1/accounts/{account_id}/issuers/{issuer_id}/agents/{agent_id}/verifiers/{verifier_id}` */
  async delete(id: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/${id}`, { expects: "void" }, options);
  }
}
