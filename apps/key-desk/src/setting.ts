import {
  type AuthPIFixtures,
  createAuthPIEmulator,
  createOptropicEmulator,
  createUnkeyEmulator,
  type Emulator,
  type OptropicFixtures,
  type UnkeyFixtures,
} from "@keyrack/emulator";
import type { Services } from "./access.ts";
import { openAuthPI, openOptropic, openUnkey, RequestCounter, type ServerAccess } from "./open.ts";
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
}

/** The real servers of a story; at least one. */
export interface Servers {
  readonly unkey?: ServerAccess | undefined;
  readonly authpi?: ServerAccess | undefined;
  readonly optropic?: ServerAccess | undefined;
}

// Unkey keeps what it knows of a key for about ten seconds; what the others keep is not documented.
const patienceMs = 20_000;

/** Starts an emulator per service on free ports, or takes prepared ones; closing the setting closes their ports. */
export async function openEmulators(keyCount: number, prepared: Partial<Emulators> = {}): Promise<Setting> {
  const {
    unkey = createUnkeyEmulator(),
    authpi = createAuthPIEmulator(),
    optropic = createOptropicEmulator(),
  } = prepared;
  const [unkeyServer, authpiServer, optropicServer] = await Promise.all([
    unkey.listen(),
    authpi.listen(),
    optropic.listen(),
  ]);
  const counter = new RequestCounter();
  const { accountId, keyId, keySecret } = authpi.fixtures;
  const unkeyAccess = { url: unkeyServer.url, key: unkey.fixtures.rootKey };
  const authpiAccess = { url: authpiServer.url, key: `${keyId}:${keySecret}`, accountId };
  const optropicAccess = { url: optropicServer.url, key: optropic.fixtures.apiKey };
  const services = {
    unkey: { ...openUnkey(unkeyAccess, counter), emulator: unkey, keyCount, patienceMs: 0 },
    authpi: { ...openAuthPI(authpiAccess, counter), emulator: authpi, patienceMs: 0 },
    optropic: { ...openOptropic(optropicAccess, counter), emulator: optropic, patienceMs: 0 },
  };
  return {
    places: [
      `Unkey: its emulator at ${unkeyServer.url}`,
      `AuthPI: its emulator at ${authpiServer.url}`,
      `Optropic: its emulator at ${optropicServer.url}`,
    ],
    services,
    requestCount: () => counter.count,
    close: async () => {
      await closeClients(services);
      await Promise.all([unkey, authpi, optropic].map(async (emulator) => await emulator[Symbol.asyncDispose]()));
    },
  };
}

/** Prepares for real servers and sends nothing yet; throws `ConfigError` for an address or a key that cannot be right. */
export function openServers({ authpi, optropic, unkey }: Servers): Setting {
  const counter = new RequestCounter();
  const services: Services = {
    unkey: unkey && { ...openUnkey(unkey, counter), keyCount: 25, patienceMs },
    authpi: authpi && { ...openAuthPI(authpi, counter), patienceMs },
    optropic: optropic && { ...openOptropic(optropic, counter), patienceMs },
  };
  return {
    places: [
      ...(unkey ? [`Unkey: ${unkey.url} with the root key ${shorten(unkey.key)}`] : []),
      ...(authpi ? [`AuthPI: ${authpi.url} with the API key ${shorten(authpi.key)}`] : []),
      ...(optropic ? [`Optropic: ${optropic.url} with the API key ${shorten(optropic.key)}`] : []),
    ],
    services,
    requestCount: () => counter.count,
    close: async () => await closeClients(services),
  };
}

async function closeClients({ authpi, optropic, unkey }: Services): Promise<void> {
  await Promise.all([unkey?.client.close(), authpi?.client.close(), optropic?.client.close()]);
}
