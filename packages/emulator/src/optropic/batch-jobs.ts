import { assetAnswer, findAsset, makeAsset } from "./assets.ts";
import { revoke, verify } from "./assets-verify.ts";
import type { Context } from "./call.ts";
import { enroll } from "./documents.ts";
import { Fields } from "./fields.ts";
import type { BatchOutcome, Job, Tenant } from "./model.ts";
import { doOneByOne } from "./one-by-one.ts";
import type { Permission } from "./permissions.ts";
import type { Store } from "./store.ts";

const startsAfter = 250;
const takes = 1000;
const defaultReason = "Revoked by a batch.";

/** What a job can do with each of its items, and what its key must hold for it. */
export interface Operation {
  readonly permission: Permission;
  work(context: Context, item: unknown): Promise<object>;
}

/** Every operation that a job can have. */
export const operations: Readonly<Record<string, Operation>> = {
  create_assets: {
    permission: "assets:write",
    work: async (context, item) => assetAnswer(await makeAsset(context, item)),
  },
  verify_assets: {
    permission: "assets:verify",
    work: async (context, item) => {
      const { asset_id } = readItem(item);
      return { asset_id, ...(await verify(context, findAsset(context, asset_id))) };
    },
  },
  revoke_assets: {
    permission: "assets:write",
    work: async (context, item) => {
      const { asset_id, reason } = readItem(item);
      const asset = findAsset(context, asset_id);
      revoke(context, asset, reason);
      return { asset_id, status: asset.status, revoked_at: asset.revoked_at };
    },
  },
  enroll_documents: {
    permission: "documents:enroll",
    work: async (context, item) => enroll(context, item),
  },
};

/** How far a job is: it waits for 250 ms, ends 1,000 ms after it was ordered, and fails when every item did. */
export type JobStatus = "pending" | "processing" | "completed" | "failed" | "cancelled";

/** Tells how far a job is at a time. */
export function statusOf({ cancelledAt, outcome, createdAt }: Job, now: number): JobStatus {
  if (cancelledAt !== undefined) return "cancelled";
  if (outcome !== undefined) return outcome.results.length > 0 ? "completed" : "failed";
  return now - createdAt < startsAfter ? "pending" : "processing";
}

/** How much of a job's time is over, from 0 to 100. */
export function progressOf({ cancelledAt, createdAt }: Job, now: number): number {
  const elapsed = (cancelledAt ?? now) - createdAt;
  return elapsed < startsAfter ? 0 : Math.min(100, Math.floor((elapsed / takes) * 100));
}

/** When a job ended or will, in Unix milliseconds. */
export function endOf({ cancelledAt, createdAt }: Job): number {
  return cancelledAt ?? createdAt + takes;
}

/** Does the work of every job whose time has come; called before each request, so that none sees a job late. */
export async function runDueJobs(store: Store, tenant: Tenant, now: number): Promise<void> {
  for (const job of tenant.jobs.values()) {
    const isOpen = job.outcome === undefined && job.cancelledAt === undefined;
    if (isOpen && now >= endOf(job)) job.outcome = await runJob(store, job);
  }
}

async function runJob(store: Store, job: Job): Promise<BatchOutcome> {
  const operation = operations[job.operation];
  if (operation === undefined) return { results: [], errors: [] };
  const context = { store, key: job.key, tenant: job.key.tenant, now: endOf(job) };
  return await doOneByOne(job.items, async (item) => await operation.work(context, item));
}

function readItem(item: unknown): { readonly asset_id: string; readonly reason: string } {
  const fields = new Fields(item);
  const asset_id = fields.text("asset_id");
  const reason = fields.optionalText("reason") ?? defaultReason;
  fields.check();
  return { asset_id, reason };
}
