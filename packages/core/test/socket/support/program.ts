import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a program left behind. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from its last line of output to its end. */
  readonly lingeredMs: number;
}

/** How a program is started. */
export interface StartSettings {
  readonly args?: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Most files that it may have open. */
  readonly files?: number;
}

/** A program of the folder `programs`, run from sources in a process of its own. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";
  #spokeAt = performance.now();
  #onLine: (() => void) | undefined;

  /** Starts a program by its file. */
  constructor(file: URL, { args = [], env = {}, files }: StartSettings = {}) {
    const command = [process.execPath, "--conditions=@keyrack/source", fileURLToPath(file), ...args];
    const limited = files === undefined ? command : ["sh", "-c", `ulimit -n ${files}; exec "$@"`, "sh", ...command];
    const [executable = "", ...rest] = limited;
    this.#child = spawn(executable, rest, { env: { PATH: process.env["PATH"], ...env } });
    this.#child.stdout?.on("data", (text: Buffer) => {
      this.#stdout += text.toString();
      this.#spokeAt = performance.now();
      this.#onLine?.();
    });
    this.#child.stderr?.on("data", (text: Buffer) => void (this.#stderr += text.toString()));
    this.#ended = new Promise((resolve) => {
      this.#child.on("exit", () => {
        const lingeredMs = performance.now() - this.#spokeAt;
        this.#child.on("close", (exitCode) =>
          resolve({ exitCode, stdout: this.#stdout, stderr: this.#stderr, lingeredMs }),
        );
      });
    });
  }

  /** The first line of output, once it is there; fails when the program ends without one. */
  async firstLine(): Promise<string> {
    const spoken = new Promise<void>((resolve) => {
      this.#onLine = () => void (this.#stdout.includes("\n") && resolve());
      this.#onLine();
    });
    await Promise.race([spoken, this.#ended]);
    const [line = "", ...rest] = this.#stdout.split("\n");
    if (rest.length === 0) throw new Error(`The program said nothing: ${this.#stderr}`);
    return line;
  }

  /** Stops it where it stands. */
  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  /** Lets it go on. */
  thaw(): void {
    this.#child.kill("SIGCONT");
  }

  /** Writes a line to its input. */
  tell(line: string): void {
    this.#child.stdin?.end(`${line}\n`);
  }

  /** Waits for its end. */
  async ended(): Promise<Ended> {
    return await this.#ended;
  }

  /** Ends it by force. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
