import { NotFoundErrorResponse, type Unkey } from "@keyrack/unkey";
import type { UnkeyAccess } from "../access.ts";
import type { Desk } from "../desk.ts";
import { inParallel } from "../in-parallel.ts";

/** Deletes every key that the API lists, also those whose making was never confirmed. */
export async function removeKeys({ client, terminal }: Desk<UnkeyAccess>, apiId: string): Promise<string | undefined> {
  const keys = await Array.fromAsync(client.apis.listAllKeys({ apiId }, { prefetch: true }));
  let count = 0;
  await terminal.track("Deleting keys", keys.length, async (advance) => {
    await inParallel(keys, async ({ keyId }) => {
      if (await wasThere(async () => await client.keys.deleteKey({ keyId }))) count += 1;
      advance();
    });
  });
  if (count === 0) return undefined;
  return count === 1 ? "1 key" : `${count.toLocaleString("en-US")} keys`;
}

/** Deletes the API. */
export async function removeApi(client: Unkey, apiId: string): Promise<string | undefined> {
  return (await wasThere(async () => await client.apis.deleteApi({ apiId }))) ? "API" : undefined;
}

/** Deletes the identity with this external id. */
export async function removeIdentity(client: Unkey, identity: string): Promise<string | undefined> {
  return (await wasThere(async () => await client.identities.deleteIdentity({ identity }))) ? "identity" : undefined;
}

/** Gives false where there was nothing: a list can be late, and a deletion whose answer got lost is repeated. */
async function wasThere(remove: () => Promise<unknown>): Promise<boolean> {
  try {
    await remove();
    return true;
  } catch (error) {
    if (error instanceof NotFoundErrorResponse) return false;
    throw error;
  }
}
