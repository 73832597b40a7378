import { SdkError } from "@keyrack/unkey";
import type { Undo } from "./desk.ts";

/** How a thing with a name is made, and how it is taken back. */
export interface Making<Made> {
  make(): Promise<Made>;
  /** Gets what was made, or undefined where the answer got lost: then the name is all there is to look for. */
  takeBack(made: Made | undefined): ReturnType<Undo>;
}

/**
 * Makes a thing and registers what takes it back, also where nobody knows whether it was made. After a refusal nothing
 * is registered: what has this name then is somebody else's.
 */
export async function make<Made>(undo: (work: Undo) => void, making: Making<Made>): Promise<Made> {
  try {
    const made = await making.make();
    undo(async () => await making.takeBack(made));
    return made;
  } catch (error) {
    if (error instanceof SdkError && error.maybeApplied) undo(async () => await making.takeBack(undefined));
    throw error;
  }
}
