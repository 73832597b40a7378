import type { AuthPIAdmin, AuthPIAdminOptions } from "@keyrack/authpi-admin";
import type {
  AuthPIFixtures,
  Emulator,
  OptropicFixtures,
  UnkeyFixtures,
  VeniceFixtures,
  XtraFixtures,
} from "@keyrack/emulator";
import type { Optropic } from "@keyrack/optropic";
import type { Unkey } from "@keyrack/unkey";
import type { VeniceClient } from "@keyrack/venice-keys";
import type { XtraClient, XtraClientOptions } from "@keyrack/xtrasecurity";

/** The services that the story can use; one that is absent has its chapter skipped. */
export interface Services {
  readonly unkey?: UnkeyAccess | undefined;
  readonly authpi?: AuthPIAccess | undefined;
  readonly optropic?: OptropicAccess | undefined;
  readonly xtra?: XtraAccess | undefined;
  readonly venice?: VeniceAccess | undefined;
}

/** How the services are called where people read it. */
export const serviceNames = {
  unkey: "Unkey",
  authpi: "AuthPI",
  optropic: "Optropic",
  xtra: "XtraSecurity",
  venice: "Venice",
} as const satisfies Record<keyof Services, string>;

/** The name of a service. */
export type ServiceName = (typeof serviceNames)[keyof Services];

/** The way to Unkey. */
export interface UnkeyAccess extends Access<Unkey, UnkeyFixtures> {
  /** How many keys are made to be listed. */
  readonly keyCount: number;
  /** The APIs whose keys belong in the inventory, for the service lists no APIs; the story adds the one it makes. */
  readonly apiIds: string[];
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

/** The way to one project of XtraSecurity. */
export interface XtraAccess extends Access<XtraClient, XtraFixtures> {
  readonly projectId: string;
  /** Opens one more client of the same server and project, with these options; the caller closes it. */
  readonly connect: (options: XtraClientOptions) => XtraClient;
}

/** The way to Venice. */
export interface VeniceAccess extends Access<VeniceClient, VeniceFixtures> {
  /** Where its server is, for programs that call it by themselves. */
  readonly url: string;
  /** Opens a client of the same server by another key; the caller closes it. */
  readonly connect: (apiKey: string) => VeniceClient;
}

/** The way to Venice, where a key is made, and to XtraSecurity, which delivers it. */
export interface DeliveryAccess {
  readonly venice: VeniceAccess;
  readonly xtra: XtraAccess;
}

/** The way to all services that there are. */
export interface WholeAccess {
  readonly services: Services;
}

/** The way to one service. */
interface Access<Client, Fixtures> {
  readonly client: Client;
  /** Takes faults. Absent on a real server. */
  readonly emulator?: Emulator<Fixtures> | undefined;
  /** Milliseconds that a change may take until it shows; 0 where it shows at once. */
  readonly patienceMs: number;
}
