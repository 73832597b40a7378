import type { HttpClient } from "@keyrack/core";
import { AgentVerifiers } from "../resources/agent-verifiers.ts";
import { Scope } from "../scope.ts";
import type { Agent, UpdateAgentParams } from "../types/agent.ts";

/**
 * One agent and what it proves itself with.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/agents/{agent_id}`
 */
export class AgentScope extends Scope<Agent, UpdateAgentParams> {
  readonly verifiers: AgentVerifiers;

  constructor(http: HttpClient) {
    super(http);
    this.verifiers = new AgentVerifiers(http);
  }
}
