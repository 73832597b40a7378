import { defineConfig } from "vitest/config";
import { ClosingLine } from "./tests/support/closing-line.ts";

const conditions = ["@keyrack/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts", "tests/**/*.test.ts"],
    // No test leaves global state behind, so files share workers and start faster.
    isolate: false,
    reporters: ["default", new ClosingLine()],
  },
});
