import { expect } from "vitest";
import { crudRows, scopeRows } from "./wire-crud.ts";
import { listRow, pageOf, type WireRow } from "./wire-row.ts";

const hook = {
  url: "https://hooks.example.com",
  name: "hook",
  auth: { type: "signature" },
  events: ["user.created"],
};
const note = { subject_type: "user", subject_id: "usr_test", content: "Calls at noon.", pinned: true };
const links = { ref_type: "user", ref_id: "usr_test", limit: 5 };
const about = { subject_type: "user", subject_id: "usr_test" };
const types = "user.created,agent.created";

/** The wire rows of notes, events and webhooks. */
export const journalRows: readonly WireRow[] = [
  listRow("events", ({ events }) => events, {
    path: ({ A }) => `${A}/events`,
    params: { limit: 9, issuer_id: "iss_test", event_types: types, after: 0, before: 9_999_999_999_999 },
    gives: () => pageOf({ type: "agent.created" }),
  }),
  {
    method: "events.get",
    call: async (admin, { eventId }, options) => await admin.events.get(eventId, options),
    sends: ({ A, eventId }) => ({ method: "GET", path: `${A}/events/${eventId}` }),
    gives: ({ eventId }) => expect.objectContaining({ id: eventId, data: expect.any(Object) as unknown }) as unknown,
  },
  {
    method: "events.aggregate",
    call: async (admin, _world, options) =>
      await admin.events.aggregate({ group_by: "type", interval: "day", count_unique: "user_id" }, options),
    sends: ({ A }) => ({
      method: "GET",
      path: `${A}/events/aggregate`,
      query: { group_by: "type", interval: "day", count_unique: "user_id" },
    }),
    gives: () => expect.objectContaining({ buckets: expect.any(Array) as unknown }) as unknown,
  },
  listRow("notes", ({ notes }) => notes, {
    path: ({ A }) => `${A}/notes`,
    params: { limit: 9, subject_type: "user", subject_id: "usr_test", pinned: false },
    gives: ({ noteId }) => pageOf({ id: noteId }),
  }),
  ...crudRows("notes", ({ notes }) => notes, {
    path: ({ A }) => `${A}/notes`,
    id: ({ noteId }) => noteId,
    body: note,
    change: { pinned: true },
  }),
  {
    method: "notes.backlinks",
    call: async (admin, _world, options) => await admin.notes.backlinks(links, options),
    sends: ({ A }) => ({ method: "GET", path: `${A}/notes/backlinks`, query: { ...links, limit: "5" } }),
    gives: () => [],
  },
  {
    method: "notes.count",
    call: async (admin, _world, options) => await admin.notes.count(about, options),
    sends: ({ A }) => ({ method: "GET", path: `${A}/notes/count`, query: about }),
    gives: () => expect.objectContaining({ count: 1 }) as unknown,
  },
  listRow("webhooks", ({ webhooks }) => webhooks, {
    path: ({ A }) => `${A}/webhooks`,
    params: { limit: 9, status: "active" },
    gives: ({ webhookId }) => pageOf({ id: webhookId }),
  }),
  ...crudRows("webhooks", ({ webhooks }) => webhooks, {
    path: ({ A }) => `${A}/webhooks`,
    id: ({ webhookId }) => webhookId,
    body: hook,
    created: { url: hook.url, events: hook.events },
    change: { name: "renamed" },
  }),
  ...scopeRows("webhook", (admin, { webhookId }) => admin.webhook(webhookId), {
    path: ({ W }) => W,
    id: ({ webhookId }) => webhookId,
    change: { name: "renamed" },
  }),
  listRow("webhook.deliveries", (admin, { webhookId }) => admin.webhook(webhookId).deliveries, {
    path: ({ W }) => `${W}/deliveries`,
    params: { limit: 100, status: "delivered", after: 0 },
    gives: ({ deliveryId }) => pageOf({ id: deliveryId }),
  }),
  {
    method: "webhook.deliveries.redeliver",
    call: async (admin, { deliveryId, webhookId }, options) =>
      await admin.webhook(webhookId).deliveries.redeliver(deliveryId, options),
    sends: ({ W, deliveryId }) => ({ method: "POST", path: `${W}/deliveries/${deliveryId}/redeliver` }),
    gives: ({ deliveryId }) => expect.objectContaining({ id: deliveryId, success: true }) as unknown,
  },
  {
    method: "webhook.redeliver.create",
    call: async (admin, { webhookId }, options) =>
      await admin.webhook(webhookId).redeliver.create({ status: "failed" }, options),
    sends: ({ W }) => ({ method: "POST", path: `${W}/redeliver`, json: { status: "failed" } }),
    gives: () => expect.anything() as unknown,
  },
];
