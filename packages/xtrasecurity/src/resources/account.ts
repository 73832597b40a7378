import { Resource } from "@keyrack/core";
import { holdsObject } from "../answers.ts";
import type { XtraCallOptions } from "../options.ts";
import type { ServiceAccountIdentity, User } from "../types/identity.ts";

/** How much of something is used. */
export interface UsageShare {
  used: number;
  limit: number;
}

/** How much of their plan a caller uses. */
export interface Usage {
  workspaces: UsageShare;
  /** The limit of one workspace times the number of workspaces. */
  projects: UsageShare;
  /** The limit of one project times the number of projects. */
  secrets: UsageShare;
  dailyRequests: UsageShare;
}

/** What a service that is up says. */
export interface Health {
  status: string;
  /** ISO 8601. */
  timestamp: string;
}

/** The caller, and the service itself. */
export class Account extends Resource {
  /** Fetches the person that the token belongs to; 404 for a service account. `GET /user` */
  async get(options?: XtraCallOptions): Promise<User> {
    return await this.http.get("/user", {}, options);
  }

  /** Fetches the service account that the token belongs to, and its one project; 401 for a person. `GET /service-account/resolve` */
  async resolve(options?: XtraCallOptions): Promise<ServiceAccountIdentity> {
    return await this.http.get("/service-account/resolve", { judge: holdsObject("project") }, options);
  }

  /** Fetches how much of the plan is used. `GET /subscription/usage` */
  async usage(options?: XtraCallOptions): Promise<Usage> {
    return await this.http.get("/subscription/usage", {}, options);
  }

  /** Asks whether the service is up; sends no credential. `GET /health` */
  async health(options?: XtraCallOptions): Promise<Health> {
    return await this.http.get("/health", { auth: false }, options);
  }
}
