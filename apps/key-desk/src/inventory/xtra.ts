import type { XtraAccess } from "../access.ts";
import type { Credential } from "./credential.ts";

/** Lists the keys of the person that the desk's own token belongs to. */
export async function listPersonalKeys({ client }: XtraAccess): Promise<Credential[]> {
  const [person, keys] = await Promise.all([client.account.get(), client.apiKeys.list()]);
  return keys.map(({ expiresAt, id, key, label, lastUsed }) => ({
    service: "XtraSecurity",
    id,
    name: label,
    mask: key,
    owner: person.email,
    limits: [`as ${person.role}`],
    expiresAt,
    lastUsedAt: lastUsed,
  }));
}

/** Lists the keys of all service accounts of the project. */
export async function listServiceAccountKeys({ client, projectId }: XtraAccess): Promise<Credential[]> {
  const accounts = await client.serviceAccounts.list({ projectId });
  const lists = await Promise.all(
    accounts.map(async ({ id: accountId, name: owner, permissions }) => {
      const keys = await client.serviceAccounts.listKeys(accountId, { projectId });
      return keys.map(({ expiresAt, id, keyMask, label, lastUsed }): Credential => ({
        service: "XtraSecurity",
        id,
        name: label,
        mask: keyMask,
        owner,
        limits: permissions,
        expiresAt,
        lastUsedAt: lastUsed,
      }));
    }),
  );
  return lists.flat();
}
