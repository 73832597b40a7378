import type { Setting } from "./setting.ts";
import type { Terminal } from "./terminal.ts";

/** What a step has to work with. */
export interface Desk extends Setting {
  readonly terminal: Terminal;
  /** Aborts when somebody wants the story to stop; cleaning up still follows. */
  readonly signal: AbortSignal;
  /** Runs a step, prints it and gives what it made; throws when its outcome is wrong. */
  tell<Input, Output>(step: Step<Input, Output>, input: Input): Promise<Output>;
  /** Registers what takes back a thing that was made; runs at the end, last one first, also when a step has failed. */
  undo(work: Undo): void;
}

/** The story of one service: it tells its steps in order. */
export type Chapter = (desk: Desk) => Promise<void>;

/** One thing that is done and checked. */
export interface Step<Input, Output> {
  readonly title: string;
  /** Rejects when anything is not as it must be. */
  run(desk: Desk, input: Input): Promise<Outcome<Output>>;
}

/** What came of a step. */
export interface Outcome<Output> {
  /** For the steps after it. */
  readonly value: Output;
  /** What was found to be right, or why the step was left out. */
  readonly checked: string;
  readonly isSkipped?: true | undefined;
}

/** Takes one thing back and tells what is gone; undefined where there was nothing. */
export type Undo = () => Promise<string | undefined>;
