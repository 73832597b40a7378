import { getEventListeners } from "node:events";
import { mkdtempSync, openSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XtraError } from "@keyrack/xtrasecurity";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientOf, failureOf, json, latch, scripted, someSecret, someToken } from "./support/bench.ts";
import { run, type RunOptions } from "@keyrack/xtrasecurity/node";

const secrets = { DATABASE_URL: someSecret, EXISTING: "theirs" };
let folder = "";

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "run-")));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const name of ["EXISTING", "XTRA_TOKEN", "xtra_profile"]) delete process.env[name];
});

/** Runs a program of Node and gives what it wrote. */
async function runNode(program: string, options: Partial<RunOptions> = {}): Promise<Outcome> {
  const file = join(folder, `${crypto.randomUUID()}.txt`);
  const output = openSync(file, "w");
  const client = clientOf(scripted(json(secrets)));
  const result = await run(client, "production", {
    command: process.execPath,
    args: ["--eval", program],
    stdio: ["ignore", output, output],
    ...options,
  });
  return { result, output: readFileSync(file, "utf8") };
}

interface Outcome {
  readonly result: Awaited<ReturnType<typeof run>>;
  readonly output: string;
}

test("the program has the secrets, this process has not", async () => {
  const { output, result } = await runNode("process.stdout.write(process.env.DATABASE_URL)");

  expect(output).toBe(someSecret);
  expect(result).toEqual({ exitCode: 0, signal: null, injected: ["DATABASE_URL", "EXISTING"] });
  expect(process.env["DATABASE_URL"]).toBeUndefined();
});

test("the program's exit code is given", async () => {
  expect((await runNode("process.exit(7)")).result).toMatchObject({ exitCode: 7, signal: null });
});

test("the signal that ended the program is given", async () => {
  const { result } = await runNode("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1_000)");

  expect(result).toMatchObject({ exitCode: null, signal: "SIGTERM" });
});

describe("variables of this process", () => {
  const show =
    "process.stdout.write(JSON.stringify([process.env.EXISTING, process.env.XTRA_TOKEN, process.env.xtra_profile]))";

  test("stay as they are for the program, but for this client's own", async () => {
    Object.assign(process.env, { EXISTING: "mine", XTRA_TOKEN: someToken, xtra_profile: "p" });

    const { output, result } = await runNode(show);

    expect(JSON.parse(output)).toEqual(["mine", null, null]);
    expect(result.injected).toEqual(["DATABASE_URL"]);
    expect(process.env["XTRA_TOKEN"]).toBe(someToken);
  });

  test("are replaced for the program with override", async () => {
    process.env["EXISTING"] = "mine";

    const { output } = await runNode(show, { override: true });

    expect(JSON.parse(output)).toEqual(["theirs", null, null]);
    expect(process.env["EXISTING"]).toBe("mine");
  });

  test("can be left to the program, this client's own included", async () => {
    process.env["XTRA_TOKEN"] = someToken;

    const { output } = await runNode(show, { keepOwnVariables: true });

    expect(JSON.parse(output)).toEqual(["theirs", someToken, null]);
  });
});

test("a reserved name runs nothing", async () => {
  const client = clientOf(scripted(json({ NODE_OPTIONS: "--import=data:text/javascript,console.log('PRELOADED')" })));
  const file = join(folder, "never.txt");
  const program = `require("node:fs").writeFileSync(${JSON.stringify(file)}, "ran")`;

  const error = await failureOf(run(client, "production", { command: process.execPath, args: ["--eval", program] }));

  expect(error).toMatchObject({ code: "injection_refused", keys: ["NODE_OPTIONS"] });
  expect(thrownByReading(file)).toMatchObject({ code: "ENOENT" });
});

test("no shell looks at the arguments", async () => {
  const { output } = await runNode("process.stdout.write(process.argv[1])", {
    args: ["--eval", "process.stdout.write(process.argv[1])", "$DATABASE_URL; echo `id` > x && true"],
  });

  expect(output).toBe("$DATABASE_URL; echo `id` > x && true");
});

