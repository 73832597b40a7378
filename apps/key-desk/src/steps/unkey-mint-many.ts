import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { inParallel } from "../in-parallel.ts";
import { lifetimeMs } from "../lifetime.ts";
import type { Place } from "./unkey-place.ts";

/** Makes as many keys as the setting says, sixteen at a time, and gives their ids. */
export const mintManyKeys: Step<UnkeyAccess, Place, string[]> = {
  title: "Mint many more",
  async run({ client, issued, keyCount, signal, terminal }, { apiId, externalId }) {
    const keyIds = new Set<string>();
    const expires = Date.now() + lifetimeMs;
    const names = Array.from({ length: keyCount }, (_, index) => `Guest ${index + 1}`);
    await terminal.track("Minting keys", keyCount, async (advance) => {
      await inParallel(names, async (name) => {
        signal.throwIfAborted();
        const { data } = await client.keys.createKey({ apiId, externalId, name, prefix: "desk", expires });
        keyIds.add(data.keyId);
        issued.set(data.keyId, { id: data.keyId, service: "Unkey", holder: externalId });
        advance();
      });
    });

    check(keyIds.size === keyCount, `${keyCount} new keys have only ${keyIds.size} ids`);
    return { value: [...keyIds], checked: `${keyCount.toLocaleString("en-US")} keys, each with its own id` };
  },
};
