import { type Effect, effectOf, type Fault, requireField } from "./fault.ts";
import { matchesRoute, parseRoute, type Route } from "./route.ts";

interface Injected {
  readonly route: Route | undefined;
  readonly probability: number;
  readonly effect: Effect;
  left: number;
}

/** The faults that wait for requests, in the order in which they were injected. */
export class Faults {
  readonly #injected = new Set<Injected>();
  readonly #startRandom: () => () => number;
  #random: () => number;

  constructor(startRandom: () => () => number) {
    this.#startRandom = startRandom;
    this.#random = startRandom();
  }

  /** Adds a fault behind those that wait; the function given back removes it, and does nothing once it is spent. */
  inject(fault: Fault): () => void {
    const { route, times = 1, probability = 1 } = fault;
    requireField(
      times === Infinity || (Number.isInteger(times) && times >= 1),
      "times must be an integer of at least 1, or Infinity",
    );
    requireField(probability >= 0 && probability <= 1, "probability must be from 0 to 1");
    const injected: Injected = {
      route: route === undefined ? undefined : parseRoute(route),
      probability,
      effect: effectOf(fault),
      left: times,
    };
    this.#injected.add(injected);
    return () => void this.#injected.delete(injected);
  }

  /** Takes the effect of the first fault that meets this request, and counts it as used; one request meets one fault at most. */
  take(method: string, path: string): Effect | undefined {
    for (const injected of this.#injected) {
      if (injected.route !== undefined && !matchesRoute(injected.route, method, path)) continue;
      if (injected.probability < 1 && this.#random() >= injected.probability) continue;
      injected.left -= 1;
      if (injected.left === 0) this.#injected.delete(injected);
      return injected.effect;
    }
    return undefined;
  }

  /** Removes every fault and starts the draws anew. */
  clear(): void {
    this.#injected.clear();
    this.#random = this.#startRandom();
  }
}
