import type { ApiKeyListItem, AuthPIAdmin } from "@keyrack/authpi-admin";
import type { AuthPIAccess } from "../access.ts";
import { inParallel } from "../in-parallel.ts";
import { type Credential, isoTime } from "./credential.ts";

/** Lists the API keys of the account and of every organization of its issuers. */
export async function listAuthPI({ client }: AuthPIAccess): Promise<Credential[]> {
  const items = new Map<string, ApiKeyListItem>();
  const add = async (list: AsyncIterable<ApiKeyListItem>): Promise<void> => {
    for await (const item of list) items.set(item.id, item);
  };
  await add(client.apiKeys.listAll());
  await inParallel(await listOrganizations(client), async ({ id, issuerId }) => {
    await add(client.issuer(issuerId).organization(id).apiKeys.listAll());
  });
  return Array.from(items.values(), toRow);
}

interface OrganizationPlace {
  readonly id: string;
  readonly issuerId: string;
}

async function listOrganizations(client: AuthPIAdmin): Promise<OrganizationPlace[]> {
  const places: OrganizationPlace[] = [];
  for await (const { id: issuerId } of client.issuers.listAll()) {
    for await (const { id } of client.issuer(issuerId).organizations.listAll()) places.push({ id, issuerId });
  }
  return places;
}

function toRow(key: ApiKeyListItem): Credential {
  return {
    service: "AuthPI",
    id: key.id,
    name: key.name,
    mask: key.secret_hint === null ? undefined : `…${key.secret_hint}`,
    owner: key.org_id,
    limits: limitsOf(key),
    expiresAt: isoTime(key.expires_at),
  };
}

function limitsOf({ ip_allowlist, scopes, status }: ApiKeyListItem): string[] {
  return [...(status === "active" ? [] : [status]), ...(scopes ?? []), ...(ip_allowlist ?? [])];
}
