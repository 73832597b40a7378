import type { HttpClient } from "@keyrack/core";
import { Agents } from "../resources/agents.ts";
import { Approvals } from "../resources/approvals.ts";
import { AuthMethods } from "../resources/auth-methods.ts";
import { Clients } from "../resources/clients.ts";
import { IssuerTokens } from "../resources/issuer-tokens.ts";
import { Organizations } from "../resources/organizations.ts";
import { Sessions } from "../resources/sessions.ts";
import { Users } from "../resources/users.ts";
import { Scope } from "../scope.ts";
import type { Issuer, UpdateIssuerParams } from "../types/issuer.ts";
import { path } from "../service.ts";
import { AgentScope } from "./agent.ts";
import { OrganizationScope } from "./organization.ts";
import { UserScope } from "./user.ts";

/**
 * One issuer and what belongs to it.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}`
 */
export class IssuerScope extends Scope<Issuer, UpdateIssuerParams> {
  readonly agents: Agents;
  readonly approvals: Approvals;
  readonly authMethods: AuthMethods;
  readonly clients: Clients;
  readonly organizations: Organizations;
  readonly sessions: Sessions;
  readonly tokens: IssuerTokens;
  readonly users: Users;

  constructor(http: HttpClient) {
    super(http);
    this.agents = new Agents(http);
    this.approvals = new Approvals(http);
    this.authMethods = new AuthMethods(http);
    this.clients = new Clients(http);
    this.organizations = new Organizations(http);
    this.sessions = new Sessions(http);
    this.tokens = new IssuerTokens(http);
    this.users = new Users(http);
  }

  /** Enters one user; makes no request. */
  user(id: string): UserScope {
    return new UserScope(this.http.at(path`/users/${id}`));
  }

  /** Enters one agent; makes no request. */
  agent(id: string): AgentScope {
    return new AgentScope(this.http.at(path`/agents/${id}`));
  }

  /** Enters one organization; makes no request. */
  organization(id: string): OrganizationScope {
    return new OrganizationScope(this.http.at(path`/organizations/${id}`));
  }
}
