import { Hono } from "hono";
import { Turns } from "../turns.ts";
import { readAddress } from "./addresses.ts";
import type { Call } from "./call.ts";
import { identify } from "./caller.ts";
import { Fault } from "./fault.ts";
import { passGates } from "./gates.ts";
import { Refusal } from "./refusal.ts";
import { empty, json, text } from "./reply.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import type { Store } from "./store.ts";

const basePath = "/api";
const requestsPerMinute = 100;
const notFoundPage =
  "<!DOCTYPE html><html><head><title>404</title></head><body>This page could not be found.</body></html>";

/** Makes what answers every request to a store: the edge in front, then the one path that fits, then its verb. */
export function createAnswerer(store: Store): (request: Request) => Promise<Response> {
  const turns = new Turns();
  const app = new Hono();
  for (const [path, verbs] of groupByPath(routes)) {
    app.all(basePath + path, async ({ req }) => await answerVerb({ store, turns, verbs }, req.raw, req.param()));
  }
  app.notFound(
    () => new Response(notFoundPage, { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } }),
  );
  return async (request) => {
    const response = stopAtEdge(store, request) ?? (await app.fetch(request));
    response.headers.set("X-Content-Type-Options", "nosniff");
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}

type Verbs = ReadonlyMap<string, Route>;

interface Desk {
  readonly store: Store;
  readonly turns: Turns;
  readonly verbs: Verbs;
}

function groupByPath(all: readonly Route[]): [string, Verbs][] {
  const groups = new Map<string, Map<string, Route>>();
  for (const route of all) {
    const verbs = groups.get(route.path) ?? new Map<string, Route>();
    groups.set(route.path, verbs.set(route.method, route));
  }
  // The first that fits answers, and a fixed segment goes before an open one.
  return Array.from(groups).sort(([one], [other]) => (rank(one) < rank(other) ? -1 : 1));
}

function rank(path: string): string {
  return path.replaceAll(":", "\uffff");
}

function stopAtEdge(store: Store, { url, headers }: Request): Response | undefined {
  const { pathname, search } = new URL(url);
  if (pathname.length > 1 && pathname.endsWith("/")) {
    return empty(308, { Location: pathname.replace(/\/+$/, "") + search });
  }
  if (!pathname.startsWith(`${basePath}/`)) return undefined;
  const { used } = store.addressWindows.count(readAddress(headers), store.now());
  return used > requestsPerMinute ? json({ error: "Too Many Requests" }, 429) : undefined;
}

async function answerVerb(desk: Desk, request: Request, params: Call["params"]): Promise<Response> {
  const { store, turns, verbs } = desk;
  if (request.method === "OPTIONS") return empty(204, { Allow: allowedVerbs(verbs) });
  const route = verbs.get(request.method === "HEAD" ? "GET" : request.method);
  if (route === undefined) return empty(405);
  const body = await request.text();
  const work = async (): Promise<Response> => {
    const call = await readCall(store, request, { params, text: body });
    return await obtain(route, call);
  };
  return route.isAside === true ? await work() : await turns.take(work);
}

function allowedVerbs(verbs: Verbs): string {
  const head = verbs.has("GET") ? ["HEAD"] : [];
  return [...verbs.keys(), ...head, "OPTIONS"].toSorted().join(", ");
}

async function readCall(store: Store, { url, headers }: Request, rest: Pick<Call, "params" | "text">): Promise<Call> {
  const parsed = new URL(url);
  const caller = await identify(store, headers);
  const origin = { headers, address: readAddress(headers), url: parsed, query: parsed.searchParams };
  return { store, now: store.now(), caller, ...origin, ...rest };
}

/** Behind the gates every answer of the route's own tells of the quota; a refusal at a gate and an unforeseen 500 do not. */
async function obtain(route: Route, call: Call): Promise<Response> {
  try {
    if (route.isSecured !== true) return await run(route, call);
    const quota = passGates(call, route.method);
    const response = await run(route, call);
    for (const [name, value] of Object.entries(quota)) response.headers.set(name, value);
    return response;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.response;
    if (!(thrown instanceof Fault)) throw thrown;
    return route.isSecured === true ? text('{"error":"Internal Server Error"}', 500) : empty(500);
  }
}

async function run(route: Route, call: Call): Promise<Response> {
  try {
    return await route.run(call);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.response;
    if (thrown instanceof Fault && route.fail !== undefined) return route.fail(thrown);
    throw thrown;
  }
}
