import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { shorten } from "../shorten.ts";
import { until } from "../until.ts";
import type { MintedKey } from "./unkey-mint.ts";

/** Replaces the key at once by one like it. */
export const rerollKey: Step<UnkeyAccess, MintedKey, MintedKey> = {
  title: "Reroll it",
  async run(desk, old) {
    const { client } = desk;
    const { data: created } = await client.keys.rerollKey({ keyId: old.keyId, expiration: 0 });
    desk.issued.set(created.keyId, { id: created.keyId, service: "Unkey", holder: old.externalId });
    desk.terminal.say(`${shorten(old.key)} is replaced by ${shorten(created.key)}, key ${created.keyId}`);
    check(created.keyId !== old.keyId && created.key !== old.key, "rerolling gave the old key again");

    const { data: fresh } = await client.keys.verifyKey({ key: created.key });
    desk.terminal.say(`New key: ${fresh.code}, owner ${fresh.identity?.externalId}`);
    check(fresh.valid, `the new key is ${fresh.code} instead of VALID`);
    check(fresh.identity?.externalId === old.externalId, "the new key has another owner");

    // Looking must not spend the credits of a key that still passes.
    const look = { key: old.key, credits: { cost: 0 } };
    const { data: stale } = await until(
      desk,
      async () => await client.keys.verifyKey(look),
      ({ data }) => !data.valid,
    );
    desk.terminal.say(`Old key: ${stale.code}`);
    check(stale.code === "EXPIRED", `the old key is ${stale.code} instead of EXPIRED`);
    return { value: { ...old, ...created }, checked: "new key VALID, old key EXPIRED" };
  },
};
