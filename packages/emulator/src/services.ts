import { type AuthPIFixtures, createAuthPIService } from "./authpi/service.ts";
import { createOptropicService, type OptropicFixtures } from "./optropic/service.ts";
import type { ServiceEntry } from "./service-entry.ts";
import { createUnkeyService, type UnkeyFixtures } from "./unkey/service.ts";
import { createVeniceService, type VeniceFixtures } from "./venice/service.ts";
import { createXtraService, type XtraFixtures } from "./xtrasecurity/service.ts";

/** Unkey's API, version 2. */
export const unkey: ServiceEntry<UnkeyFixtures> = {
  create: createUnkeyService,
  basePath: "",
  example: (url, { rootKey }) =>
    `curl ${url}/v2/apis.createApi -H 'Authorization: Bearer ${rootKey}' -H 'Content-Type: application/json' -d '{"name":"payments"}'`,
};

/** Optropic's API, version 1. */
export const optropic: ServiceEntry<OptropicFixtures> = {
  create: createOptropicService,
  basePath: "",
  example: (url, { apiKey }) =>
    `curl ${url}/v1/assets -H 'X-API-Key: ${apiKey}' -H 'Content-Type: application/json' -d '{"external_id":"SKU-1"}'`,
};

/** AuthPI's administration API, version 1. */
export const authpi: ServiceEntry<AuthPIFixtures> = {
  create: createAuthPIService,
  basePath: "",
  example: (url, { keyId, keySecret }) => `curl ${url}/v1/me -u '${keyId}:${keySecret}'`,
};

/** XtraSecurity's API. */
export const xtrasecurity: ServiceEntry<XtraFixtures> = {
  create: createXtraService,
  basePath: "/api",
  example: (url, { projectId, token }) =>
    `curl ${url}/projects/${projectId}/envs/production/secrets -H 'Authorization: Bearer ${token}'`,
};

/** Venice's API keys, version 1. */
export const venice: ServiceEntry<VeniceFixtures> = {
  create: createVeniceService,
  basePath: "/api/v1",
  example: (url, { apiKey }) => `curl ${url}/api_keys -H 'Authorization: Bearer ${apiKey}'`,
};
