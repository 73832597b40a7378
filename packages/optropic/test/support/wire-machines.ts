import { expect } from "vitest";
import { page, type WireRow } from "./wire-row.ts";
import { devicePublicKey } from "./world.ts";

const text = expect.any(String) as unknown;
const number = expect.any(Number) as unknown;

/** The wire rows of provenance, machines, tenants and batch jobs. */
export const machineRows: readonly WireRow[] = [
  {
    method: "provenance.record",
    call: async ({ provenance }, { assetId: asset_id }) =>
      await provenance.record({ asset_id, event_type: "shipped", actor: "dock", location: { country: "PT" } }),
    route: "POST /v1/provenance",
    json: ({ assetId: asset_id }) => ({ asset_id, event_type: "shipped", actor: "dock", location: { country: "PT" } }),
    answer: { event_type: "shipped", event_hash: text },
  },
  {
    method: "provenance.retrieve",
    call: async ({ provenance }, { stepId }) => await provenance.retrieve(stepId),
    route: "GET /v1/provenance/{stepId}",
    answer: { event_type: "manufactured" },
  },
  {
    method: "provenance.get",
    call: async ({ provenance }, { stepId }) => await provenance.get(stepId),
    route: "GET /v1/provenance/{stepId}",
    answer: { event_type: "manufactured" },
  },
  {
    method: "provenance.list",
    call: async ({ provenance }) => await provenance.list({ event_type: "manufactured", from_date: "2020-01-01" }),
    route: "GET /v1/provenance",
    query: { event_type: "manufactured", from_date: "2020-01-01" },
    answer: page({ event_type: "manufactured" }),
  },
  {
    method: "provenance.getChain",
    call: async ({ provenance }, { assetId }) => await provenance.getChain(assetId),
    route: "GET /v1/provenance/chain/{assetId}",
    answer: { events: [{ event_type: "manufactured" }] },
  },
  {
    method: "provenance.verifyChain",
    call: async ({ provenance }, { assetId }) => await provenance.verifyChain(assetId),
    route: "POST /v1/provenance/chain/{assetId}/verify",
    answer: { chain_valid: true },
  },
  {
    method: "m2m.initiateChallenge",
    call: async ({ m2m }, { assetId: asset_id }) => await m2m.initiateChallenge({ asset_id }),
    route: "POST /v1/m2m/challenge",
    json: ({ assetId: asset_id }) => ({ asset_id, algorithm: "ed25519", ttl_seconds: 60 }),
    answer: { nonce: text },
  },
  {
    method: "m2m.verify",
    call: async ({ m2m }, { challengeId: challenge_id, deviceId: device_id }) =>
      await m2m.verify({ challenge_id, response: "00ff", device_id }),
    route: "POST /v1/m2m/verify",
    json: ({ challengeId: challenge_id, deviceId: device_id }) => ({ challenge_id, response: "00ff", device_id }),
    answer: { valid: false, reason: "bad_signature" },
  },
  {
    method: "m2m.registerDevice",
    call: async ({ m2m }) => await m2m.registerDevice({ label: "Gate", public_key: devicePublicKey }),
    route: "POST /v1/m2m/devices",
    json: () => ({ label: "Gate", public_key: devicePublicKey }),
    answer: { label: "Gate", status: "active" },
  },
  {
    method: "m2m.getDevice",
    call: async ({ m2m }, { deviceId }) => await m2m.getDevice(deviceId),
    route: "GET /v1/m2m/devices/{deviceId}",
    answer: { label: "Scanner" },
  },
  {
    method: "m2m.listDevices",
    call: async ({ m2m }) => await m2m.listDevices(),
    route: "GET /v1/m2m/devices",
    answer: page({ label: "Scanner" }),
  },
  {
    method: "m2m.revokeDevice",
    call: async ({ m2m }, { deviceId }) => await m2m.revokeDevice(deviceId),
    route: "DELETE /v1/m2m/devices/{deviceId}",
    answer: undefined,
  },
  {
    method: "tenants.getCurrent",
    call: async ({ tenants }) => await tenants.getCurrent(),
    route: "GET /v1/tenants/current",
    answer: { id: "tnt_test" },
  },
  {
    method: "tenants.getLimits",
    call: async ({ tenants }) => await tenants.getLimits(),
    route: "GET /v1/tenants/limits",
    answer: { max_assets: number },
  },
  {
    method: "tenants.getUsage",
    call: async ({ tenants }) => await tenants.getUsage(),
    route: "GET /v1/tenants/usage",
    query: { period: "month" },
    answer: { assets_created: 2 },
  },
  {
    method: "tenants.getUsageBreakdown",
    call: async ({ tenants }) => await tenants.getUsageBreakdown({ period: "day" }),
    route: "GET /v1/tenants/usage/breakdown",
    query: { period: "day", group_by: "endpoint" },
    answer: expect.arrayContaining([expect.objectContaining({ method: "POST" })]) as unknown,
  },
  {
    method: "batches.create",
    call: async ({ batches }) => await batches.create({ operation: "create_assets", items: [{}] }),
    route: "POST /v1/batches",
    json: () => ({ operation: "create_assets", items: [{}] }),
    answer: { operation: "create_assets", status: "pending" },
  },
  {
    method: "batches.retrieve",
    call: async ({ batches }, { batchId }) => await batches.retrieve(batchId),
    route: "GET /v1/batches/{batchId}",
    answer: { operation: "verify_assets" },
  },
  {
    method: "batches.get",
    call: async ({ batches }, { batchId }) => await batches.get(batchId),
    route: "GET /v1/batches/{batchId}",
    answer: { operation: "verify_assets" },
  },
  {
    method: "batches.list",
    call: async ({ batches }) => await batches.list(),
    route: "GET /v1/batches",
    query: { limit: "20" },
    answer: page({ operation: "verify_assets" }),
  },
  {
    method: "batches.cancel",
    call: async ({ batches }, { batchId }) => await batches.cancel(batchId),
    route: "POST /v1/batches/{batchId}/cancel",
    answer: { status: "cancelled" },
  },
  {
    method: "batches.wait",
    call: async ({ batches }, { batchId }) => await batches.wait(batchId),
    route: "GET /v1/batches/{batchId}/result",
    answer: { successful_items: 1, failed_items: 0 },
  },
];
