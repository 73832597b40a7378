import type { AuthPIAdmin, AuthPIAdminOptions } from "@keyrack/authpi-admin";
import type { AuthPIFixtures, Emulator, OptropicFixtures, UnkeyFixtures } from "@keyrack/emulator";
import type { Optropic } from "@keyrack/optropic";
import type { Unkey } from "@keyrack/unkey";

/** The services that the story can use; one that is absent has its chapter skipped. */
export interface Services {
  readonly unkey?: UnkeyAccess | undefined;
  readonly authpi?: AuthPIAccess | undefined;
  readonly optropic?: OptropicAccess | undefined;
}

/** The way to Unkey. */
export interface UnkeyAccess extends Access<Unkey, UnkeyFixtures> {
  /** How many keys are made to be listed. */
  readonly keyCount: number;
}

/** The way to AuthPI. */
export interface AuthPIAccess extends Access<AuthPIAdmin, AuthPIFixtures> {
  /** Opens one more client of the same server, by the credential of the first unless another is given; the caller closes it. */
  readonly connect: (credential?: AuthPICredential) => AuthPIAdmin;
}

/** What a client of AuthPI goes by. */
export type AuthPICredential = Pick<AuthPIAdminOptions, "accessToken" | "apiKey" | "onTokenExpired">;

/** The way to Optropic. */
export type OptropicAccess = Access<Optropic, OptropicFixtures>;

/** The way to one service. */
interface Access<Client, Fixtures> {
  readonly client: Client;
  /** Takes faults. Absent on a real server. */
  readonly emulator?: Emulator<Fixtures> | undefined;
  /** Milliseconds that a change may take until it shows; 0 where it shows at once. */
  readonly patienceMs: number;
}
