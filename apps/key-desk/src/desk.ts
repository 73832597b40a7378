import type { Services } from "./access.ts";
import type { Terminal } from "./terminal.ts";

/** Where the chapters are told, one after another. */
export interface Stage {
  readonly services: Services;
  /** Tells a chapter and gives what it made; without access to its service says that it is skipped, and gives nothing. */
  tell<Access extends object, Made>(
    title: string,
    access: Access | undefined,
    chapter: (desk: Desk<Access>) => Promise<Made>,
  ): Promise<Made | undefined>;
  /** Says that a chapter is skipped, and why. */
  skip(title: string, reason: string): Promise<void>;
}

/** One chapter of the story, or several that belong together, on the services that they take from the stage. */
export type Chapter = (stage: Stage) => Promise<void>;

/** What a step has to work with: the access to the service of its chapter, and everything around. */
export type Desk<Access extends object> = Access & Surroundings<Access>;

interface Surroundings<Access extends object> {
  readonly terminal: Terminal;
  /** Aborts when somebody wants the story to stop; cleaning up still follows. */
  readonly signal: AbortSignal;
  /** Credentials of the story that exist now, by their ids; a step adds what it makes and takes out what it ends. */
  readonly issued: Map<string, IssuedCredential>;
  /** Runs a step, prints it and gives what it made; throws when its outcome is wrong. */
  tell<Input, Output>(step: Step<Access, Input, Output>, input: Input): Promise<Output>;
  /** Registers what takes back a thing that was made; runs at the end, last one first, also when a step has failed. */
  readonly undo: (work: Undo) => void;
}

/** A credential by its name; never the secret. */
export interface IssuedCredential {
  readonly id: string;
  /** The service that knows it. */
  readonly service: string;
  /** The customer, or who else has it. */
  readonly holder: string;
}

/** One thing that is done and checked. */
export interface Step<Access extends object, Input, Output> {
  readonly title: string;
  /** Rejects when anything is not as it must be. */
  run(desk: Desk<Access>, input: Input): Promise<Outcome<Output>>;
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
