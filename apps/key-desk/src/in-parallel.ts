const width = 16;

/**
 * Does the work for every item, sixteen at a time. After a failure no further item is begun; it rejects with the first
 * one found when all work in flight has ended.
 */
export async function inParallel<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const queue = Array.from(items).values();
  let isFailed = false;
  const workers = Array.from({ length: width }, async () => {
    for (const item of queue) {
      if (isFailed) return;
      try {
        await work(item);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  });
  for (const result of await Promise.allSettled(workers)) if (result.status === "rejected") throw result.reason;
}
