import { createUnkeyEmulator, type Emulator, type UnkeyFixtures } from "@keyrack/emulator";
import { Unkey } from "@keyrack/unkey";
import { shorten } from "./shorten.ts";

/** Where the story takes place. */
export interface Setting {
  /** Names the place in the first line of the transcript. */
  readonly place: string;
  readonly unkey: UnkeyAccess;
  /** How many keys are made to be listed. */
  readonly keyCount: number;
  /** Milliseconds that a change may take until it shows; 0 where it shows at once. */
  readonly patienceMs: number;
  /** Counts the requests that were sent so far, repeats included. */
  requestCount(): number;
  /** Ends clients and servers of the setting. */
  close(): Promise<void>;
}

/** The way to Unkey. */
interface UnkeyAccess {
  readonly client: Unkey;
  /** Takes faults. Absent on a real server. */
  readonly emulator?: Emulator<UnkeyFixtures> | undefined;
}

/** A real server, and the root key for it. */
export interface ServerAccess {
  readonly baseUrl: string;
  readonly rootKey: string;
}

/** Starts an emulator on a free port, or takes one that was prepared; closing the setting closes its ports. */
export async function openEmulator(
  keyCount: number,
  emulator: Emulator<UnkeyFixtures> = createUnkeyEmulator(),
): Promise<Setting> {
  const { url } = await emulator.listen();
  const { client, requestCount } = connect({ baseUrl: url, rootKey: emulator.fixtures.rootKey });
  const close = async (): Promise<void> => {
    await client.close();
    await emulator[Symbol.asyncDispose]();
  };
  const place = `the Unkey emulator at ${url}`;
  return { place, unkey: { client, emulator }, keyCount, patienceMs: 0, requestCount, close };
}

/** Prepares for a real server and sends nothing yet; throws `ConfigError` for an address or a key that cannot be right. */
export function openServer(access: ServerAccess): Setting {
  const { client, requestCount } = connect(access);
  return {
    place: `${access.baseUrl} with the root key ${shorten(access.rootKey)}`,
    unkey: { client },
    keyCount: 25,
    // The service keeps what it knows of a key for about ten seconds.
    patienceMs: 20_000,
    requestCount,
    close: async () => await client.close(),
  };
}

function connect({ baseUrl, rootKey }: ServerAccess): { client: Unkey; requestCount: () => number } {
  let count = 0;
  const onRequest = (): void => {
    count += 1;
  };
  return { client: new Unkey({ serverUrl: baseUrl, rootKey, hooks: { onRequest } }), requestCount: () => count };
}
