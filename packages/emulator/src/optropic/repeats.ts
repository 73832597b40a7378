import type { Tenant } from "./model.ts";
import type { WrittenReply } from "./reply.ts";

const mostReplies = 10_000;

/** What a request that may be repeated is known by: route and `Idempotency-Key`, whatever its body. `undefined` for all others. */
export function readRepeatKey({ method, headers }: Request, path: string): string | undefined {
  const key = headers.get("Idempotency-Key") ?? "";
  return key === "" || method === "GET" || method === "HEAD" ? undefined : `${method} ${path} ${key}`;
}

/** Keeps a first answer for requests that repeat it; a tenant's newest 10,000 are kept. */
export function remember({ replies }: Tenant, repeatKey: string, reply: WrittenReply): void {
  replies.set(repeatKey, reply);
  const [oldest] = replies.keys();
  if (replies.size > mostReplies && oldest !== undefined) replies.delete(oldest);
}
