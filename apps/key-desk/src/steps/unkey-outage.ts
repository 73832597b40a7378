import { withMeta } from "@keyrack/unkey";
import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { MintedKey } from "./unkey-mint.ts";

/** Lets the emulator answer 503 twice to a read and once to a verification; skipped on a real server. */
export const surviveOutage: Step<UnkeyAccess, MintedKey, void> = {
  title: "Survive a 503",
  async run({ client, emulator, terminal }, { key, keyId }) {
    if (emulator === undefined) {
      return { value: undefined, checked: "skipped: for the emulator only", isSkipped: true };
    }
    const { data: before } = await client.keys.verifyKey({ key, credits: { cost: 0 } });

    emulator.inject({ kind: "fail", status: 503, times: 2, route: "POST /v2/keys.getKey" });
    const read = await withMeta(async (options) => await client.keys.getKey({ keyId }, options));
    terminal.say(`getKey: 503, 503, then ${read.meta.status} at attempt ${read.meta.attempts}`);
    check(read.meta.attempts === 3, `getKey took ${read.meta.attempts} attempts instead of 3`);
    check(read.value.data.keyId === keyId, "getKey gave another key");

    emulator.inject({ kind: "fail", status: 503, times: 1, route: "POST /v2/keys.verifyKey" });
    const verified = await withMeta(async (options) => await client.keys.verifyKey({ key }, options));
    const { code, credits } = verified.value.data;
    terminal.say(`verifyKey: 503, then ${verified.meta.status} and ${code} at attempt ${verified.meta.attempts}`);
    check(verified.meta.attempts === 2, `verifyKey took ${verified.meta.attempts} attempts instead of 2`);
    check(code === "VALID", `the key is ${code} after an outage`);
    check(credits === (before.credits ?? 0) - 1, `the outage left ${credits} of ${before.credits} credits`);
    return { value: undefined, checked: "attempts 3 and 2, paid for once" };
  },
};
