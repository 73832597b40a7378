import type { Unkey, VerifyKeyResult } from "@keyrack/unkey";
import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { MintedKey } from "./unkey-mint.ts";

/** Uses up the limit on exports, then the credits that verifying once has left, and tops the key up again. */
export const useKeyUp: Step<UnkeyAccess, MintedKey, void> = {
  title: "Use it up",
  async run({ client, terminal }, { credits, exports, key, keyId }) {
    const left = credits - 1;
    const exported = await verifyWhileValid(
      left,
      async () => await verify(client, { key, ratelimits: [exports.name] }),
    );
    terminal.say(`${exported.refusal.code} after ${exported.count} exports`);
    const limit = exported.refusal.ratelimits?.find(({ name }) => name === exports.name);
    check(exported.refusal.code === "RATE_LIMITED", `too many exports are ${exported.refusal.code}`);
    check(limit?.exceeded === true, "the answer does not say which limit was passed");
    // More pass where the window ends meanwhile, fewer never.
    check(exported.count >= exports.limit, `only ${exported.count} of ${exports.limit} exports passed`);

    const plain = await verifyWhileValid(left, async () => await verify(client, { key }));
    terminal.say(`${plain.refusal.code} after ${plain.count} more calls without export`);
    const spent = exported.count + plain.count;
    check(plain.refusal.code === "USAGE_EXCEEDED", `a key without credits is ${plain.refusal.code}`);
    check(spent === left, `${left} credits paid for ${spent} verifications`);

    await client.keys.updateCredits({ keyId, operation: "set", value: 100 });
    const revived = await verify(client, { key });
    terminal.say(`${revived.code} after topping up, ${revived.credits} credits left`);
    check(
      revived.valid && revived.credits === 99,
      `a key with new credits is ${revived.code}, ${revived.credits} left`,
    );
    return { value: undefined, checked: "RATE_LIMITED, then USAGE_EXCEEDED" };
  },
};

interface Question {
  readonly key: string;
  /** Names of the limits that count. */
  readonly ratelimits?: readonly string[] | undefined;
}

async function verify(client: Unkey, { key, ratelimits = [] }: Question): Promise<VerifyKeyResult> {
  const { data } = await client.keys.verifyKey({ key, ratelimits: ratelimits.map((name) => ({ name })) });
  return data;
}

/** Counts what passes before the first refusal; throws when nothing is refused after `most`. */
async function verifyWhileValid(
  most: number,
  ask: () => Promise<VerifyKeyResult>,
): Promise<{ count: number; refusal: VerifyKeyResult }> {
  for (let count = 0; count <= most; count++) {
    const refusal = await ask();
    if (!refusal.valid) return { count, refusal };
  }
  check(false, `${most + 1} verifications passed in a row`);
}
