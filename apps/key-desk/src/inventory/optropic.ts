import { type Key, NotFoundError, type Optropic } from "@keyrack/optropic";
import type { OptropicAccess } from "../access.ts";
import type { Credential } from "./credential.ts";

/** Lists the keys of the tenant, those that no longer work included; when a key expires, such a list does not tell. */
export async function listOptropic({ client }: OptropicAccess): Promise<Credential[]> {
  const owner = await tenantOf(client);
  return await Array.fromAsync(client.keys.listAll(), (key) => toRow(key, owner));
}

// Older servers do not tell the tenant; their keys can be listed all the same.
async function tenantOf(client: Optropic): Promise<string | undefined> {
  try {
    return (await client.tenants.getCurrent()).name;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function toRow(key: Key, owner: string | undefined): Credential {
  return {
    service: "Optropic",
    id: key.id,
    name: key.label ?? null,
    mask: `${key.key_prefix}…`,
    owner,
    limits: limitsOf(key),
    lastUsedAt: key.last_used_at ?? null,
  };
}

function limitsOf({ environment, is_active, permissions, rate_limit_per_hour }: Key): string[] {
  const rate = `${rate_limit_per_hour.toLocaleString("en-US")} requests per hour`;
  return [...(is_active ? [] : ["inactive"]), environment, rate, ...permissions];
}
