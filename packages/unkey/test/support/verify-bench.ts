import {
  type CreatedKey,
  type CreateKeyParams,
  createVerifyCache,
  type Fetch,
  type VerifyCache,
  type VerifyCacheOptions,
  type VerifyStore,
} from "@keyrack/unkey";
import { type Bench, startBench } from "./bench.ts";

/** An emulated service with an API, a cache in front of its verifications, and a gate behind them. */
export interface VerifyBench extends Bench {
  readonly cache: VerifyCache;
  /** A cache whose lookups `waiting` can follow. */
  readonly watchedCache: VerifyCache;
  /** Makes a cache with other options. */
  readonly cacheWith: (options: VerifyCacheOptions) => VerifyCache;
  /** Makes a key in the API. */
  readonly createKey: (settings?: Omit<CreateKeyParams, "apiId">) => Promise<CreatedKey>;
  /** How many verifications reached the service. */
  readonly verifications: () => number;
  /** How many held answers were given up, because nobody waited for them any more. */
  readonly abandoned: () => number;
  /** Moves the time of client, cache and service forward. */
  readonly advance: (ms: number) => void;
  /** Lets verifications arrive but holds their answers back, until the function that it gives is called. */
  readonly holdAnswers: () => () => void;
  /** Resolves when this many verifications have reached the service. */
  readonly arrived: (count: number) => Promise<void>;
  /** Resolves when this many questions were looked up in vain by `watchedCache`, so that their callers wait for an answer. */
  readonly waiting: (count: number) => Promise<void>;
}

/** Starts an emulated service of its own for one test. */
export async function startVerifyBench(): Promise<VerifyBench> {
  let gate: Promise<void> | undefined;
  let abandoned = 0;
  const arrivals = counter();
  const lookups = counter();
  const bench = startBench();
  const fetch: Fetch = async (url, init) => {
    const answer = await bench.emulator.fetch(url, init);
    if (!url.endsWith(route)) return answer;
    arrivals.add();
    init.signal.addEventListener("abort", () => void abandoned++);
    if (gate) await Promise.race([gate, aborted(init.signal)]);
    return answer;
  };
  const unkey = bench.client({ fetch });
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const cacheWith = (options: VerifyCacheOptions): VerifyCache =>
    createVerifyCache(unkey.keys, { clock: bench.clock, ...options });
  return {
    ...bench,
    unkey,
    cacheWith,
    cache: cacheWith({}),
    watchedCache: cacheWith({ store: countingStore(lookups.add) }),
    verifications: () => bench.emulator.requests.filter(({ path }) => path === route).length,
    abandoned: () => abandoned,
    createKey: async (settings = {}) => (await unkey.keys.createKey({ apiId: api.apiId, ...settings })).data,
    advance: (ms) => {
      bench.clock.advance(ms);
      bench.emulator.clock.advance(ms);
    },
    holdAnswers: () => {
      const { open, opened } = latch();
      gate = opened;
      return () => {
        gate = undefined;
        open();
      };
    },
    arrived: arrivals.reached,
    waiting: async (count) => {
      await lookups.reached(count);
      // What follows a lookup needs no more than the microtasks of this turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Makes a promise that is fulfilled when `open` is called. */
export function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const route = "/v2/keys.verifyKey";

function counter(): { add: () => void; reached: (count: number) => Promise<void> } {
  let total = 0;
  let onChange: () => void = () => undefined;
  return {
    add: () => {
      total++;
      onChange();
    },
    reached: async (count) =>
      await new Promise((resolve) => {
        onChange = () => total >= count && resolve();
        onChange();
      }),
  };
}

function countingStore(onMiss: () => void): VerifyStore {
  const values = new Map<string, string>();
  return {
    get: (name) => {
      if (!values.has(name)) onMiss();
      return values.get(name);
    },
    set: (name, value) => values.set(name, value),
    delete: (name) => values.delete(name),
  };
}

async function aborted(signal: AbortSignal): Promise<never> {
  return await new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
