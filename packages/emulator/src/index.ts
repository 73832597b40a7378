import type { AuthPIFixtures } from "./authpi/service.ts";
import { type Emulator, type EmulatorOptions, MemoryEmulator } from "./emulator.ts";
import type { OptropicFixtures } from "./optropic/service.ts";
import { authpi, optropic, unkey } from "./services.ts";
import type { UnkeyFixtures } from "./unkey/service.ts";

export type { AuthPIFixtures } from "./authpi/service.ts";
export type { EmulatorClock } from "./clock.ts";
export type { Emulator, EmulatorOptions } from "./emulator.ts";
export type { FailingAnswer, Fault } from "./fault.ts";
export type { EmulatorServer } from "./listen.ts";
export type { OptropicFixtures } from "./optropic/service.ts";
export type { SeenRequest } from "./seen-request.ts";
export type { UnkeyFixtures } from "./unkey/service.ts";
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
