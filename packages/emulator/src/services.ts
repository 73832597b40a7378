import type { ServiceEntry } from "./service-entry.ts";
import { createUnkeyService, type UnkeyFixtures } from "./unkey/service.ts";

/** Unkey's API, version 2. */
export const unkey: ServiceEntry<UnkeyFixtures> = {
  create: createUnkeyService,
  basePath: "",
  example: (url, { rootKey }) =>
    `curl ${url}/v2/apis.createApi -H 'Authorization: Bearer ${rootKey}' -H 'Content-Type: application/json' -d '{"name":"payments"}'`,
};
