import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportsEverything, importsOf, undocumentedExports, undocumentedMethods } from "./support/modules.ts";
import { packages, root, sourceFiles } from "./support/repository.ts";
import { forbiddenImports } from "./support/walls.ts";

const lineLimit = 250;

describe.each(packages)("package $folder", ({ folder, directory, manifest }) => {
  const files = sourceFiles(`packages/${folder}/src`);

  test("has the manifest that all packages share", () => {
    const hint = `Copy the member from another packages/*/package.json; only names, texts, entries and dependencies differ.`;

    expect(manifest, hint).toMatchObject({
      name: `@keyrack/${folder}`,
      license: "MIT",
      type: "module",
      sideEffects: false,
      engines: { node: ">=22.12" },
      files: ["dist", "src"],
      types: "./dist/index.d.ts",
      publishConfig: { access: "public", provenance: true },
      scripts: { build: "tsup --config ../../tsup.config.ts && tsc -p tsconfig.build.json" },
    });
    expect(manifest.private, "A package under packages/ is published: remove `private`.").toBeUndefined();
    expect(manifest["description"], "Say in one sentence what the package is.").toMatch(/^[A-Z].+\.$/);
  });

  test("exports its sources to the workspace and its build to everybody else", () => {
    const entries = ["index", "node"].filter((entry) => files.includes(`packages/${folder}/src/${entry}.ts`));
    const published = entries.map((entry) => [
      subpath(entry),
      { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` },
    ]);
    const workspace = entries.map((entry, index) => [
      subpath(entry),
      { "@keyrack/source": `./src/${entry}.ts`, ...(published[index]?.[1] as object) },
    ]);
    const own = [["./package.json", "./package.json"]];

    expect(manifest.exports, "`exports` needs one member per entry file of src, and ./package.json.").toEqual(
      Object.fromEntries([...workspace, ...own]),
    );
    expect(
      manifest["publishConfig"],
      "`publishConfig.exports` is `exports` without the source condition.",
    ).toMatchObject({
      exports: Object.fromEntries([...published, ...own]),
    });
  });

  test("names its command exactly when it has a cli.ts", () => {
    const command = files.includes(`packages/${folder}/src/cli.ts`)
      ? { [`keyrack-${folder}`]: "./dist/cli.js" }
      : undefined;

    expect(manifest.bin, "`bin` and src/cli.ts come and go together.").toEqual(command);
  });

  test("has the version of its manifest in src/version.ts", () => {
    const path = join(directory, "src", "version.ts");

    const text = existsSync(path) ? readFileSync(path, "utf8") : "";

    const [, version] = /^export const VERSION(?:: string)? = "(.+)";$/m.exec(text) ?? [];
    expect(version, `Run \`node scripts/write-versions.ts\`; packages/${folder}/src/version.ts exports VERSION.`).toBe(
      manifest.version,
    );
  });

  test("has a README that says what it is and whose it is not", () => {
    const path = join(directory, "README.md");

    const text = existsSync(path) ? readFileSync(path, "utf8") : "";

    const [title] = text.split("\n");
    expect(title, `Write packages/${folder}/README.md; its first line is the package's name.`).toBe(
      `# ${manifest.name}`,
    );
    expect(text, "Say under which licence it is: a heading `## Licence`.").toContain("## Licence");
    if (folder === "core") return;
    expect(text.toLowerCase(), "Say that the package is not affiliated with the service.").toContain("not affiliated");
  });

  test("leaves its licence to the root, from where packing copies it", () => {
    expect(readdirSync(root)).toContain("LICENSE");
    expect(readdirSync(directory), "Remove the package's own LICENSE: the root's is packed.").not.toContain("LICENSE");
  });

  test("has one index, whose exports are spelled out", () => {
    const inner = files.filter((file) => file.endsWith("/index.ts") && file !== `packages/${folder}/src/index.ts`);

    expect(inner, "Import the files themselves instead of an inner index.ts.").toEqual([]);
    expect(
      files.filter((file) => exportsEverything(file)),
      "Spell the names out instead of `export *`.",
    ).toEqual([]);
  });

  test("imports only what its layer may", () => {
    const offences = files.flatMap((file) => forbiddenImports(folder, file, importsOf(file)));

    expect(offences, "See docs/architecture.md for the walls between the layers.").toEqual([]);
  });

  test("explains every export of its index where it is declared", () => {
    const undocumented = undocumentedExports(`packages/${folder}/src/index.ts`);

    expect(undocumented, "Give each declaration a doc comment: a sentence with a full stop.").toEqual([]);
  });

  test("explains every method of its resources", () => {
    const resources = files.filter((file) => file.includes("/src/resources/"));

    expect(resources.flatMap(undocumentedMethods), "Give each method a doc line.").toEqual([]);
  });
});

test("no source file is longer than the limit", () => {
  const folders = ["packages", "apps", "tests", "scripts"].flatMap((folder) => sourceFiles(folder));
  const tooLong = folders.filter(
    (file) => readFileSync(join(root, file), "utf8").trimEnd().split("\n").length > lineLimit,
  );

  expect(folders.length).toBeGreaterThan(packages.length);
  expect(tooLong, `Split the file: one idea each, at most ${lineLimit} lines.`).toEqual([]);
});

test("packages depend on each other by `workspace:^`, and on the outside through the catalog", () => {
  const ranges = packages.flatMap(({ folder, manifest }) =>
    Object.entries({ ...(manifest["dependencies"] as object), ...(manifest["devDependencies"] as object) }).map(
      ([name, range]) => ({
        folder,
        name,
        range: String(range),
        wanted: name.startsWith("@keyrack/") ? "workspace:^" : "catalog:",
      }),
    ),
  );

  expect(ranges).not.toEqual([]);
  expect(
    ranges.filter(({ range, wanted }) => range !== wanted),
    "Write the wanted range; versions stand in pnpm-workspace.yaml.",
  ).toEqual([]);
});

function subpath(entry: string): string {
  return entry === "index" ? "." : `./${entry}`;
}
