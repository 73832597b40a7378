import { RollingWindow } from "./rolling-window.ts";

/** How many client errors a credential may cause, and in how many milliseconds. */
export const budgetSize = { limit: 50, duration: 30_000 } as const;

/** Counts the client errors of each credential; times are Unix milliseconds. */
export class ErrorBudget {
  /** The credential that failed last comes last. */
  readonly #windows = new Map<string, RollingWindow>();

  /** How many errors a credential may cause yet; at 0 everything it sends is refused. */
  left(credential: string, now: number): number {
    return this.#windows.get(credential)?.left(now) ?? budgetSize.limit;
  }

  /** When the budget grows again. */
  resetsAt(credential: string, now: number): number {
    return this.#windows.get(credential)?.resetsAt(now) ?? now + budgetSize.duration;
  }

  /** Counts an error, and forgets the credentials whose errors are all too old to count. */
  spend(credential: string, now: number): void {
    const window = this.#windows.get(credential) ?? new RollingWindow(budgetSize);
    window.add(now);
    this.#windows.delete(credential);
    this.#windows.set(credential, window);
    for (const [name, known] of this.#windows) {
      if (known.left(now) < budgetSize.limit) return;
      this.#windows.delete(name);
    }
  }
}
