import { findAsset } from "./assets.ts";
import { fromHex, utf8 } from "./bytes.ts";
import { type Call, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import type { Challenge, Tenant } from "./model.ts";
import { takeSlice } from "./pages.ts";
import type { Device } from "./records.ts";
import { found } from "./refusal.ts";
import { isSignedBy, signingAlgorithm } from "./signer.ts";

const nonceBytes = 32;
const defaultSeconds = 60;

/** Makes a challenge for an asset: 32 bytes in hex, to be signed within `ttl_seconds`, 60 by default. */
export function initiateChallenge(call: Call): object {
  const { tenant, store, now } = call;
  const fields = new Fields(call.body);
  const assetId = fields.text("asset_id");
  const algorithm = fields.optionalText("algorithm") ?? signingAlgorithm;
  const seconds = fields.optionalInteger("ttl_seconds", 1) ?? defaultSeconds;
  if (algorithm !== signingAlgorithm) fields.refuse("algorithm", `must be ${signingAlgorithm}`);
  fields.check();
  const asset = findAsset(call, assetId);
  const expiresAt = now + seconds * 1000;
  const challenge = { id: store.createId("chl"), asset, nonce: store.createHex(nonceBytes), createdAt: now, expiresAt };
  tenant.challenges.set(challenge.id, challenge);
  return {
    id: challenge.id,
    asset_id: asset.id,
    nonce: challenge.nonce,
    algorithm,
    expires_at: isoTime(expiresAt),
    created_at: isoTime(now),
  };
}

/** Judges the answer to a challenge; a refused one is a success with `valid: false` and a reason. A challenge is met once. */
export async function verifyChallenge(call: Call): Promise<object> {
  const { tenant, now } = call;
  const fields = new Fields(call.body);
  const challengeId = fields.text("challenge_id");
  const response = fields.text("response");
  const deviceId = fields.optionalText("device_id");
  fields.check();
  const challenge = found(tenant.challenges.get(challengeId), "challenge", challengeId);
  const device = deviceId === undefined ? undefined : found(tenant.devices.get(deviceId), "device", deviceId);
  const reason = await judge({ challenge, device, response }, call);
  if (reason === undefined) challenge.expiresAt = now;
  return {
    valid: reason === undefined,
    asset_id: challenge.asset.id,
    challenge_id: challenge.id,
    verified_at: isoTime(now),
    reason,
  };
}

/** Registers a device with its public key in hex. */
export function registerDevice({ tenant, store, now, body }: Call): Device {
  const fields = new Fields(body);
  const facts = {
    label: fields.text("label"),
    public_key: fields.text("public_key"),
    metadata: fields.optionalObject("metadata"),
  };
  if (fromHex(facts.public_key) === undefined) fields.refuse("public_key", "must be hex");
  fields.check();
  const device: Device = { device_id: store.createId("dev"), ...facts, status: "active", created_at: isoTime(now) };
  tenant.devices.set(device.device_id, device);
  return device;
}

/** Shows a device. */
export function getDevice(call: Call): Device {
  return findDevice(call);
}

/** Lists devices, oldest first, revoked ones too. */
export function listDevices({ tenant, query }: Call): readonly Device[] {
  return takeSlice(query, Array.from(tenant.devices.values()));
}

/** Revokes a device: its signatures count no longer. A second time changes nothing. */
export function revokeDevice(call: Call): undefined {
  findDevice(call).status = "revoked";
}

interface Attempt {
  readonly challenge: Challenge;
  /** The one that the caller names. */
  readonly device: Device | undefined;
  readonly response: string;
}

async function judge({ challenge, device, response }: Attempt, { tenant, now }: Call): Promise<string | undefined> {
  if (now >= challenge.expiresAt) return "expired";
  if (challenge.asset.status === "revoked" || device?.status === "revoked") return "revoked";
  return (await isSigned(tenant, challenge, response)) ? undefined : "bad_signature";
}

// Whose key signs is not known, nor whether it signs the nonce's text or its bytes: every reading counts.
async function isSigned(tenant: Tenant, { asset, nonce }: Challenge, response: string): Promise<boolean> {
  const devices = Array.from(tenant.devices.values()).filter(({ status }) => status === "active");
  const publicKeys = [asset.seal.public_key_hex, ...devices.map(({ public_key }) => public_key)];
  const messages = [utf8(nonce), fromHex(nonce) ?? utf8("")];
  for (const publicKey of publicKeys) {
    for (const message of messages) {
      if (await isSignedBy(publicKey, response, message)) return true;
    }
  }
  return false;
}

function findDevice({ tenant, id }: Call): Device {
  return found(tenant.devices.get(id), "device", id);
}
