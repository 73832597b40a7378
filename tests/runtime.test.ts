import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const oldest = 22;

test("tests and scripts of the repository run on a Node that the packages support", () => {
  const onPath = execFileSync("node", ["--version"], { encoding: "utf8" }).trim();

  const hint = "Run the script through `npx -y pnpm@12`: it puts the Node of the `node` package in front.";
  expect(major(process.version), hint).toBeGreaterThanOrEqual(oldest);
  expect(major(onPath), hint).toBeGreaterThanOrEqual(oldest);
});

function major(version: string): number {
  return Number(/^v(\d+)\./.exec(version)?.[1]);
}
