import type { Service, Surroundings } from "../service.ts";
import { createAnswerer } from "./answer.ts";
import { seedFixtures, type XtraFixtures } from "./fixtures.ts";
import { Store } from "./store.ts";

export type { XtraFixtures } from "./fixtures.ts";

/** Builds an XtraSecurity in memory: its routes under `/api`, with the gates, quotas and odd answers of the service. */
export function createXtraService(surroundings: Surroundings): Service<XtraFixtures> {
  const store = new Store(surroundings);
  return { fixtures: seedFixtures(store), fetch: createAnswerer(store) };
}
