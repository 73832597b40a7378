import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { CreateOptions, DeleteOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { NoParams } from "../types/auth-method.ts";
import type {
  CreatedTrustedDevice,
  CreateTrustedDeviceParams,
  RevokedDevices,
  TrustedDevice,
} from "../types/trusted-device.ts";
import type { Tagged } from "../types/values.ts";

/**
 * Devices on which a user is asked for less.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/trusted-devices`
 */
export class TrustedDevices extends Listing<NoParams, TrustedDevice> {
  constructor(http: HttpClient) {
    super(http.at("/trusted-devices"));
  }

  /**
   * Trusts a device. INFERRED: the service does not document the body.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/trusted-devices`
   */
  async create(params: CreateTrustedDeviceParams, options?: CreateOptions): Promise<Tagged<CreatedTrustedDevice>> {
    return await this.http.post("", send(params), options);
  }

  /**
   * Trusts a device no longer.
   * `DELETE /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/trusted-devices/{device_id}`
   */
  async delete(id: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/${id}`, { expects: "void" }, options);
  }

  /**
   * Trusts no device of the user any longer.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/trusted-devices/revoke-all`
   */
  async revokeAll(options?: UpdateOptions): Promise<Tagged<RevokedDevices>> {
    return await this.http.post("/revoke-all", {}, options);
  }
}
