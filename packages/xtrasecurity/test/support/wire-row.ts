import type { XtraClient } from "@keyrack/xtrasecurity";
import type { Role, Things } from "./things.ts";

/** One method on the wire: what is called, what must be sent, and what comes back. */
export interface WireRow {
  readonly method: string;
  readonly call: (xtra: XtraClient, things: Things) => Promise<unknown>;
  /** Who calls. @defaultValue "owner" */
  readonly as?: Role | "account";
  /** Verb and path below `/api`; `{projectId}` and the like stand for ids of things. */
  readonly route: string;
  /** The query that must arrive, written like `route`. */
  readonly query?: Readonly<Record<string, string>>;
  /** The body that must arrive. */
  readonly json?: (things: Things) => unknown;
  /** What the service is made to answer where the emulated one always refuses. */
  readonly says?: { readonly body: unknown; readonly status?: number };
  readonly answer: unknown;
}

/** Puts the ids of things into a text. */
export function locate(text: string, things: Things): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: keyof Things) => things[name]);
}
