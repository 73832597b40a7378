import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** A published package as it lies in the repository. */
export interface WorkspacePackage {
  /** Folder name, such as `unkey`. */
  readonly folder: string;
  /** Absolute path. */
  readonly directory: string;
  readonly manifest: Manifest;
}

/** The members of a manifest that the house rules speak about. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

/** Absolute path of the repository's root. */
export const root: string = join(import.meta.dirname, "..", "..");

/** Every package under `packages/`, in the order of their folders. */
export const packages: readonly WorkspacePackage[] = readdirSync(join(root, "packages"))
  .filter((folder) => existsSync(join(root, "packages", folder, "package.json")))
  .map((folder) => {
    const directory = join(root, "packages", folder);
    return {
      folder,
      directory,
      manifest: JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest,
    };
  });

/** Paths of a folder's TypeScript files, relative to the root with forward slashes; empty where the folder is missing. */
export function sourceFiles(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !/(^|\/)(node_modules|dist|\..*)\//.test(file))
    .toSorted();
}
