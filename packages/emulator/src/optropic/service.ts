import { Hono } from "hono";
import type { Service, Surroundings } from "../service.ts";
import { authenticate, requirePermission } from "./auth.ts";
import { runDueJobs } from "./batch-jobs.ts";
import { type OptropicFixtures, seedFixtures } from "./fixtures.ts";
import type { ApiKey } from "./model.ts";
import { Query } from "./query.ts";
import { anonymousRate, secondsLeft, showRate, spendRequest } from "./rate.ts";
import { readJson } from "./read-json.ts";
import { found, Refusal } from "./refusal.ts";
import { readRepeatKey, remember } from "./repeats.ts";
import { type Reply, sizeOf, type WrittenReply, writeReply } from "./reply.ts";
import { type Route, routes } from "./routes.ts";
import { Store } from "./store.ts";
import { Turns } from "../turns.ts";
import { recordCall } from "./usage.ts";

export type { OptropicFixtures } from "./fixtures.ts";

/** Builds an Optropic in memory: every method under `/v1`, for clients of either dialect. */
export function createOptropicService(surroundings: Surroundings): Service<OptropicFixtures> {
  const store = new Store(surroundings);
  const fixtures = seedFixtures(store);
  const turns = new Turns();
  const app = new Hono();
  for (const route of routes) {
    app.on(route.method, `/v1${route.path}`, async ({ req }) => {
      const text = await req.text();
      const incoming = { store, route, request: req.raw, text, id: req.param("id") ?? "" };
      return await turns.take(async () => await respond(incoming));
    });
  }
  app.notFound(async ({ req }) => await respond({ store, route: undefined, request: req.raw, text: "", id: "" }));
  return { fixtures, fetch: (request) => app.fetch(request) };
}

interface Incoming {
  readonly store: Store;
  /** `undefined` where nothing is served. */
  readonly route: Route | undefined;
  readonly request: Request;
  /** The body. */
  readonly text: string;
  /** What the path names; empty where it names nothing. */
  readonly id: string;
}

async function respond(incoming: Incoming): Promise<Response> {
  const { store, request, route } = incoming;
  const now = store.now();
  const headers = new Headers({ "X-Request-ID": store.createId("req") });
  showRate(anonymousRate(), now, headers);
  const visit: Visit = { now, headers, key: undefined };
  const written = await answer(incoming, visit);
  for (const [name, value] of Object.entries(written.headers)) headers.set(name, value);
  if (visit.key !== undefined && route !== undefined) {
    const { status } = written;
    const milliseconds = store.now() - now;
    recordCall(visit.key.tenant, { ...route, status, now, milliseconds, bytes: sizeOf(written) });
  }
  const body = request.method === "HEAD" ? null : (written.body as BodyInit | null);
  return new Response(body, { status: written.status, headers });
}

interface Visit {
  readonly now: number;
  readonly headers: Headers;
  /** Known once the request's credential is found good. */
  key: ApiKey | undefined;
}

async function answer(incoming: Incoming, visit: Visit): Promise<WrittenReply> {
  try {
    return await obtain(incoming, visit);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (refusal.code === "RATE_LIMITED" && visit.key !== undefined) {
      visit.headers.set("Retry-After", String(secondsLeft(visit.key.rate, visit.now)));
    }
    return writeReply(refusal.reply());
  }
}

/** Looks at a request in order: route, key, rate limit, permission, idempotency key, body, method. */
async function obtain(incoming: Incoming, visit: Visit): Promise<WrittenReply> {
  const { store, request } = incoming;
  const { now, headers } = visit;
  const url = new URL(request.url);
  const route = found(incoming.route, "route", url.pathname);
  const key = authenticate(store, request.headers, now);
  visit.key = key;
  try {
    spendRequest(key.rate, now);
  } finally {
    showRate(key.rate, now, headers);
  }
  requirePermission(key, route.permissions);
  await runDueJobs(store, key.tenant, now);
  const repeatKey = readRepeatKey(request, url.pathname);
  const first = repeatKey === undefined ? undefined : key.tenant.replies.get(repeatKey);
  if (first !== undefined) return first;
  const written = writeReply(await run({ ...incoming, route }, { ...visit, key }, url));
  if (repeatKey !== undefined) remember(key.tenant, repeatKey, written);
  return written;
}

async function run(
  { store, route, text, id }: Incoming & { readonly route: Route },
  { key, now }: { readonly key: ApiKey; readonly now: number },
  url: URL,
): Promise<Reply> {
  const query = new Query(url.searchParams);
  const body = await route.handler({ store, key, tenant: key.tenant, now, id, query, body: readJson(text) });
  return { status: route.status, body };
}
