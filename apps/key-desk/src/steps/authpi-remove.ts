import { type AuthPIAdmin, NotFoundError } from "@keyrack/authpi-admin";
import { inParallel } from "../in-parallel.ts";

/** Deletes one thing and gives what it is, undefined where there was nothing. */
export async function removed(what: string, remove: () => Promise<void>): Promise<string | undefined> {
  try {
    await remove();
    return what;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** Deletes every user that the issuer lists, also those whose making was never confirmed. */
export async function removeUsers(client: AuthPIAdmin, issuerId: string): Promise<string | undefined> {
  const { users } = client.issuer(issuerId);
  const listed = await Array.fromAsync(users.listAll());
  let count = 0;
  await inParallel(listed, async ({ user_id }) => {
    if ((await removed("user", async () => await users.delete(user_id))) !== undefined) count += 1;
  });
  if (count === 0) return undefined;
  return count === 1 ? "1 user" : `${count} users`;
}
