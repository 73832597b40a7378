import type { Optropic } from "@keyrack/optropic";

/** The Ed25519 key that devices of these tests have: the second one of RFC 8032, section 7.1. */
export const devicePublicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

/** One thing of each kind, ready to be asked for. */
export interface World {
  readonly assetId: string;
  readonly otherAssetId: string;
  readonly keyId: string;
  readonly keysetId: string;
  readonly eventId: string;
  readonly webhookId: string;
  readonly documentId: string;
  readonly otherDocumentId: string;
  readonly stepId: string;
  readonly challengeId: string;
  readonly deviceId: string;
  readonly batchId: string;
}

/** Furnishes a tenant; the vertical `wine` has a schema. */
export async function furnish(optropic: Optropic): Promise<World> {
  const asset = await optropic.assets.create({ external_id: "SKU-1", vertical: "wine" });
  const other = await optropic.assets.create({ external_id: "SKU-2" });
  await optropic.keys.create({ environment: "live", tenant_id: "tnt_test", label: "CI" });
  const { data: keys } = await optropic.keys.list();
  const keyset = await optropic.keysets.create({ name: "Production" });
  const event = await optropic.audit.create({ event_type: "label.printed", resource_id: asset.id });
  await optropic.schemas.create({ vertical_id: "wine", metadata_schema: { vintage: { type: "number" } } });
  const webhook = await optropic.webhooks.create({ url: "https://app.example/hook", events: ["asset.created"] });
  const paper = { asset_id: asset.id, descriptor_version: "1", substrate_type: "paper" };
  const document = await optropic.documents.enroll({ ...paper, fingerprint_hash: "aa11" });
  const otherDocument = await optropic.documents.enroll({ ...paper, fingerprint_hash: "bb22" });
  const step = await optropic.provenance.record({ asset_id: asset.id, event_type: "manufactured", actor: "plant 7" });
  const challenge = await optropic.m2m.initiateChallenge({ asset_id: asset.id });
  const device = await optropic.m2m.registerDevice({ label: "Scanner", public_key: devicePublicKey });
  const job = await optropic.batches.create({ operation: "verify_assets", items: [{ asset_id: asset.id }] });
  return {
    assetId: asset.id,
    otherAssetId: other.id,
    keyId: keys.find(({ label }) => label === "CI")?.id ?? "",
    keysetId: keyset.id,
    eventId: event.id,
    webhookId: webhook.id,
    documentId: document.id,
    otherDocumentId: otherDocument.id,
    stepId: step.id,
    challengeId: challenge.id,
    deviceId: device.device_id,
    batchId: job.batch_id,
  };
}