test("the program runs in the folder that is given, with include, prefix and the rest", async () => {
  const program =
    "process.stdout.write(process.cwd() + ' ' + Object.keys(process.env).filter((n) => n.startsWith('APP_')))";

  const { output } = await runNode(program, { cwd: folder, prefix: "APP_", include: ["DATABASE_URL"] });

  expect(output).toBe(`${folder} APP_DATABASE_URL`);
});

test("SIGTERM, SIGINT and SIGHUP go on to the program, and this process listens no longer than it runs", async () => {
  const before = process.listenerCount("SIGHUP");
  const file = join(folder, "signal.txt");
  const program = `
    process.on("SIGHUP", () => process.exit(42));
    require("node:fs").writeFileSync(${JSON.stringify(file)}, "ready");
    setInterval(() => {}, 1_000);
  `;

  const running = runNode(program);
  await until(() => readFileSync(file, "utf8") === "ready");
  const during = process.listenerCount("SIGHUP");
  process.emit("SIGHUP", "SIGHUP");
  const { result } = await running;

  expect(result).toMatchObject({ exitCode: 42, signal: null });
  expect([during, process.listenerCount("SIGHUP")]).toEqual([before + 1, before]);
});

describe("an abort", () => {
  const reason = new Error("The deployment was called off.");

  test("ends the program, and the call rejects with the caller's reason once it has ended", async () => {
    const controller = new AbortController();
    const file = join(folder, "abort.txt");
    const write = `require("node:fs").writeFileSync(${JSON.stringify(file)},`;
    const program = `
      process.on("SIGTERM", () => { ${write} "ended"); process.exit(); });
      ${write} "ready");
      setInterval(() => {}, 1_000);
    `;

    const running = failureOf(runNode(program, { signal: controller.signal }));
    await until(() => readFileSync(file, "utf8") === "ready");
    controller.abort(reason);
    const error = await running;

    expect(error).toBe(reason);
    expect(readFileSync(file, "utf8")).toBe("ended");
  });

  test("that does not come leaves nothing behind on its signal", async () => {
    const { signal } = new AbortController();

    const { result } = await runNode("", { signal });

    expect(result.exitCode).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("while secrets are read starts nothing", async () => {
    const [asked, file] = [latch(), join(folder, "unstarted.txt")];
    const controller = new AbortController();
    const client = clientOf(
      scripted(async () => {
        asked.open();
        return await new Promise<Response>(() => undefined);
      }),
    );
    const program = `require("node:fs").writeFileSync(${JSON.stringify(file)}, "ran")`;
    const options = { command: process.execPath, args: ["--eval", program], signal: controller.signal };

    const running = failureOf(run(client, "production", options));
    await asked.opened;
    controller.abort(reason);

    expect(await running).toBe(reason);
    expect(thrownByReading(file)).toMatchObject({ code: "ENOENT" });
  });
});

test("a signal that aborts as soon as secrets are there starts nothing", async () => {
  const controller = new AbortController();
  const file = join(folder, "late.txt");
  const injector = {
    injectSecrets: async () => {
      controller.abort("called off");
      return await Promise.resolve({ injected: [], skipped: [], excluded: [] });
    },
  };
  const program = `require("node:fs").writeFileSync(${JSON.stringify(file)}, "ran")`;
  const options = { command: process.execPath, args: ["--eval", program], signal: controller.signal };

  const error = await failureOf(run(injector, "production", options));

  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ code: "aborted" });
  expect(thrownByReading(file)).toMatchObject({ code: "ENOENT" });
});

function thrownByReading(file: string): unknown {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return error;
  }
}

// Another process has no other way to say that it is ready.
async function until(isReady: () => boolean): Promise<void> {
  for (;;) {
    try {
      if (isReady()) return;
    } catch {
      // The file is not there yet.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
