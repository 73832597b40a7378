import { checkInteger, hide } from "@keyrack/core";
import { OptropicError } from "./errors.ts";
import type { OptropicCallOptions } from "./options.ts";
import { refuseArgument, service } from "./service.ts";
import type { BatchOptions, BatchSummary } from "./types/asset-batch.ts";

/** A batch about to be sent. */
export interface Batch<Item, Result> {
  /** Names the list in errors. */
  readonly name: string;
  readonly items: readonly Item[];
  /** What a batch without items gives. */
  readonly nothing: Result;
  /** Sends one chunk as a call of its own. */
  readonly send: (chunk: readonly Item[], options: OptropicCallOptions) => Promise<Result>;
}

/**
 * Sends a batch chunk after chunk and joins what comes back: counts are added, lists put together. An error midway
 * carries in `partial` what the chunks before it did; a caller's own abort reason stays untouched.
 */
export async function sendChunks<Item, Result extends BatchSummary>(
  batch: Batch<Item, Result>,
  { chunkSize = 100, idempotencyKey, ...options }: BatchOptions = {},
): Promise<Result> {
  checkInteger({ service, option: "chunkSize" }, chunkSize, [1, Number.MAX_SAFE_INTEGER]);
  const chunks = cut(batch, chunkSize);
  let sum = batch.nothing;
  for (const [index, chunk] of chunks.entries()) {
    const key = chunks.length > 1 && idempotencyKey !== undefined ? `${idempotencyKey}-${index + 1}` : idempotencyKey;
    try {
      sum = join(sum, await batch.send(chunk, { ...options, idempotencyKey: key }));
    } catch (error) {
      if (index > 0 && error instanceof OptropicError) hide(error, "partial", sum);
      throw error;
    }
  }
  return sum;
}

// A list without items is one request too: what it means is the service's business.
function cut<Item>({ items, name }: Pick<Batch<Item, unknown>, "items" | "name">, size: number): (readonly Item[])[] {
  if (!Array.isArray(items)) throw refuseArgument(`${name} must be a list.`);
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function join<Result extends BatchSummary>(sum: Result, answer: Result): Result {
  const entries = Object.entries(answer).map(([name, value]: [string, unknown]) => {
    const before = (sum as unknown as Record<string, unknown>)[name];
    return [name, add(before, value)];
  });
  return { ...sum, ...Object.fromEntries(entries) } as Result;
}

function add(before: unknown, value: unknown): unknown {
  if (value === null || value === undefined) return before;
  if (typeof before === "number" && typeof value === "number") return before + value;
  if (!Array.isArray(value)) return value;
  const all: unknown[] = Array.isArray(before) ? [...(before as unknown[]), ...(value as unknown[])] : value;
  // `errors` is null when there are none.
  return all.length === 0 && before === null ? null : all;
}
