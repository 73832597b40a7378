import { NotFoundErrorResponse } from "@keyrack/unkey";
import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { until } from "../until.ts";
import type { MintedKey } from "./unkey-mint.ts";

/** Deletes the key that the story followed. */
export const revokeKey: Step<UnkeyAccess, MintedKey, void> = {
  title: "Revoke it",
  async run(desk, { key, keyId }) {
    const { client } = desk;
    await client.keys.deleteKey({ keyId });
    desk.issued.delete(keyId);

    const look = { key, credits: { cost: 0 } };
    const { data: verified } = await until(
      desk,
      async () => await client.keys.verifyKey(look),
      ({ data }) => !data.valid,
    );
    desk.terminal.say(`verifyKey: ${verified.code}`);
    check(verified.code === "NOT_FOUND", `a revoked key is ${verified.code} instead of NOT_FOUND`);

    const error: unknown = await client.keys.getKey({ keyId }).catch((reason: unknown) => reason);
    check(error instanceof NotFoundErrorResponse, "a revoked key can still be fetched");
    desk.terminal.say(`getKey: ${error.status} ${error.code}`);
    return { value: undefined, checked: "verify NOT_FOUND, getKey 404" };
  },
};
