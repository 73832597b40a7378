import type { Arrival } from "./exchange.ts";

/** A request that reached the emulator, in the shape that tests assert on. */
export interface SeenRequest {
  /** In capitals. */
  readonly method: string;
  /** As on the wire: escapes are kept, the query is left out. */
  readonly path: string;
  /** Decoded; a name that came more than once has all its values, in order. */
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; `undefined` when there was none, when it is not JSON, or when a `reset` fault left it unread. */
  readonly json: unknown;
}

/** Describes a request for the record; `body` is what was read of it. */
export function describeRequest(arrival: Arrival, url: URL, body: ArrayBuffer | undefined): SeenRequest {
  return {
    method: arrival.method,
    path: url.pathname,
    query: url.search === "" ? {} : readQuery(url.searchParams),
    headers: Object.fromEntries(arrival.headers),
    json: body === undefined || body.byteLength === 0 ? undefined : parseJson(body),
  };
}

function readQuery(params: URLSearchParams): Record<string, string | string[]> {
  const query = new Map<string, string | string[]>();
  for (const name of params.keys()) {
    const values = params.getAll(name);
    const [first = ""] = values;
    query.set(name, values.length === 1 ? first : values);
  }
  return Object.fromEntries(query);
}

function parseJson(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
