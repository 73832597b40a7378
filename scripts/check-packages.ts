/**
 * Packs every package as publishing would and checks the tarballs: contents, manifest, types. Then compiles a consumer
 * of all of them with the oldest TypeScript that is supported. Needs `pnpm build`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(import.meta.dirname, "..");
const tarballs = join(root, "node_modules", ".cache", "tarballs");
const expected = ["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts", "src/index.ts"];

rmSync(tarballs, { recursive: true, force: true });
mkdirSync(tarballs, { recursive: true });
run("pnpm", ["--filter", "./packages/*", "exec", "pnpm", "pack", "--pack-destination", tarballs]);

for (const name of readdirSync(tarballs)) {
  const tarball = join(tarballs, name);
  const contents = run("tar", ["-tzf", tarball]).split("\n");
  const missing = expected.filter((file) => !contents.includes(`package/${file}`));
  if (missing.length > 0) stop(`${name} lacks ${missing.join(", ")}. Was it built?`);
  run("publint", ["run", tarball, "--strict"]);
  run("attw", [tarball, "--profile", "esm-only"]);
  console.log(`${name}: contents, manifest and types are in order.`);
}
compileConsumer();
console.log("All packages are fit to publish.");

/** Type-checks the built declarations of all packages as a strict application without Node's types would. */
function compileConsumer(): void {
  const folder = join(root, "node_modules", ".cache", "consumer");
  const entries = readdirSync(join(root, "packages")).flatMap(entriesOf);
  const options = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    types: [],
    target: "es2022",
    lib: ["es2022", "dom"],
    module: "nodenext",
    moduleResolution: "nodenext",
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["consumer.ts"] }));
  writeFileSync(join(folder, "consumer.ts"), entries.map((entry) => `import "${entry}";\n`).join(""));
  for (const compiler of ["typescript-5.4", "typescript"]) {
    const tsc = join(fileURLToPath(import.meta.resolve(`${compiler}/package.json`)), "..", "bin", "tsc");
    run(process.execPath, [tsc, "-p", folder]);
  }
  console.log("The declarations compile with TypeScript 5.4 and the one in use.");
}

/** What can be imported of a package: `@keyrack/name`, and `@keyrack/name/node` where it has such an entry. */
function entriesOf(folder: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8")) as {
    exports: object;
  };
  const subpaths = Object.keys(exports).filter((subpath) => subpath !== "./package.json");
  return subpaths.map((subpath) => `@keyrack/${folder}${subpath.slice(1)}`);
}

/** Runs a command and gives what it printed; when it fails, prints that and ends this script. */
function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) stop([`${command} ${args.join(" ")}`, stdout, stderr, error?.message].filter(Boolean).join("\n"));
  return stdout;
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
