import type { PageParams } from "./page.ts";

/** One event on its way to a webhook. */
export interface Delivery {
  id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  status: string;
  attempt_count: number;
  /** Unix milliseconds. */
  first_attempted_at: number | null;
  last_attempted_at: number | null;
  next_attempt_at: number | null;
  retry_workflow_id: string | null;
  attempt_budget: number | null;
  last_error: string | null;
  last_response_status: number | null;
  created_at: number;
  updated_at: number | null;
}

/** A delivery that was tried again. */
export interface Redelivery extends Delivery {
  success: boolean;
}

/** Which deliveries of a webhook to list. */
export interface ListDeliveriesParams extends PageParams {
  event_type?: string | undefined;
  status?: string | undefined;
  /** Unix milliseconds. */
  after?: number | undefined;
  /** Unix milliseconds. */
  before?: number | undefined;
}
