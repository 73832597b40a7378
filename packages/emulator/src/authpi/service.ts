import { Hono } from "hono";
import type { Service, Surroundings } from "../service.ts";
import { authenticate } from "./auth.ts";
import type { Answer } from "./call.ts";
import { etagOf, requireMatch } from "./etag.ts";
import { type AuthPIFixtures, seedFixtures } from "./fixtures.ts";
import { locate, locateAccount } from "./locate.ts";
import { notFound, Problem } from "./problem.ts";
import { readBody } from "./read-body.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import type { Row } from "./row.ts";
import { Store } from "./store.ts";

export type { AuthPIFixtures } from "./fixtures.ts";

/** Builds an AuthPI in memory: the administration of accounts under `/v1/`, with the service's refusals and limits. */
export function createAuthPIService(surroundings: Surroundings): Service<AuthPIFixtures> {
  const store = new Store(surroundings);
  const fixtures = seedFixtures(store, surroundings.clock.now());
  const app = new Hono();
  for (const route of routes) {
    app.on(route.method, route.path, async ({ req }) => {
      return await respond({ store, route, request: req.raw, now: () => surroundings.clock.now() });
    });
  }
  app.notFound(() => notFound().respond(store.createId("ref")));
  return { fixtures, fetch: (request) => app.fetch(request) };
}

interface Incoming {
  readonly store: Store;
  readonly route: Route;
  readonly request: Request;
  readonly now: () => number;
}

async function respond(incoming: Incoming): Promise<Response> {
  try {
    return await run(incoming);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return problem.respond(incoming.store.createId("ref"));
  }
}

/** Looks at a request in order: credential, account, idempotency key, what the path names, precondition, body. */
async function run({ store, route, request, now: readClock }: Incoming): Promise<Response> {
  const text = await request.text();
  const now = readClock();
  const caller = authenticate(store, request.headers.get("Authorization"), now);
  const { pathname, searchParams: query } = new URL(request.url);
  const address = { pattern: route.path, pathname };
  const account = locateAccount(store, caller, address);
  const answer = async (): Promise<Response> => {
    const located = account === undefined ? nowhere(store) : locate(address, account);
    const place = { store, caller, now, query, ...located };
    if (route.guard !== undefined) requireMatch(request.headers.get("If-Match"), route.guard(place));
    const body = readBody(request.headers.get("Content-Type"), text);
    return toResponse(await route.run({ ...place, body }));
  };
  const key = request.headers.get("Idempotency-Key");
  if (route.method !== "POST" || key === null || account === undefined) return await answer();
  const fingerprint = JSON.stringify([pathname, text]);
  return await store.replays.answer({ accountId: account.id, key, fingerprint, now }, answer);
}

function nowhere({ root }: Store): { rows: ReadonlyMap<string, Row>; target: Row } {
  return { rows: new Map(), target: root };
}

function toResponse({ status, body, row }: Answer): Response {
  if (body === undefined) return new Response(null, { status });
  const headers = new Headers({ "Content-Type": "application/json" });
  if (row !== undefined) headers.set("ETag", etagOf(row));
  return new Response(JSON.stringify(body), { status, headers });
}
