import type { FetchAnswer } from "./types.ts";

const textDecoder = /* @__PURE__ */ new TextDecoder();

/** What was read of a body. */
export interface ReadBody {
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether the limit was passed; `text` and `bytes` then hold what came before it. */
  readonly tooLarge: boolean;
}

interface Reader {
  read(): Promise<{ done: boolean; value?: unknown }>;
  cancel(): Promise<void>;
}

/**
 * Reads a body once, as UTF-8, and stops at `limit` decoded bytes. With `lenient`, a body that fails on the way
 * gives what came before the failure; that is for error answers, whose status is worth more than their text.
 */
export async function readBody(answer: FetchAnswer, limit: number, lenient = false): Promise<ReadBody> {
  const reader = openReader(answer.body);
  if (!reader) return { text: "", bytes: new Uint8Array(0), tooLarge: false };
  if (!lenient && announcesMore(answer.headers, limit)) {
    discard(reader);
    return { text: "", bytes: new Uint8Array(0), tooLarge: true };
  }
  const bytes = new Bytes(limit);
  let tooLarge = false;
  try {
    tooLarge = await collect(reader, bytes);
  } catch (error) {
    if (!lenient) throw error;
  }
  if (tooLarge) discard(reader);
  const whole = bytes.whole();
  return { text: textDecoder.decode(whole), bytes: whole, tooLarge };
}

// Gives whether the limit was passed.
async function collect(reader: Reader, bytes: Bytes): Promise<boolean> {
  for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) {
    if (!bytes.add(chunk)) return true;
  }
  return false;
}

// One buffer that doubles: kept as they come, chunks of one byte would take a hundred times their size.
class Bytes {
  readonly #limit: number;
  #buffer = new Uint8Array(0);
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  // Gives false, and keeps what fits, where the limit is passed.
  add(chunk: Uint8Array): boolean {
    const fitting = chunk.subarray(0, this.#limit - this.#size);
    const size = this.#size + fitting.byteLength;
    if (size > this.#buffer.byteLength) {
      const larger = new Uint8Array(Math.max(size, Math.min(this.#limit, 2 * this.#buffer.byteLength)));
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer.set(fitting, this.#size);
    this.#size = size;
    return fitting.byteLength === chunk.byteLength;
  }

  whole(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(0, this.#size);
  }
}

/** Lets go of a body that nobody reads, so that its connection is not held. */
export function discardBody({ body }: FetchAnswer): void {
  const reader = openReader(body);
  if (reader) discard(reader);
}

function openReader(body: unknown): Reader | undefined {
  if (body === null || body === undefined) return undefined;
  const stream = body as { getReader?: () => Reader; [Symbol.asyncIterator]?: () => AsyncIterator<unknown> };
  if (typeof stream.getReader === "function") return stream.getReader();
  const iterator = stream[Symbol.asyncIterator]?.();
  if (!iterator) throw new TypeError("The body is not a stream.");
  return {
    read: async () => {
      const { done, value } = await iterator.next();
      return { done: done === true, value };
    },
    cancel: async () => void (await iterator.return?.()),
  };
}

async function readChunk(reader: Reader): Promise<Uint8Array | undefined> {
  const { done, value } = await reader.read();
  if (done) return undefined;
  if (value instanceof Uint8Array) return value;
  throw new TypeError("The body is not a stream of bytes.");
}

function discard(reader: Reader): void {
  reader.cancel().catch(() => undefined);
}

// The length counts encoded bytes, so it says nothing about a compressed body.
function announcesMore(headers: FetchAnswer["headers"], limit: number): boolean {
  return Number(headers.get("content-length")) > limit && headers.get("content-encoding") === null;
}
