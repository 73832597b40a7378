import { sha256Hex } from "./bytes.ts";
import type { ChainLink } from "./records.ts";

const nothingBefore = "0".repeat(64);

/** Makes the link that hangs `content` on the newest link of a chain: SHA-256 over that one's hash, the number and the JSON. */
export async function nextLink(newest: ChainLink | undefined, content: object): Promise<ChainLink> {
  const chain_sequence = (newest?.chain_sequence ?? 0) + 1;
  const text = `${newest?.event_hash ?? nothingBefore}.${chain_sequence}.${JSON.stringify(content)}`;
  return { chain_sequence, event_hash: await sha256Hex(text) };
}

/** Makes every hash of a chain again; gives the number of the first link that does not fit, `undefined` when all do. */
export async function findBrokenLink(chain: Iterable<ChainLink>): Promise<number | undefined> {
  let previous: ChainLink | undefined;
  for (const { chain_sequence, event_hash, ...content } of chain) {
    const link = await nextLink(previous, content);
    if (link.chain_sequence !== chain_sequence || link.event_hash !== event_hash) return chain_sequence;
    previous = link;
  }
  return undefined;
}
