import type { ServiceFactory } from "./service.ts";

/** A service that can be emulated, as the functions of this package and the command know it. */
export interface ServiceEntry<Fixtures> {
  readonly create: ServiceFactory<Fixtures>;
  /** What a client's base URL has behind the origin: `""`, or as `/api/v1`; the service's routes contain it. */
  readonly basePath: string;
  /** A `curl` command against `url` that the service answers with a success. */
  example(url: string, fixtures: Fixtures): string;
}
