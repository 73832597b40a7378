import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/{index,node,cli}.ts"],
  format: ["esm"],
  target: "es2022",
  platform: "neutral",
  removeNodeProtocol: false,
  external: [/^node:/],
  sourcemap: true,
  clean: true,
  dts: false,
  // The sources are in the tarball, so the maps need not repeat them.
  esbuildOptions: (options) => {
    options.sourcesContent = false;
  },
});
