import { setTimeout } from "node:timers/promises";
import { SdkError } from "@keyrack/unkey";
import type { Chapter, Desk, IssuedCredential, Outcome, Stage, Step, Undo } from "./desk.ts";
import { explain } from "./explain.ts";
import type { Setting } from "./setting.ts";
import { marked, type Terminal, type Verdict } from "./terminal.ts";

/** Who tells the story, where, and until when. */
export interface Telling {
  readonly setting: Setting;
  readonly terminal: Terminal;
  /** Stops the story before its next step or item. */
  readonly signal: AbortSignal;
}

interface Result {
  readonly title: string;
  readonly verdict: Verdict;
  readonly text: string;
  readonly requests: number;
  readonly ms: number;
}

type Findings = Pick<Result, "verdict" | "text">;

/**
 * Tells the chapters, cleans up, prints the summary and gives whether everything was as it must be. A failed step ends
 * the story; cleaning up follows in any case, and can fail, too.
 */
export async function tellStory(
  { setting, terminal, signal }: Telling,
  chapters: readonly Chapter[],
): Promise<boolean> {
  const results: Result[] = [];
  const undos: Undo[] = [];
  const issued = new Map<string, IssuedCredential>();

  const measure = async (title: string, work: () => Promise<Findings>): Promise<void> => {
    terminal.title(`${results.length + 1}. ${title}`);
    const requestsBefore = setting.requestCount();
    const start = performance.now();
    const findings = await work().catch((error: unknown): Findings => ({ verdict: "failed", text: explain(error) }));
    terminal.verdict(findings.verdict, findings.text);
    const requests = setting.requestCount() - requestsBefore;
    results.push({ title, ...findings, requests, ms: performance.now() - start });
  };

  const openDesk = <Access extends object>(access: Access): Desk<Access> => {
    const desk: Desk<Access> = {
      ...access,
      terminal,
      signal,
      issued,
      tell: async <Input, Output>(step: Step<Access, Input, Output>, input: Input): Promise<Output> => {
        let outcome: Outcome<Output> | undefined;
        await measure(step.title, async () => {
          signal.throwIfAborted();
          outcome = await step.run(desk, input);
          return { verdict: outcome.isSkipped ? "skipped" : "passed", text: outcome.checked };
        });
        if (outcome === undefined) throw new StoryEnded();
        return outcome.value;
      },
      undo: (work) => void undos.push(work),
    };
    return desk;
  };

  const stage: Stage = {
    services: setting.services,
    tell: async (title, access, chapter) => {
      if (access !== undefined) return await chapter(openDesk(access));
      await stage.skip(title, "no access was given");
      return undefined;
    },
    skip: async (title, reason) =>
      await measure(title, async () => ({ verdict: "skipped", text: `skipped: ${reason}` })),
  };

  terminal.title("Key desk");
  for (const place of setting.places) terminal.say(place);
  try {
    for (const chapter of chapters) await chapter(stage);
  } catch (error) {
    if (!(error instanceof StoryEnded)) throw error;
  } finally {
    if (undos.length > 0) await measure("Clean up", async () => await takeBack(undos));
  }
  return summarise(terminal, results);
}

/** The story is over; what went wrong is already told. */
class StoryEnded extends Error {}

async function takeBack(undos: readonly Undo[]): Promise<Findings> {
  const gone: string[] = [];
  const left: string[] = [];
  for (const undo of undos.toReversed()) {
    try {
      const what = await patiently(undo);
      if (what !== undefined) gone.push(what);
    } catch (error) {
      left.push(explain(error));
    }
  }
  if (left.length > 0) return { verdict: "failed", text: `something may be left behind: ${left.join("; ")}` };
  return { verdict: "passed", text: gone.length > 0 ? `gone: ${gone.join(", ")}` : "nothing had to be deleted" };
}

/** Waits until a limit of requests per minute, which the story may have used up, opens again. */
async function patiently(undo: Undo): ReturnType<Undo> {
  const deadline = performance.now() + 70_000;
  for (;;) {
    try {
      return await undo();
    } catch (error) {
      const isThrottled = error instanceof SdkError && error.status === 429;
      if (!isThrottled || performance.now() >= deadline) throw error;
      await setTimeout(2_000);
    }
  }
}

function summarise(terminal: Terminal, results: readonly Result[]): boolean {
  terminal.table({
    columns: [
      { head: "  Step" },
      { head: "Checked" },
      { head: "Requests", align: "right" },
      { head: "Time", align: "right" },
    ],
    rows: results.map(({ verdict, title, text, requests, ms }) => [
      marked(verdict, title),
      verdict === "failed" ? "failed, see above" : text,
      requests.toLocaleString("en-US"),
      duration(ms),
    ]),
  });
  const failures = results.filter(({ verdict }) => verdict === "failed");
  if (failures.length > 0) terminal.close("failed", blame(results, failures));
  else terminal.close("passed", praise(results));
  return failures.length === 0;
}

function blame(results: readonly Result[], failures: readonly Result[]): string {
  // The first one ended the story; the only other one there can be is cleaning up.
  const lines = failures.map((failure) => {
    return `Failed at step ${results.indexOf(failure) + 1}, "${failure.title}": ${failure.text}`;
  });
  return lines.join("\n");
}

function praise(results: readonly Result[]): string {
  const passed = results.filter(({ verdict }) => verdict === "passed").length;
  const skipped = results.length - passed;
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  const steps = skipped > 0 ? `${passed} steps passed, ${skipped} skipped` : `All ${passed} steps passed`;
  return `${steps}: ${requests.toLocaleString("en-US")} requests in ${duration(ms)}.`;
}

function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
