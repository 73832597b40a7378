import { requirePermission } from "./auth.ts";
import { endOf, operations, progressOf, statusOf } from "./batch-jobs.ts";
import { type Call, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import type { Job } from "./model.ts";
import { errorsOrNull } from "./one-by-one.ts";
import { takeSlice } from "./pages.ts";
import { found, Refusal } from "./refusal.ts";

/** Orders a job for up to `max_batch_size` items; it needs the permission of its operation. */
export function createBatch({ tenant, store, key, now, body }: Call): object {
  const fields = new Fields(body);
  const name = fields.text("operation");
  const items = fields.list("items", tenant.limits.max_batch_size);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) fields.refuse("operation", `must be one of ${Object.keys(operations).join(", ")}`);
  fields.check();
  requirePermission(key, operation === undefined ? [] : [operation.permission]);
  const id = store.createId("bat");
  const job: Job = { id, operation: name, items, key, createdAt: now, cancelledAt: undefined, outcome: undefined };
  tenant.jobs.set(id, job);
  return describe(job, now);
}

/** Shows a job. */
export function getBatch(call: Call): object {
  return describe(findJob(call), call.now);
}

/** Lists jobs, newest first. */
export function listBatches({ tenant, query, now }: Call): readonly object[] {
  const jobs = Array.from(tenant.jobs.values()).toReversed();
  return takeSlice(query, jobs).map((job) => describe(job, now));
}

/** Shows what came of a job; one that is still under way is refused with 409. */
export function getBatchResult(call: Call): object {
  const job = findJob(call);
  const { items, outcome, cancelledAt } = job;
  const status = statusOf(job, call.now);
  if (outcome === undefined && cancelledAt === undefined) {
    throw new Refusal("CONFLICT", "The batch has no result yet.", { batch_id: job.id, status });
  }
  const { results, errors } = outcome ?? { results: [], errors: [] };
  return {
    batch_id: job.id,
    operation: job.operation,
    status,
    total_items: items.length,
    successful_items: results.length,
    failed_items: errors.length,
    results,
    errors: errorsOrNull({ results, errors }),
  };
}

/** Cancels a job before any of its items is done; one that ended is refused with 409. */
export function cancelBatch(call: Call): object {
  const job = findJob(call);
  if (job.outcome !== undefined) {
    const details = { batch_id: job.id, status: statusOf(job, call.now) };
    throw new Refusal("CONFLICT", "The batch has ended.", details);
  }
  job.cancelledAt ??= call.now;
  return describe(job, call.now);
}

/** A job as it is sent, with exactly the fields that clients know. */
function describe(job: Job, now: number): object {
  const status = statusOf(job, now);
  const hasEnded = status !== "pending" && status !== "processing";
  return {
    batch_id: job.id,
    operation: job.operation,
    status,
    progress: progressOf(job, now),
    created_at: isoTime(job.createdAt),
    completed_at: hasEnded ? isoTime(endOf(job)) : undefined,
    error_message: status === "failed" ? "Every item failed." : undefined,
  };
}

function findJob({ tenant, id }: Call): Job {
  return found(tenant.jobs.get(id), "batch", id);
}
