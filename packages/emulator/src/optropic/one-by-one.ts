import type { BatchOutcome } from "./model.ts";
import { Refusal } from "./refusal.ts";

/** Does something with each item in order; a refusal becomes an entry of `errors` with the item's index and stops nothing. */
export async function doOneByOne<T>(
  items: readonly T[],
  work: (item: T) => Promise<object>,
  name: (item: T) => object = () => ({}),
): Promise<BatchOutcome> {
  const results: object[] = [];
  const errors: object[] = [];
  for (const [index, item] of items.entries()) {
    try {
      results.push(await work(item));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      errors.push({ index, ...name(item), ...refusal.describe() });
    }
  }
  return { results, errors };
}

/** The errors as answers have them: `null` when there are none. */
export function errorsOrNull({ errors }: BatchOutcome): readonly object[] | null {
  return errors.length === 0 ? null : errors;
}
