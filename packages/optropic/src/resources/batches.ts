import { type Clock, type HttpClient, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { listPage } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { checkPolling, pollingEnded } from "../polling.ts";
import { path } from "../service.ts";
import type { OpenText } from "../types/answer.ts";
import type { OptropicPage } from "../types/page.ts";

/** How far a job is. */
export type BatchStatus = OpenText<"pending" | "processing" | "completed" | "failed" | "cancelled">;

/** What a job does to each item. */
export type BatchOperation = OpenText<"create_assets" | "verify_assets" | "revoke_assets" | "enroll_documents">;

/** Work on many items that the service does by and by. */
export interface BatchJob {
  batch_id: string;
  operation: BatchOperation;
  status: BatchStatus;
  /** 0 to 100. */
  progress: number;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  completed_at?: string | null;
  error_message?: string | null;
}

/** What came of a job. */
export interface BatchResult {
  batch_id: string;
  operation: BatchOperation;
  status: BatchStatus;
  total_items: number;
  successful_items: number;
  failed_items: number;
  results: unknown[];
  errors?: unknown[] | null;
}

/** A job to be started. */
export interface CreateBatchParams {
  operation: BatchOperation;
  items: readonly object[];
}

/** How many jobs to list. */
export interface ListBatchesParams {
  /** @defaultValue 20 */
  limit?: number | undefined;
}

/** How to wait for a job. */
export interface WaitForBatchParams {
  /** Milliseconds between two questions, an integer. @defaultValue 2_000 */
  pollInterval?: number | undefined;
  /** Milliseconds after which no further question is asked. @defaultValue 300_000 */
  timeout?: number | undefined;
}

/** Work on many items that the service does by and by. Newer than the printed reference. */
export class Batches extends Resource {
  readonly #clock: Clock;

  constructor(http: HttpClient, clock: Clock) {
    super(http);
    this.#clock = clock;
  }

  /** Starts a job. `POST /v1/batches` */
  async create(params: CreateBatchParams, options?: OptropicCallOptions): Promise<BatchJob> {
    return await this.http.post("/batches", { json: bodyOf(params) }, options);
  }

  /** Fetches how far a job is. `GET /v1/batches/{batch_id}` */
  async retrieve(batchId: string, options?: OptropicCallOptions): Promise<BatchJob> {
    return await this.http.get(path`/batches/${batchId}`, {}, options);
  }

  /** The same as `retrieve`. `GET /v1/batches/{batch_id}` */
  async get(batchId: string, options?: OptropicCallOptions): Promise<BatchJob> {
    return await this.retrieve(batchId, options);
  }

  /** Fetches the newest jobs as one page. `GET /v1/batches` */
  async list(params: ListBatchesParams = {}, options?: OptropicCallOptions): Promise<OptropicPage<BatchJob>> {
    return await listPage(
      this.http,
      { path: "/batches", kind: "array", params: { limit: 20, ...bodyOf(params) } },
      options,
    );
  }

  /** Ends a job before it is done. `POST /v1/batches/{batch_id}/cancel` */
  async cancel(batchId: string, options?: OptropicCallOptions): Promise<BatchJob> {
    return await this.http.post(path`/batches/${batchId}/cancel`, {}, options);
  }

  /**
   * Asks how far a job is until it has ended, well or not, and gives what came of it; each question is a call of its
   * own. An `OptropicError` with the code `BATCH_TIMEOUT` where it takes too long.
   * `GET /v1/batches/{batch_id}`, `GET /v1/batches/{batch_id}/result`
   */
  async wait(batchId: string, params?: WaitForBatchParams, options?: OptropicCallOptions): Promise<BatchResult> {
    const { pollInterval, timeout } = checkPolling(params);
    const end = this.#clock.now() + timeout;
    while (!hasEnded(await this.retrieve(batchId, options))) {
      if (this.#clock.now() >= end) throw pollingEnded(timeout);
      await this.http.pause(pollInterval, options?.signal);
    }
    return await this.http.get(path`/batches/${batchId}/result`, {}, options);
  }
}

function hasEnded({ status }: BatchJob): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
