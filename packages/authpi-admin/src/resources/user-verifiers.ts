import type { HttpClient } from "@keyrack/core";
import { Listing } from "../listing.ts";
import type { AuthPICallOptions, CreateOptions, DeleteOptions, UpdateOptions } from "../options.ts";
import { send } from "../requests.ts";
import { path } from "../service.ts";
import type { NoParams } from "../types/auth-method.ts";
import type {
  Enrollment,
  EnrollmentResult,
  RegeneratedCodes,
  Verifier,
  VerifierCheck,
} from "../types/user-verifier.ts";
import type { Tagged } from "../types/values.ts";

/**
 * The second factors of a user. INFERRED: the service documents none of the bodies that are sent here.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers`
 */
export class UserVerifiers extends Listing<NoParams, Verifier> {
  constructor(http: HttpClient) {
    super(http.at("/verifiers"));
  }

  /**
   * Starts to enroll one-time passwords; the key is shown this once, `completeEnrollment` ends it.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers`
   */
  async create(params?: object, options?: CreateOptions): Promise<Tagged<Enrollment>> {
    return await this.http.post("", send(params), options);
  }

  /**
   * Completes an enrollment with its first code.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/complete-enrollment`
   */
  async completeEnrollment(params?: object, options?: UpdateOptions): Promise<Tagged<EnrollmentResult>> {
    return await this.http.post("/complete-enrollment", send(params), options);
  }

  /** Fetches one. `GET /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/{verifier_id}` */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<Verifier>> {
    return await this.http.get(path`/${id}`, {}, options);
  }

  /** Changes one. `PATCH /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/{verifier_id}` */
  async update(id: string, params: object, options?: UpdateOptions): Promise<Tagged<Verifier>> {
    return await this.http.patch(path`/${id}`, send(params), options);
  }

  /** Removes one. `DELETE /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/{verifier_id}` */
  async delete(id: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/${id}`, { expects: "void" }, options);
  }

  /**
   * Makes new backup codes, shown this once.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/{verifier_id}/regenerate`
   */
  async regenerate(id: string, options?: UpdateOptions): Promise<Tagged<RegeneratedCodes>> {
    return await this.http.post(path`/${id}/regenerate`, {}, options);
  }

  /**
   * Checks a code.
   * `POST /v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}/verifiers/{verifier_id}/verify`
   */
  async verify(id: string, params?: object, options?: UpdateOptions): Promise<Tagged<VerifierCheck>> {
    return await this.http.post(path`/${id}/verify`, send(params), options);
  }
}
