/** Writes every package's version into its `src/version.ts`; runs after `changeset version`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const packages = join(import.meta.dirname, "..", "packages");

for (const folder of readdirSync(packages)) {
  const { name, version } = JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  const text = `/** The version of this package. */\nexport const VERSION: string = ${JSON.stringify(version)};\n`;
  writeFileSync(join(packages, folder, "src", "version.ts"), text);
  console.log(`${name} ${version}`);
}
