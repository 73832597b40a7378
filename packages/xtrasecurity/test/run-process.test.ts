import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const flags = ["--conditions=@keyrack/source", "--input-type=module"];

/** Starts a process that runs a program of Node by `run`, and gives it when the program says that it is ready. */
async function startRunner(program: string, then: string): Promise<{ runner: ChildProcess; told: () => string }> {
  const script = `
    import { XtraClient } from "@keyrack/xtrasecurity";
    import { run } from "@keyrack/xtrasecurity/node";
    const fetch = async () => Response.json({ FROM_SERVICE: "1" });
    const client = new XtraClient({ token: "xs_1", projectId: "p", fetch });
    const options = { command: process.execPath, args: ["--eval", ${JSON.stringify(program)}] };
    ${then}
  `;
  const runner = spawn(process.execPath, [...flags, "--eval", script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  runner.stdout.setEncoding("utf8").on("data", (text: string) => (told += text));
  runner.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
  while (!told.includes("ready")) await once(runner.stdout, "data");
  return { runner, told: () => told };
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "a process that gets %s gives it to its program once and ends as this does",
  async (signal) => {
    const program = `
      let times = 0;
      process.on("${signal}", () => { times++; setTimeout(() => process.exit(40 + times), 200); });
      setInterval(() => {}, 1_000);
      console.log("ready");
    `;
    const then = `process.exitCode = (await run(client, "production", options)).exitCode ?? 1;`;
    const { runner } = await startRunner(program, then);

    runner.kill(signal);
    const [exitCode] = (await once(runner, "close")) as [number | null];

    expect(exitCode).toBe(41);
  },
  20_000,
);

test("a process can end at once when its program has ended after an abort", async () => {
  const program = `setInterval(() => {}, 1_000); console.log("ready"); setTimeout(() => console.log("go"), 1);`;
  const then = `
    const controller = new AbortController();
    const running = run(client, "production", { ...options, signal: controller.signal });
    process.once("SIGUSR2", () => controller.abort(new Error("called off")));
    await running.catch(({ message }) => console.log(message));
  `;
  const { runner, told } = await startRunner(program, then);
  const started = performance.now();

  runner.kill("SIGUSR2");
  await once(runner, "close");

  expect(told()).toContain("called off");
  expect(performance.now() - started).toBeLessThan(8_000);
}, 20_000);

test("twelve programs at once are nothing to warn of", async () => {
  const program = `setTimeout(() => console.log("ready"), 100);`;
  const then = `await Promise.all(Array.from({ length: 12 }, async () => await run(client, "production", options)));`;
  const { runner, told } = await startRunner(program, then);

  const [exitCode] = (await once(runner, "close")) as [number | null];

  expect(exitCode).toBe(0);
  expect(told()).not.toContain("Warning: Possible");
}, 30_000);
