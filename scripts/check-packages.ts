/** Packs every package as publishing would and checks the tarballs: contents, manifest, types. Needs `pnpm build`. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

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
console.log("All packages are fit to publish.");

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
