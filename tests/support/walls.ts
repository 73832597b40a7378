type Wall = (file: string, specifier: string) => boolean;

/** What each layer may import beside its own files. A package without a line of its own is a service. */
const walls: Readonly<Record<string, Wall>> = {
  core: (file, specifier) => specifier === "ky" && file.endsWith("/core/src/attempt.ts"),
  emulator: (file, specifier) => {
    if (specifier.startsWith("@keyrack/")) return false;
    const touchesNode = specifier.startsWith("node:") || specifier === "@hono/node-server";
    return !touchesNode || /\/emulator\/src\/(listen|cli)\.ts$/.test(file);
  },
  "transport-undici": (_file, specifier) => specifier === "undici" || specifier.startsWith("node:"),
};

const service: Wall = (file, specifier) =>
  specifier === "@keyrack/core" || (specifier.startsWith("node:") && file.endsWith("/xtrasecurity/src/node.ts"));

/** The imports of one file that its layer forbids, each with its file in front. Relative ones must end in `.ts` and not be an index. */
export function forbiddenImports(folder: string, file: string, specifiers: readonly string[]): string[] {
  const allowed = walls[folder] ?? service;
  const isFine = (specifier: string): boolean =>
    specifier.startsWith(".") ? staysInside(folder, file, specifier) : allowed(file, specifier);
  return specifiers.filter((specifier) => !isFine(specifier)).map((specifier) => `${file} imports ${specifier}`);
}

function staysInside(folder: string, file: string, specifier: string): boolean {
  const target = new URL(specifier, `file:///${file}`).pathname;
  const isIndex = target.endsWith("/index.ts");
  return target.startsWith(`/packages/${folder}/src/`) && target.endsWith(".ts") && !isIndex;
}
