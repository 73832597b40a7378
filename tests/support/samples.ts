import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./repository.ts";

/** A TypeScript block of a README, written out as a module. */
export interface Sample {
  /** README and line, such as `packages/unkey/README.md:12`. */
  readonly place: string;
  /** Absolute path of the module. */
  readonly file: string;
  /** False for blocks fenced as `ts no-run`: they are compiled only. */
  readonly runs: boolean;
}

/** Where the modules of the samples lie, ignored by git: below the root, so that imports resolve, and outside `node_modules`, where Node strips no types. */
export const samplesFolder: string = join(root, "tests", ".samples");

/** Writes every sample of the given READMEs into an empty folder, each on the line it has in its README, so that errors point there. */
export function writeSamples(readmes: readonly string[]): Sample[] {
  rmSync(samplesFolder, { recursive: true, force: true });
  mkdirSync(samplesFolder, { recursive: true });
  return readmes.flatMap((readme) => samplesOf(readme));
}

function samplesOf(readme: string): Sample[] {
  const text = readFileSync(join(root, readme), "utf8");
  return Array.from(text.matchAll(/^```ts( no-run)?\n(.*?)^```$/gms), (match, position) => {
    const [, flag, code = ""] = match;
    const fence = text.slice(0, match.index).split("\n").length;
    const file = join(samplesFolder, `${readme.replaceAll("/", "-").replace(".md", "")}-${position + 1}.ts`);
    writeFileSync(file, "\n".repeat(fence) + code);
    return { place: `${readme}:${fence + 1}`, file, runs: flag === undefined };
  });
}
