import type { Call } from "./call.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

/** A sign of life, without a login. */
export const healthRoutes: readonly Route[] = [{ method: "GET", path: "/health", run: showHealth }];

function showHealth({ now }: Call): Response {
  return json({ status: "ok", timestamp: new Date(now).toISOString() });
}
