import { Hono } from "hono";
import type { Service, Surroundings } from "../service.ts";
import { admit, readCredential } from "./admission.ts";
import { type Assumptions, assumed } from "./assumptions.ts";
import { seedFixtures, type VeniceFixtures } from "./fixtures.ts";
import { readBody } from "./read-body.ts";
import { Refusal, refuse } from "./refusal.ts";
import { type Route, routes } from "./routes.ts";
import { Store } from "./store.ts";

export type { VeniceFixtures } from "./fixtures.ts";

const serverVersion = "20260821.193530";
const dataCentre = "FRA";

/** Builds a Venice in memory: the administration of API keys under `/api/v1`, with the service's refusals and limits. */
export function createVeniceService(
  surroundings: Surroundings,
  assumptions: Assumptions = assumed,
): Service<VeniceFixtures> {
  const store = new Store(surroundings, assumptions);
  const fixtures = seedFixtures(store);
  const app = new Hono({ strict: false }).basePath("/api/v1");
  for (const route of routes) {
    app.on(route.method, route.path, async ({ req }) => {
      const incoming = { store, route, request: req.raw, id: req.param("id") ?? "" };
      return await respond(store, async (headers) => await run(incoming, headers));
    });
  }
  for (const [path, methods] of methodsByPath()) {
    const refusal = new Refusal(405, { error: "Method not allowed" }, { Allow: methods.join(", ") });
    app.all(path, async () => await respond(store, () => refusal));
  }
  app.notFound(async () => await respond(store, () => refuse(404, "Not found")));
  return { fixtures, fetch: (request) => app.fetch(request) };
}

interface Incoming {
  readonly store: Store;
  readonly route: Route;
  readonly request: Request;
  /** What the path names; empty where it names nothing. */
  readonly id: string;
}

/** Looks at a request in order: presence of a credential, body, error budget, key, kind of key. */
async function run({ store, route, request, id }: Incoming, answerHeaders: Headers): Promise<object> {
  const text = await request.text();
  const now = store.now();
  const sent = { need: route.body, contentType: request.headers.get("Content-Type"), text };
  if (route.access === "everybody") return await route.handler({ store, now, body: readBody(sent) });
  const credential = readCredential(store, request, now);
  const body = readBody(sent);
  const { searchParams: query } = new URL(request.url);
  const visitor = { store, credential, needsAdmin: route.access === "admin", now };
  return admit(visitor, answerHeaders, (key) => route.handler({ store, now, key, id, query, body }));
}

/** Answers with what the work gives, or with the refusal that it gives or throws. */
async function respond(store: Store, work: (headers: Headers) => object | Promise<object>): Promise<Response> {
  const headers = new Headers({
    "CF-RAY": `${store.createHex(16)}-${dataCentre}`,
    "x-venice-version": serverVersion,
  });
  const answer = await attempt(async () => await work(headers));
  if (!(answer instanceof Refusal)) return Response.json(answer, { headers });
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, value);
  return Response.json(answer.body, { status: answer.status, headers });
}

async function attempt(work: () => Promise<object>): Promise<object> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function methodsByPath(): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
