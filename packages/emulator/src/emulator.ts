/// <reference lib="esnext.disposable" preserve="true" />
import { type EmulatorClock, RunningClock } from "./clock.ts";
import { deliver } from "./deliver.ts";
import type { Arrival, Outcome } from "./exchange.ts";
import type { Effect, FailingAnswer, Fault } from "./fault.ts";
import { Faults } from "./faults.ts";
import type { EmulatorServer } from "./listen.ts";
import { seededRandom } from "./random.ts";
import { RequestLog } from "./request-log.ts";
import { describeRequest, type SeenRequest } from "./seen-request.ts";
import type { ServiceEntry } from "./service-entry.ts";
import type { Service } from "./service.ts";
import { untilAborted, wait } from "./wait.ts";

/** How an emulator starts. */
export interface EmulatorOptions {
  /** An integer; the same one gives the same keys, ids and fault draws. @defaultValue 1 */
  seed?: number | undefined;
  /** Unix milliseconds from which the clock runs on. @defaultValue the real time */
  now?: number | undefined;
}

/** A service in memory: call it as `fetch`, or give it a port. Disposing of it closes every port it has. */
export interface Emulator<Fixtures> extends AsyncDisposable {
  /**
   * Stands in for the platform's `fetch`, under any origin, bound to this emulator.
   *
   * Rejects with the reason of an aborted signal. A redirect is handed over, never followed.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** What reached it, oldest first: the newest 10,000, fewer when their bodies came to more than 64 MiB together. */
  readonly requests: readonly SeenRequest[];
  /** What the service starts with; the same after a reset. */
  readonly fixtures: Fixtures;
  /** The service's time; faults wait in real time. */
  readonly clock: EmulatorClock;
  /** Adds a fault and returns the function that takes it back; throws a `TypeError` that names a wrong field. */
  inject(fault: Fault): () => void;
  /** Answers the next requests in place of the service: `inject` with the kind `fail`. */
  failNext(answer: FailingAnswer): void;
  /** Puts memory, requests, faults, clock and randomness as at the start; open ports stay open. */
  reset(): void;
  /** Serves on 127.0.0.1, in Node only; port 0, the default, takes a free one. Rejects with `EADDRINUSE` when the port is taken. */
  listen(options?: { port?: number | undefined }): Promise<EmulatorServer>;
}

/** The emulator of any service; `answer` is the way in for servers that carry several. */
export class MemoryEmulator<Fixtures> implements Emulator<Fixtures> {
  readonly clock: RunningClock;
  readonly requests: readonly SeenRequest[];
  readonly #entry: ServiceEntry<Fixtures>;
  readonly #seed: number;
  readonly #log = new RequestLog();
  readonly #faults: Faults;
  readonly #servers = new Set<EmulatorServer>();
  #service: Service<Fixtures>;

  constructor(entry: ServiceEntry<Fixtures>, { seed = 1, now }: EmulatorOptions = {}) {
    if (!Number.isSafeInteger(seed)) throw new TypeError("seed must be an integer.");
    this.clock = new RunningClock(now);
    this.requests = this.#log.requests;
    this.#entry = entry;
    this.#seed = seed;
    // A stream of its own, so that a fault's draws do not change the service's keys and ids.
    this.#faults = new Faults(() => seededRandom(~seed));
    this.#service = this.#start();
  }

  get fixtures(): Fixtures {
    return this.#service.fixtures;
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    // A Request that follows a long-lived signal leaves a listener on it for each call: the signal is watched here instead.
    const signal = (init?.signal === undefined && input instanceof Request ? input.signal : init?.signal) ?? undefined;
    const request = new Request(input, { ...init, signal: null });
    signal?.throwIfAborted();
    const { method, url, headers } = request;
    const arrival: Arrival = { method, url, headers, signal, arrayBuffer: async () => await request.arrayBuffer() };
    const outcome = await untilAborted(this.answer(arrival), signal);
    return await deliver(outcome, { method, signal });
  };

  /** Records a request, lets it meet its fault, and has the service answer it. */
  async answer(arrival: Arrival): Promise<Outcome> {
    const url = new URL(arrival.url);
    const effect = this.#faults.take(arrival.method, url.pathname);
    if (effect?.kind === "reset") {
      this.#log.add(describeRequest(arrival, url, undefined), 0);
      return { kind: "reset" };
    }
    const body = await readBody(arrival);
    arrival.signal?.throwIfAborted();
    const seen = describeRequest(arrival, url, body);
    this.#log.add(seen, body?.byteLength ?? 0);
    if (effect?.kind === "fail") return { kind: "answer", response: effect.respond() };
    if (effect?.kind === "delay") await wait(effect.ms, arrival.signal);
    const response = await this.#service.fetch(toRequest(seen, url, body));
    return outcomeOf(effect, response);
  }

  inject(fault: Fault): () => void {
    return this.#faults.inject(fault);
  }

  failNext(answer: FailingAnswer): void {
    this.#faults.inject({ ...answer, kind: "fail" });
  }

  reset(): void {
    this.clock.reset();
    this.#faults.clear();
    this.#log.clear();
    this.#service = this.#start();
  }

  async listen(options: { port?: number | undefined } = {}): Promise<EmulatorServer> {
    // Loaded on first use: the rest of the package runs where there is no Node.
    const { serve } = await import("./listen.ts");
    const server = await serve((arrival) => this.answer(arrival), {
      port: options.port,
      basePath: this.#entry.basePath,
    });
    this.#servers.add(server);
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Array.from(this.#servers, async (server) => await server.close()));
    this.#servers.clear();
  }

  #start(): Service<Fixtures> {
    return this.#entry.create({ clock: this.clock, random: seededRandom(this.#seed) });
  }
}

async function readBody(arrival: Arrival): Promise<ArrayBuffer | undefined> {
  if (arrival.method === "GET" || arrival.method === "HEAD") return undefined;
  return await arrival.arrayBuffer();
}

function toRequest({ method, headers }: SeenRequest, url: URL, body: ArrayBuffer | undefined): Request {
  if (method !== "TRACE") return new Request(url, { method, headers, body: body ?? null });
  // `Request` refuses this verb, and a service behind a port still has to answer it.
  return Object.defineProperty(new Request(url, { headers }), "method", { value: method });
}

function outcomeOf(effect: Effect | undefined, response: Response): Outcome {
  if (effect?.kind === "drop") return { kind: "drop" };
  if (effect?.kind === "stall" || effect?.kind === "truncate") {
    return { kind: effect.kind, response, afterBytes: effect.afterBytes };
  }
  return { kind: "answer", response };
}
