import { Hono } from "hono";
import type { Service, Surroundings } from "../service.ts";
import { authenticate, requireAuthorization, spendWorkspaceRequest } from "./auth.ts";
import type { Answer } from "./call.ts";
import { seedFixtures, type UnkeyFixtures } from "./fixtures.ts";
import { handlers } from "./handlers.ts";
import { type MethodPath, methodPaths } from "./method-paths.ts";
import { Problem } from "./problem.ts";
import { readBody, refuseOddIntegers } from "./read-body.ts";
import { bodySchemas } from "./schemas.ts";
import { Store } from "./store.ts";

export type { UnkeyFixtures } from "./fixtures.ts";

/** Builds an Unkey in memory: every method under `/v2/`, with the real service's refusals, limits and quirks. */
export function createUnkeyService(surroundings: Surroundings): Service<UnkeyFixtures> {
  const store = new Store(surroundings);
  const { fixtures, ready } = seedFixtures(store);
  const app = new Hono();
  for (const path of methodPaths) {
    app.post(`/v2/${path}`, async ({ req }) => {
      await ready;
      return await respond({ store, path, request: req.raw, now: () => surroundings.clock.now() });
    });
    app.all(`/v2/${path}`, () => plainText(405, "Method Not Allowed", { Allow: "POST" }));
  }
  app.get("/v2/liveness", () => succeed(store, { data: { message: "we're cooking" } }, new Headers()));
  app.all("/v2/liveness", () => plainText(405, "Method Not Allowed", { Allow: "GET, HEAD" }));
  app.notFound(() => plainText(404, "404 page not found", {}));
  return { fixtures, fetch: (request) => app.fetch(request) };
}

interface Incoming {
  readonly store: Store;
  readonly path: MethodPath;
  readonly request: Request;
  readonly now: () => number;
}

async function respond(incoming: Incoming): Promise<Response> {
  const { store, request } = incoming;
  const headers = new Headers();
  try {
    return succeed(store, await runMethod(incoming, headers), headers);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return problem.respond(store.createId("req"), request.headers.get("Accept"), headers);
  }
}

/** Looks at a request in the service's order: credentials there, body, schema, root key, workspace limit, method. */
async function runMethod({ store, path, request, now: readClock }: Incoming, headers: Headers): Promise<Answer> {
  const authorization = requireAuthorization(request.headers.get("Authorization"));
  const body = await readBody(request, bodySchemas[path]);
  const now = readClock();
  const rootKey = authenticate(store, authorization, now);
  spendWorkspaceRequest(store, rootKey.workspace, { now, headers });
  refuseOddIntegers(body);
  const [callerAddress] = (request.headers.get("X-Forwarded-For") ?? "").split(",", 1);
  const call = { store, rootKey, workspace: rootKey.workspace, now, callerAddress: callerAddress?.trim() };
  // The schema has just vouched for the body's shape.
  return await handlers[path](call, body.value as never);
}

function succeed(store: Store, answer: Answer, headers: Headers): Response {
  headers.set("Content-Type", "application/json");
  return new Response(JSON.stringify({ meta: { requestId: store.createId("req") }, ...answer }), { headers });
}

function plainText(status: number, text: string, headers: Record<string, string>): Response {
  return new Response(`${text}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
