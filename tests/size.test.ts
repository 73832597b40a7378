import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";
import { root } from "./support/repository.ts";

/** Bytes after minify and gzip that an application pays for one client, core and ky included. Raise one only with a reason in the note. */
const budgets = [
  { name: "@keyrack/authpi-admin", client: "AuthPIAdmin", budget: 28_400 },
  { name: "@keyrack/optropic", client: "Optropic", budget: 30_500 },
  { name: "@keyrack/unkey", client: "Unkey", budget: 27_000 },
  { name: "@keyrack/venice-keys", client: "VeniceClient", budget: 31_200 },
  { name: "@keyrack/xtrasecurity", client: "XtraClient", budget: 39_400 },
];

test.each(budgets)(
  "an application that imports $client pays at most $budget bytes",
  async ({ name, client, budget }) => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `import { ${client} } from "${name}"; globalThis.client = ${client};`, resolveDir: root },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: "esm",
      target: "es2022",
      platform: "neutral",
      mainFields: ["module", "main"],
      conditions: ["@keyrack/source"],
      logLevel: "silent",
    });

    const size = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength;
    expect(size, "The bundle holds the client.").toBeGreaterThan(1_000);
    expect(size, `${name} is ${size} bytes gzipped; minified it is made of ${parts(metafile)}.`).toBeLessThanOrEqual(
      budget,
    );
  },
);

function parts(metafile: Metafile): string {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const sizes = inputs.toSorted(([, left], [, right]) => right.bytesInOutput - left.bytesInOutput);
  return sizes.map(([file, { bytesInOutput }]) => `${file} ${bytesInOutput}`).join(", ");
}
