import type { Open, OpenRecord } from "./values.ts";

/** How an agent proves itself: by a secret or by a wallet. */
export interface AgentVerifier {
  id: string;
  agent_id: string;
  type: "secret" | "wallet" | (string & {});
  status: string;
  name: string | null;
  description?: string | null;
  credential?: OpenRecord | null;
  usage_count?: number | null;
  /** Unix milliseconds. */
  last_used_at?: number | null;
  created_at: number;
  updated_at?: number | null;
}

/** A verifier that was just made. */
export interface CreatedAgentVerifier extends AgentVerifier {
  /** The secret, where the verifier is one. Shown this once. */
  secret?: string | null;
}

/** A verifier to be made. INFERRED: the service documents no field; these are those of the verifier itself. */
export type CreateAgentVerifierParams = Open<{
  type?: "secret" | "wallet" | (string & {}) | undefined;
  name?: string | null | undefined;
  description?: string | null | undefined;
  /** For a wallet: its chain (CAIP-2) and address. */
  credential?: OpenRecord | undefined;
}>;
