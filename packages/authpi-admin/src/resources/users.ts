import type { HttpClient } from "@keyrack/core";
import { Collection } from "../collection.ts";
import type { UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { RevokedDevices } from "../types/trusted-device.ts";
import type { EnrollmentResult } from "../types/user-verifier.ts";
import type { UserTypes } from "../types/user.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The users of an issuer; what belongs to one is under `issuer.user(id)`. Items of a list have `user_id` and no `id`.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/users`
 */
export class Users extends Collection<UserTypes> {
  constructor(http: HttpClient) {
    super(http.at("/users"));
  }

  /**
   * Trusts no device of a user any longer. The same as `user(id).trustedDevices.revokeAll`.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/trusted-devices/revoke-all`
   */
  async revokeAllTrustedDevices(userId: string, options?: UpdateOptions): Promise<Tagged<RevokedDevices>> {
    return await this.http.post(path`/${userId}/trusted-devices/revoke-all`, {}, options);
  }

  /**
   * Completes a second factor with its first code. The same as `user(id).verifiers.completeEnrollment`.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/complete-enrollment`
   */
  async completeEnrollmentVerifiers(
    userId: string,
    params?: object,
    options?: UpdateOptions,
  ): Promise<Tagged<EnrollmentResult>> {
    return await this.http.post(path`/${userId}/verifiers/complete-enrollment`, send(params), options);
  }
}
