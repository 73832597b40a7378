import {
  createAuthPIEmulator,
  createOptropicEmulator,
  createUnkeyEmulator,
  createVeniceEmulator,
  createXtraEmulator,
  type Fault,
} from "@keyrack/emulator";
import { chapters } from "../../src/chapters.ts";
import type { Chapter } from "../../src/desk.ts";
import { type Emulators, openEmulators } from "../../src/setting.ts";
import { tellStory } from "../../src/story.ts";
import { Terminal } from "../../src/terminal.ts";
import { Transcript } from "./transcript.ts";

/** The steps of each chapter, in order, and the one after all of them. */
export const titles = {
  unkey: [
    "Create API and identity",
    "Mint a key",
    "Verify it",
    "Use it up",
    "Survive a 503",
    "Reroll it",
    "Mint many more",
    "List them all",
    "Revoke it",
  ],
  authpi: [
    "Open an issuer",
    "Onboard a customer",
    "Edit one user as two",
    "List the team",
    "Issue a credential",
    "Renew a token",
  ],
  optropic: ["Create a keyset", "Register the credential", "Record its way", "Audit it", "Withdraw it"],
  venice: ["Mint a capped key", "Ask as its holder"],
  xtra: ["Open a branch", "Enrol a reader", "Store the secret", "Refuse masks", "Outlast an outage"],
  delivery: ["Run a program with it", "Roll a rotation back", "Rotate it"],
  end: ["Take inventory", "Clean up"],
};

/** The chapters on the way of one key, and what comes after them; they need nothing of those before. */
export const wayOfKey: readonly Chapter[] = chapters.slice(3);

/** The story as it was told, and the emulators on which it was. */
export interface Told {
  readonly passed: boolean;
  readonly transcript: Transcript;
  readonly emulators: Emulators;
}

/** A fault that begins with a step. */
interface Sabotage {
  readonly title: string;
  readonly service: keyof Emulators;
  readonly fault: Fault;
}

interface Wishes {
  /** @defaultValue 120, for two pages */
  readonly keyCount?: number;
  /** @defaultValue all */
  readonly chapters?: readonly Chapter[];
  /** Faults from the beginning on. */
  readonly faults?: Partial<Record<keyof Emulators, Fault>>;
  readonly sabotage?: Sabotage;
  /** Hears every piece of the transcript as it comes. */
  readonly listen?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** Starts the emulators, Unkey's at the first moment of this minute: no window of a rate limit ends in the middle. */
export function startEmulators(): Emulators {
  return {
    unkey: createUnkeyEmulator({ now: Math.floor(Date.now() / 60_000) * 60_000 }),
    authpi: createAuthPIEmulator(),
    optropic: createOptropicEmulator(),
    xtra: createXtraEmulator(),
    venice: createVeniceEmulator(),
  };
}

/** Tells the story on new emulators. */
export async function tell(wishes: Wishes = {}): Promise<Told> {
  const { chapters: told = chapters, faults = {}, keyCount = 120, listen, sabotage, signal } = wishes;
  const emulators = startEmulators();
  for (const [name, fault] of Object.entries(faults)) emulators[name as keyof Emulators].inject(fault);
  const transcript = new Transcript({
    listen: (text) => {
      listen?.(text);
      if (sabotage && text.endsWith(`. ${sabotage.title}\n`)) emulators[sabotage.service].inject(sabotage.fault);
    },
  });
  const setting = await openEmulators({ keyCount, prepared: emulators });
  const terminal = new Terminal(transcript);
  try {
    const telling = { setting, terminal, signal: signal ?? new AbortController().signal };
    return { passed: await tellStory(telling, told), transcript, emulators };
  } finally {
    await setting.close();
  }
}
