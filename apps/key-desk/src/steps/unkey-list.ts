import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Desk, Step } from "../desk.ts";
import { until } from "../until.ts";
import type { Place } from "./unkey-place.ts";

/** Which API to list, and all keys that must be in it. */
export interface Roll {
  readonly place: Place;
  readonly keyIds: readonly string[];
}

/** Walks every key of the API, each page fetched while the one before is read. */
export const listKeys: Step<UnkeyAccess, Roll, void> = {
  title: "List them all",
  async run(desk, { keyIds, place }) {
    const listed = await until(
      desk,
      async () => await walk(desk, place.apiId, keyIds.length),
      ({ length }) => length === keyIds.length,
    );

    const found = new Set(listed);
    const missing = keyIds.filter((keyId) => !found.has(keyId)).length;
    check(found.size === listed.length, `${listed.length - found.size} keys were listed twice`);
    check(missing === 0, `${missing} of ${keyIds.length} keys are missing`);
    check(listed.length === keyIds.length, `${listed.length} keys were listed instead of ${keyIds.length}`);
    return { value: undefined, checked: `${listed.length.toLocaleString("en-US")} keys, none missing or twice` };
  },
};

async function walk(
  { client, signal, terminal }: Desk<UnkeyAccess>,
  apiId: string,
  expected: number,
): Promise<string[]> {
  const keyIds: string[] = [];
  await terminal.track("Listing keys", expected, async (advance) => {
    for await (const { keyId } of client.apis.listAllKeys({ apiId }, { prefetch: true, signal })) {
      keyIds.push(keyId);
      advance();
    }
  });
  return keyIds;
}
