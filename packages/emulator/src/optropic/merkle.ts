import { sha256Hex } from "./bytes.ts";

/** The levels of a Merkle tree over hashes in hex, leaves first, root last; two nodes are hashed in sorted order. */
export async function growTree(leaves: readonly string[]): Promise<readonly (readonly string[])[]> {
  const levels = [leaves];
  let level = leaves;
  while (level.length > 1) {
    level = await hashPairs(level);
    levels.push(level);
  }
  return levels;
}

/** The last level's one hash; empty for a tree without leaves. */
export function rootOf(levels: readonly (readonly string[])[]): string {
  return levels.at(-1)?.at(0) ?? "";
}

/** The neighbours from a leaf up to the root; a node without a neighbour goes up as it is and adds none. */
export function proofOf(levels: readonly (readonly string[])[], leafIndex: number): readonly string[] {
  return levels.slice(0, -1).flatMap((level, height) => {
    const neighbour = level[(leafIndex >> height) ^ 1];
    return neighbour === undefined ? [] : [neighbour];
  });
}

/** Tells whether a proof leads from a leaf to a root. */
export async function isProven(leaf: string, proof: readonly string[], root: string): Promise<boolean> {
  let hash = leaf;
  for (const neighbour of proof) hash = await hashPair(hash, neighbour);
  return hash === root;
}

async function hashPairs(level: readonly string[]): Promise<readonly string[]> {
  const parents = level.flatMap((left, index) => (index % 2 === 0 ? [hashPair(left, level[index + 1])] : []));
  return await Promise.all(parents);
}

async function hashPair(left: string, right: string | undefined): Promise<string> {
  if (right === undefined) return left;
  return await sha256Hex([left, right].toSorted().join(""));
}
