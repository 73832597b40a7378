import type { Watch, WatchedAttempt } from "@keyrack/core";
import type { SecretCache } from "./cache.ts";

const environment = /^\/projects\/([^/]+)\/envs\/([^/]+)(?:\/|$)/;
// Besides the secrets themselves: what moves, hides or shows them.
const farReaching = /^\/(?:secret|branch|project|rotation|access|access-requests|jit|team)(?:\/|$)/;

/**
 * Watches what a client sends, so that every write empties the cache where it may have changed what is read: its
 * environment on all branches, or everything for a route that names none. A write that the service refused changes
 * nothing; one whose answer is lost may have.
 */
export function watchWrites(cache: SecretCache): Watch {
  return (transport, about) => {
    const forget = about.method === "GET" || about.method === "HEAD" ? undefined : effectOf(about, cache);
    if (forget === undefined) return transport;
    return async (url, init) => {
      init.signal.addEventListener("abort", forget, { once: true });
      try {
        const answer = await transport(url, init);
        if (!(answer.status >= 400 && answer.status <= 499)) forget();
        return answer;
      } catch (reason) {
        forget();
        throw reason;
      } finally {
        init.signal.removeEventListener("abort", forget);
      }
    };
  };
}

function effectOf({ path }: WatchedAttempt, cache: SecretCache): (() => void) | undefined {
  const [, projectId, env] = environment.exec(path) ?? [];
  if (projectId !== undefined && env !== undefined) {
    // Cloning names its environments in the body.
    const isOne = env !== "clone" || path.includes("/envs/clone/");
    return () => cache.invalidate(decode(projectId), isOne ? decode(env) : undefined);
  }
  const isShare = path.startsWith("/secret/share");
  return farReaching.test(path) && !isShare ? () => cache.clear() : undefined;
}

// What a caller wrote by hand may be no UTF-8, and then no read has it either.
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
