import { type Emulator, type EmulatorOptions, MemoryEmulator } from "./emulator.ts";
import { unkey } from "./services.ts";
import type { UnkeyFixtures } from "./unkey/service.ts";

export type { EmulatorClock } from "./clock.ts";
export type { Emulator, EmulatorOptions } from "./emulator.ts";
export type { FailingAnswer, Fault } from "./fault.ts";
export type { EmulatorServer } from "./listen.ts";
export type { SeenRequest } from "./seen-request.ts";
export type { UnkeyFixtures } from "./unkey/service.ts";
export { VERSION } from "./version.ts";

/** Starts Unkey's API, version 2, in memory, with the workspaces and root keys of `fixtures`. */
export function createUnkeyEmulator(options?: EmulatorOptions): Emulator<UnkeyFixtures> {
  return new MemoryEmulator(unkey, options);
}
