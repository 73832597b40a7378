import type { Optropic } from "@keyrack/optropic";

/** A call of each verb. */
export const verbs: readonly [string, (client: Optropic) => Promise<unknown>][] = [
  ["GET", async ({ keys }) => await keys.current()],
  ["POST", async ({ keysets }) => await keysets.create({ name: "Production" })],
  ["PATCH", async ({ schemas }) => await schemas.update("wine", {})],
  ["DELETE", async ({ keys }) => await keys.revoke("key_1")],
];
