import type { Arrival, Handler, Outcome } from "./exchange.ts";
import { MemoryEmulator } from "./emulator.ts";
import type { ServiceEntry } from "./service-entry.ts";
import { authpi, optropic, unkey, venice, xtrasecurity } from "./services.ts";

/** A service that runs in memory and waits to be served. */
export interface Launched {
  readonly answer: Handler;
  readonly basePath: string;
  readonly fixtures: object;
  example(url: string): string;
}

/** The services that the command knows, by the name it takes and prints. */
export const launchers: Readonly<Record<string, () => Launched>> = {
  unkey: () => launch(unkey),
  optropic: () => launch(optropic),
  authpi: () => launch(authpi),
  xtrasecurity: () => launch(xtrasecurity),
  venice: () => launch(venice),
};

/** Puts several services behind one port: a request goes to the one its first path segment names, without that segment. */
export function mount(services: ReadonlyMap<string, Launched>): Handler {
  const names = Array.from(services.keys(), (name) => `/${name}`).join(", ");
  return async (arrival) => {
    const url = new URL(arrival.url);
    const [, name = ""] = url.pathname.split("/", 2);
    const service = services.get(name);
    if (service === undefined) return notServed(`Nothing is served here. Try ${names}.\n`);
    url.pathname = url.pathname.slice(name.length + 1);
    return await service.answer(under(url, arrival));
  };
}

function launch<Fixtures extends object>(entry: ServiceEntry<Fixtures>): Launched {
  const emulator = new MemoryEmulator(entry);
  return {
    answer: async (arrival) => await emulator.answer(arrival),
    basePath: entry.basePath,
    fixtures: emulator.fixtures,
    example: (url) => entry.example(url, emulator.fixtures),
  };
}

function under(url: URL, arrival: Arrival): Arrival {
  const { method, headers, signal } = arrival;
  return { method, url: url.href, headers, signal, arrayBuffer: async () => await arrival.arrayBuffer() };
}

function notServed(text: string): Outcome {
  return { kind: "answer", response: new Response(text, { status: 404 }) };
}
