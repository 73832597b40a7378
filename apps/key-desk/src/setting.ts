import {
  type AuthPIFixtures,
  createAuthPIEmulator,
  createOptropicEmulator,
  createUnkeyEmulator,
  createVeniceEmulator,
  createXtraEmulator,
  type Emulator,
  type OptropicFixtures,
  type UnkeyFixtures,
  type VeniceFixtures,
  type XtraFixtures,
} from "@keyrack/emulator";
import { type Services, serviceNames } from "./access.ts";
import {
  openAuthPI,
  openOptropic,
  openUnkey,
  openVenice,
  openXtra,
  RequestCounter,
  type ServerAccess,
  type UnkeyServerAccess,
  type XtraServerAccess,
} from "./open.ts";
import { shorten } from "./shorten.ts";

/** Where the story takes place. */
export interface Setting {
  /** Names each service and where it is, for the beginning of the transcript. */
  readonly places: readonly string[];
  readonly services: Services;
  /** Counts the requests that were sent so far, repeats included. */
  requestCount(): number;
  /** Ends clients and servers of the setting. */
  close(): Promise<void>;
}

/** The emulators of a demo. */
export interface Emulators {
  readonly unkey: Emulator<UnkeyFixtures>;
  readonly authpi: Emulator<AuthPIFixtures>;
  readonly optropic: Emulator<OptropicFixtures>;
  readonly xtra: Emulator<XtraFixtures>;
  readonly venice: Emulator<VeniceFixtures>;
}

/** The real servers of a story; at least one. */
export interface Servers {
  readonly unkey?: UnkeyServerAccess | undefined;
  readonly authpi?: ServerAccess | undefined;
  readonly optropic?: ServerAccess | undefined;
  readonly xtra?: XtraServerAccess | undefined;
  readonly venice?: ServerAccess | undefined;
}

/** How a demo differs from others. */
export interface Staging {
  /** How many keys Unkey makes to list them. */
  readonly keyCount: number;
  /** Emulators to use in the place of new ones. */
  readonly prepared?: Partial<Emulators> | undefined;
  /** APIs that Unkey's emulator starts with and whose keys belong in the inventory. @defaultValue none */
  readonly apiIds?: readonly string[] | undefined;
}

// Unkey keeps what it knows of a key for about ten seconds; what the others keep is not documented.
const patienceMs = 20_000;

/** Starts an emulator per service on free ports, or takes prepared ones; closing the setting closes their ports. */
export async function openEmulators({ apiIds = [], keyCount, prepared = {} }: Staging): Promise<Setting> {
  const emulators: Emulators = {
    unkey: prepared.unkey ?? createUnkeyEmulator(),
    authpi: prepared.authpi ?? createAuthPIEmulator(),
    optropic: prepared.optropic ?? createOptropicEmulator(),
    xtra: prepared.xtra ?? createXtraEmulator(),
    venice: prepared.venice ?? createVeniceEmulator(),
  };
  const { authpi, optropic, unkey, venice, xtra } = emulators;
  const servers = await listen(emulators, apiIds);
  const counter = new RequestCounter();
  const services = {
    unkey: { ...openUnkey(servers.unkey, counter), emulator: unkey, keyCount, patienceMs: 0 },
    authpi: { ...openAuthPI(servers.authpi, counter), emulator: authpi, patienceMs: 0 },
    optropic: { ...openOptropic(servers.optropic, counter), emulator: optropic, patienceMs: 0 },
    xtra: { ...openXtra(servers.xtra, counter), emulator: xtra, patienceMs: 0 },
    venice: { ...openVenice(servers.venice, counter), emulator: venice, patienceMs: 0 },
  };
  return {
    places: namesOf(servers).map((name) => `${serviceNames[name]}: its emulator at ${servers[name].url}`),
    services,
    requestCount: () => counter.count,
    close: async () => {
      await closeClients(services);
      await Promise.all(Object.values(emulators).map(async (emulator) => await emulator[Symbol.asyncDispose]()));
    },
  };
}

/** Prepares for real servers and sends nothing yet; throws `ConfigError` for an address or a key that cannot be right. */
export function openServers(servers: Servers): Setting {
  const { authpi, optropic, unkey, venice, xtra } = servers;
  const counter = new RequestCounter();
  const services: Services = {
    unkey: unkey && { ...openUnkey(unkey, counter), keyCount: 25, patienceMs },
    authpi: authpi && { ...openAuthPI(authpi, counter), patienceMs },
    optropic: optropic && { ...openOptropic(optropic, counter), patienceMs },
    xtra: xtra && { ...openXtra(xtra, counter), patienceMs },
    venice: venice && { ...openVenice(venice, counter), patienceMs },
  };
  return {
    places: namesOf(servers).flatMap((name) => {
      const server = servers[name];
      if (server === undefined) return [];
      return [`${serviceNames[name]}: ${server.url} with ${keyNames[name]} ${shorten(server.key)}`];
    }),
    services,
    requestCount: () => counter.count,
    close: async () => await closeClients(services),
  };
}

const keyNames = {
  unkey: "the root key",
  authpi: "the API key",
  optropic: "the API key",
  xtra: "the token",
  venice: "the API key",
} as const satisfies Record<keyof Services, string>;

async function listen({ authpi, optropic, unkey, venice, xtra }: Emulators, apiIds: readonly string[]) {
  const [unkeyServer, authpiServer, optropicServer, xtraServer, veniceServer] = await Promise.all([
    unkey.listen(),
    authpi.listen(),
    optropic.listen(),
    xtra.listen(),
    venice.listen(),
  ]);
  const { accountId, keyId, keySecret } = authpi.fixtures;
  return {
    unkey: { url: unkeyServer.url, key: unkey.fixtures.rootKey, apiIds },
    authpi: { url: authpiServer.url, key: `${keyId}:${keySecret}`, accountId },
    optropic: { url: optropicServer.url, key: optropic.fixtures.apiKey },
    xtra: { url: xtraServer.url, key: xtra.fixtures.token, projectId: xtra.fixtures.projectId },
    venice: { url: veniceServer.url, key: venice.fixtures.apiKey },
  } satisfies Servers;
}

function namesOf(servers: Servers): (keyof Servers)[] {
  return Object.keys(servers) as (keyof Servers)[];
}

async function closeClients(services: Services): Promise<void> {
  await Promise.all(Object.values(services).map(async (access) => await access?.client.close()));
}
