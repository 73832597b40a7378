import type { RootKey, Workspace } from "./model.ts";
import { Problem } from "./problem.ts";
import type { Store } from "./store.ts";

const minute = 60_000;

/** Refuses a request without an Authorization header; the service counts that as a violation of the schema. */
export function requireAuthorization(header: string | null): string {
  if (header !== null && header.trim() !== "") return header;
  const item = {
    location: "security",
    message: "The Authorization header is missing.",
    fix: "Send `Authorization: Bearer` and a root key.",
  };
  throw new Problem("invalidInput", "The request has no credentials.", { errors: [item], alwaysJson: true });
}

/** Finds the root key that the header names and refuses one that may not be used now. */
export function authenticate(store: Store, header: string, now: number): RootKey {
  const token = header.startsWith("Bearer ") ? header.slice("Bearer ".length).trim() : "";
  if (token === "") throw new Problem("malformed", "The Authorization header needs the form `Bearer` and a root key.");
  const rootKey = store.rootKeys.get(token);
  if (rootKey === undefined) throw new Problem("unknownRootKey", "The root key does not exist.");
  if (!rootKey.workspace.enabled) throw new Problem("workspaceDisabled", "The workspace is disabled.");
  if (!rootKey.enabled) throw new Problem("keyDisabled", "The root key is disabled.");
  if (rootKey.expires !== undefined && now >= rootKey.expires) {
    throw new Problem("forbidden", "The root key has expired.");
  }
  return rootKey;
}

/** Counts the request against the workspace's limit a minute and writes what is left into the answer's headers. */
export function spendWorkspaceRequest(
  store: Store,
  workspace: Workspace,
  answer: { now: number; headers: Headers },
): void {
  const limit = workspace.requestsPerMinute;
  if (limit === undefined) return;
  if (limit === 0) throw limited();
  const check = { counter: ["workspace", workspace.id], limit, duration: minute, cost: 1 };
  const verdict = store.windows.checkOne(check, answer.now);
  const seconds = String(Math.floor((verdict.reset - answer.now) / 1000));
  answer.headers.set("RateLimit-Limit", String(limit));
  answer.headers.set("RateLimit-Remaining", String(verdict.remaining));
  answer.headers.set("RateLimit-Reset", seconds);
  if (verdict.passed) return;
  answer.headers.set("Retry-After", seconds);
  throw limited();
}

function limited(): Problem {
  return new Problem("workspaceRateLimited", "The workspace has made too many requests this minute.");
}
