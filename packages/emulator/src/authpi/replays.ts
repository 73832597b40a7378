import { Problem } from "./problem.ts";

const day = 24 * 60 * 60 * 1000;
const longestKey = 256;
const largestBody = 512 * 1024;

/** A POST that names an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Keys of different accounts have nothing to do with each other. */
  readonly accountId: string;
  readonly key: string;
  /** What a repetition must have in common with the first request. */
  readonly fingerprint: string;
  /** Unix milliseconds. */
  readonly now: number;
}

interface Kept {
  readonly fingerprint: string;
  readonly at: number;
  /** Absent while the first request is being answered. */
  reply?: Reply;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Successful answers to POST requests, kept for a day to be given again to the same key. */
export class Replays {
  readonly #kept = new Map<string, Kept>();

  /** Answers with what the key got before, or by `respond`; only a success is kept. */
  async answer(request: KeyedRequest, respond: () => Promise<Response>): Promise<Response> {
    if (request.key.length < 1 || request.key.length > longestKey) {
      throw new Problem("malformed", `Idempotency-Key must have 1 to ${longestKey} characters.`);
    }
    this.#forget(request.now - day);
    const name = `${request.accountId} ${request.key}`;
    const known = this.#kept.get(name);
    if (known !== undefined) return replay(known, request);
    const kept: Kept = { fingerprint: request.fingerprint, at: request.now };
    this.#kept.set(name, kept);
    try {
      const response = await respond();
      kept.reply = { status: response.status, headers: response.headers, text: await response.clone().text() };
      return response;
    } catch (problem) {
      this.#kept.delete(name);
      throw problem;
    }
  }

  /** Drops what was kept until then; the oldest come first. */
  #forget(until: number): void {
    for (const [name, { at }] of this.#kept) {
      if (at > until) return;
      this.#kept.delete(name);
    }
  }
}

function replay({ fingerprint, reply }: Kept, request: KeyedRequest): Response {
  if (fingerprint !== request.fingerprint) {
    throw new Problem("invalid", "The Idempotency-Key was used for another request.");
  }
  if (reply === undefined) {
    throw new Problem("conflict", "The request with this Idempotency-Key is still being answered.", { retryAfter: 1 });
  }
  const headers = new Headers(reply.headers);
  headers.set("Idempotent-Replayed", "true");
  const isTooLarge = new TextEncoder().encode(reply.text).byteLength > largestBody;
  return new Response(isTooLarge ? "" : reply.text, { status: reply.status, headers });
}
