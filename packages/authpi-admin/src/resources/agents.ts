import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { AgentTypes } from "../types/agent.ts";

/**
 * The agents of an issuer.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/agents`
 */
export class Agents extends Collection<AgentTypes> {
  constructor(http: HttpClient) {
    super(http.at("/agents"));
  }
}
