import type { EmulatorClock } from "./clock.ts";

/** What a service's emulation gets to stand on: a clock that tests move, and seeded randomness. */
export interface Surroundings {
  readonly clock: EmulatorClock;
  /** A number in [0, 1) from the emulator's seed, so that a run can be repeated. */
  random(): number;
}

/** One service in memory: what it starts with, and what answers a request. */
export interface Service<Fixtures> {
  readonly fixtures: Fixtures;
  fetch(request: Request): Response | Promise<Response>;
}

/** Builds a service with fresh memory; called at the start and at every reset. */
export type ServiceFactory<Fixtures> = (surroundings: Surroundings) => Service<Fixtures>;
