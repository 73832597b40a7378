import type { Reporter, TestModule } from "vitest/node";

/** Ends a test run with one plain line, `<n> passed, <n> failed`; a file or an error outside every test counts as a failure too. */
export class ClosingLine implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = testModules.flatMap((testModule) => outcomes(testModule));
    const passed = states.filter((state) => state === "passed").length;
    const failed = states.filter((state) => state === "failed").length + unhandledErrors.length;
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}

function outcomes(testModule: TestModule): string[] {
  const tests = Array.from(testModule.children.allTests(), (test) => test.result().state);
  // A file that cannot be loaded, or whose hook fails, has no failed test to count.
  const fellOutside = testModule.state() === "failed" && !tests.includes("failed");
  return fellOutside ? [...tests, "failed"] : tests;
}
