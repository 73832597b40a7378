import { type PagingOptions, Resource } from "@keyrack/core";
import { bodyOf } from "../bodies.ts";
import { listPage, walkList } from "../lists.ts";
import type { OptropicCallOptions } from "../options.ts";
import { path } from "../service.ts";
import type { Confirmation, OpenText } from "../types/answer.ts";
import type { OptropicPage, WalkParams } from "../types/page.ts";

/** A nonce that somebody has to sign who holds the key of an asset. Members that the service adds are kept. */
export interface Challenge {
  id: string;
  asset_id: string;
  nonce: string;
  algorithm: OpenText<"ed25519">;
  /** ISO 8601. */
  expires_at: string;
  /** ISO 8601. */
  created_at: string;
  [member: string]: unknown;
}

/** Whether a challenge was met. Members that the service adds are kept. */
export interface ChallengeVerification {
  valid: boolean;
  asset_id: string;
  challenge_id: string;
  /** ISO 8601. */
  verified_at: string;
  /** Why it was not. */
  reason?: OpenText<"expired" | "bad_signature" | "revoked"> | null;
  [member: string]: unknown;
}

/** A device that signs. Members that the service adds are kept. */
export interface Device {
  device_id: string;
  label: string;
  /** Ed25519, in hex. */
  public_key: string;
  status: OpenText<"active" | "revoked">;
  /** ISO 8601. */
  created_at: string;
  [member: string]: unknown;
}

/** A challenge to be made. */
export interface InitiateChallengeParams {
  asset_id: string;
  /** @defaultValue "ed25519" */
  algorithm?: OpenText<"ed25519"> | undefined;
  /** How long it can be met. @defaultValue 60 */
  ttl_seconds?: number | undefined;
}

/** An answer to a challenge. */
export interface VerifyChallengeParams {
  challenge_id: string;
  /** The signature of the nonce, in hex. */
  response: string;
  device_id?: string | undefined;
}

/** A device to be registered. */
export interface RegisterDeviceParams {
  label: string;
  /** Ed25519, in hex. */
  public_key: string;
  metadata?: object | undefined;
}

/** Challenges between machines; a preview for enterprise tenants. */
export class M2M extends Resource {
  /** Makes a challenge for an asset. `POST /v1/m2m/challenge` */
  async initiateChallenge(params: InitiateChallengeParams, options?: OptropicCallOptions): Promise<Challenge> {
    const json = { algorithm: "ed25519", ttl_seconds: 60, ...bodyOf(params) };
    return await this.http.post("/m2m/challenge", { json }, options);
  }

  /** Answers a challenge; a wrong answer is `valid: false` and no error. `POST /v1/m2m/verify` */
  async verify(params: VerifyChallengeParams, options?: OptropicCallOptions): Promise<ChallengeVerification> {
    const request = { json: bodyOf(params), secrets: [params.response] };
    return await this.http.post("/m2m/verify", request, options);
  }

  /** Registers a device. `POST /v1/m2m/devices` */
  async registerDevice(params: RegisterDeviceParams, options?: OptropicCallOptions): Promise<Device> {
    return await this.http.post("/m2m/devices", { json: bodyOf(params) }, options);
  }

  /** Fetches one device. `GET /v1/m2m/devices/{device_id}` */
  async getDevice(deviceId: string, options?: OptropicCallOptions): Promise<Device> {
    return await this.http.get(path`/m2m/devices/${deviceId}`, {}, options);
  }

  /** Fetches all devices as one page. `GET /v1/m2m/devices` */
  async listDevices(options?: OptropicCallOptions): Promise<OptropicPage<Device>> {
    return await listPage(this.http, { path: "/m2m/devices", kind: "array", params: undefined }, options);
  }

  /** Walks every device. `GET /v1/m2m/devices` */
  listAllDevices(
    params?: WalkParams,
    options?: OptropicCallOptions & PagingOptions,
  ): AsyncGenerator<Device, void, undefined> {
    return walkList(this.http, { path: "/m2m/devices", kind: "array", params }, options);
  }

  /** The same as `listAllDevices`. `GET /v1/m2m/devices` */
  listAll(params?: WalkParams, options?: OptropicCallOptions & PagingOptions): AsyncGenerator<Device, void, undefined> {
    return this.listAllDevices(params, options);
  }

  /** Revokes a device. `DELETE /v1/m2m/devices/{device_id}` */
  async revokeDevice(deviceId: string, options?: OptropicCallOptions): Promise<Confirmation> {
    return await this.http.delete(path`/m2m/devices/${deviceId}`, { expects: "any" }, options);
  }
}
