import type { VeniceClient } from "@keyrack/venice-keys";

/** Deletes every key of this description, also those whose making was never confirmed. */
export async function removeVeniceKeys(client: VeniceClient, description: string): Promise<string | undefined> {
  const keys = await client.apiKeys.list();
  const own = keys.filter((key) => key.description === description);
  for (const { id } of own) await client.apiKeys.delete(id);
  if (own.length === 0) return undefined;
  return own.length === 1 ? "1 Venice key" : `${own.length} Venice keys`;
}
