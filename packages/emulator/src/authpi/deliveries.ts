import { type Answer, type Call, done, named } from "./call.ts";
import { act, list } from "./crud.ts";
import { redeliver } from "./deliver.ts";
import { below, equal, type Kind, show, timeRange } from "./kind.ts";
import { ofWebhook, type Route } from "./route.ts";
import { words } from "./values.ts";

const path = `${ofWebhook}/deliveries`;

const deliveries: Kind = {
  idName: "delivery_id",
  home: below("webhook_id", "deliveries"),
  fields: {},
  shape: words(
    "id webhook_id event_id event_type status attempt_count first_attempted_at last_attempted_at next_attempt_at retry_workflow_id attempt_budget last_error last_response_status created_at updated_at",
  ),
  filters: { ...equal(words("event_type status")), ...timeRange("created_at") },
};

/** Lists what a webhook was told, and tries again one delivery, or all that failed. */
export const deliveryRoutes: readonly Route[] = [
  list(path, deliveries),
  act(`${path}/:delivery_id/redeliver`, (call) => {
    redeliver(named(call, "webhook_id"), call.target, call.now);
    const success = call.target.values["status"] === "delivered";
    return done({ ...show(deliveries, call.target, call.now), success }, call.target);
  }),
  { method: "POST", path: `${ofWebhook}/redeliver`, run: redeliverFailed },
];

function redeliverFailed(call: Call): Answer {
  const webhook = named(call, "webhook_id");
  const failed = deliveries
    .home(call)
    .rows()
    .filter(({ values }) => values["status"] === "failed");
  for (const row of failed) redeliver(webhook, row, call.now);
  return done({ redelivered_count: failed.length });
}
