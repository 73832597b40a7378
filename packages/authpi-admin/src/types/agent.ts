import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Flag, Open, OpenRecord } from "./values.ts";

/** The state of an agent. */
export type AgentStatus = "active" | "suspended" | "blocked" | (string & {});

/** A program that acts on its own under an issuer. */
export interface Agent {
  id: string;
  issuer_id: string;
  name: string;
  description?: string | null;
  model?: string | null;
  provider?: string | null;
  version?: string | null;
  status: AgentStatus;
  /** Unix milliseconds. */
  status_at?: number | null;
  status_reason?: string | null;
  scopes?: string[] | null;
  metadata?: OpenRecord | null;
  created_at: number;
  updated_at?: number | null;
}

/** An agent as lists tell it. */
export interface AgentListItem extends Agent {
  verifiers?: unknown;
}

/** What can be said of an agent. */
export interface AgentFields {
  description?: string | null | undefined;
  model?: string | null | undefined;
  provider?: string | null | undefined;
  version?: string | null | undefined;
  /** At most 256. */
  scopes?: readonly string[] | null | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** An agent to be made. */
export type CreateAgentParams = Open<AgentFields & { name: string }>;

/** What to change of an agent. */
export type UpdateAgentParams = Open<AgentFields & { name?: string | undefined; status?: AgentStatus | undefined }>;

/** Which agents to list. */
export interface ListAgentsParams extends PageParams {
  status?: AgentStatus | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  has_verifiers?: Flag | undefined;
}

/** The types of the agents of an issuer. */
export interface AgentTypes extends CollectionTypes {
  list: ListAgentsParams;
  item: AgentListItem;
  create: CreateAgentParams;
  created: Agent;
  entity: Agent;
  update: UpdateAgentParams;
}
