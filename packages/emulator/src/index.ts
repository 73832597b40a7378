import type { AuthPIFixtures } from "./authpi/service.ts";
import { type Emulator, type EmulatorOptions, MemoryEmulator } from "./emulator.ts";
import type { OptropicFixtures } from "./optropic/service.ts";
import { authpi, optropic, unkey, venice, xtrasecurity } from "./services.ts";
import type { UnkeyFixtures } from "./unkey/service.ts";
import type { VeniceFixtures } from "./venice/service.ts";
import type { XtraFixtures } from "./xtrasecurity/service.ts";

export type { AuthPIFixtures } from "./authpi/service.ts";
export type { EmulatorClock } from "./clock.ts";
export type { Emulator, EmulatorOptions } from "./emulator.ts";
export type { FailingAnswer, Fault } from "./fault.ts";
export type { EmulatorServer } from "./listen.ts";
export type { OptropicFixtures } from "./optropic/service.ts";
export type { SeenRequest } from "./seen-request.ts";
export type { UnkeyFixtures } from "./unkey/service.ts";
export type { VeniceFixtures } from "./venice/service.ts";
export type { XtraFixtures } from "./xtrasecurity/service.ts";
export { VERSION } from "./version.ts";

/** Starts Unkey's API, version 2, in memory, with the workspaces and root keys of `fixtures`. */
export function createUnkeyEmulator(options?: EmulatorOptions): Emulator<UnkeyFixtures> {
  return new MemoryEmulator(unkey, options);
}

/** Starts Optropic's API, version 1, in memory, with the tenants and API keys of `fixtures`. */
export function createOptropicEmulator(options?: EmulatorOptions): Emulator<OptropicFixtures> {
  return new MemoryEmulator(optropic, options);
}

/** Starts AuthPI's administration API, version 1, in memory, with the accounts and credentials of `fixtures`. */
export function createAuthPIEmulator(options?: EmulatorOptions): Emulator<AuthPIFixtures> {
  return new MemoryEmulator(authpi, options);
}

/** Starts XtraSecurity's API in memory, with the people, keys and projects of `fixtures`. */
export function createXtraEmulator(options?: EmulatorOptions): Emulator<XtraFixtures> {
  return new MemoryEmulator(xtrasecurity, options);
}

/** Starts the API keys of Venice, version 1, in memory, with the accounts, keys and the wallet of `fixtures`. */
export function createVeniceEmulator(options?: EmulatorOptions): Emulator<VeniceFixtures> {
  return new MemoryEmulator(venice, options);
}
