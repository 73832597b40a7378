import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { MintedKey } from "./unkey-mint.ts";

/** Verifies the key once, for its first credit, and a key that nobody made. */
export const verifyKey: Step<UnkeyAccess, MintedKey, void> = {
  title: "Verify it",
  async run({ client, terminal }, { credits, externalId, key, keyId }) {
    const { data: found } = await client.keys.verifyKey<{ plan?: string }>({ key });
    terminal.say(
      `${found.code}: owner ${found.identity?.externalId}, plan ${found.meta?.plan}, ${found.credits} credits left`,
    );

    check(found.valid && found.code === "VALID", `a fresh key is ${found.code} instead of VALID`);
    check(found.keyId === keyId, `the key found is ${found.keyId}, not ${keyId}`);
    check(found.identity?.externalId === externalId, "the verification tells another owner");
    check(found.meta?.plan === "trial", "the verification does not tell the plan");
    check(found.credits === credits - 1, `${found.credits} credits are left instead of ${credits - 1}`);

    const { data: unknown } = await client.keys.verifyKey({ key: "desk_nobody_made_this_one" });
    terminal.say(`${unknown.code}: a key that nobody made`);
    check(!unknown.valid && unknown.code === "NOT_FOUND", `a key that nobody made is ${unknown.code}`);
    return { value: undefined, checked: "VALID; a made-up key is NOT_FOUND" };
  },
};
