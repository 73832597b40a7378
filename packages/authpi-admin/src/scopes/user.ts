import type { HttpClient } from "@keyrack/core";
import { TrustedDevices } from "../resources/trusted-devices.ts";
import { UserSessions } from "../resources/user-sessions.ts";
import { UserTokens } from "../resources/user-tokens.ts";
import { UserVerifiers } from "../resources/user-verifiers.ts";
import { Scope } from "../scope.ts";
import type { UpdateUserParams, User } from "../types/user.ts";

/**
 * One user and what belongs to it.
 *
 * `/v1/accounts/{account_id}/issuers/{issuer_id}/users/{user_id}`
 */
export class UserScope extends Scope<User, UpdateUserParams> {
  readonly sessions: UserSessions;
  readonly tokens: UserTokens;
  readonly trustedDevices: TrustedDevices;
  readonly verifiers: UserVerifiers;

  constructor(http: HttpClient) {
    super(http);
    this.sessions = new UserSessions(http);
    this.tokens = new UserTokens(http);
    this.trustedDevices = new TrustedDevices(http);
    this.verifiers = new UserVerifiers(http);
  }
}
