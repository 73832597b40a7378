import { createXtraEmulator, type Emulator, type XtraFixtures } from "@keyrack/emulator";
import { XtraClient, type XtraClientOptions } from "@keyrack/xtrasecurity";
import { noon, testClock } from "./bench.ts";

/** An emulated service and clients of it, on one time. */
export interface World {
  readonly emulator: Emulator<XtraFixtures>;
  /** The client of the project's owner. */
  readonly owner: XtraClient;
  /** Makes a client of somebody else. */
  readonly client: (token: string, options?: XtraClientOptions) => XtraClient;
}

/** Starts an emulated service of its own for one test; waits take no time, but count for both sides. */
export function startWorld(options: XtraClientOptions = {}): World {
  const emulator = createXtraEmulator({ now: noon });
  const inner = testClock();
  const clock = {
    ...inner,
    date: () => emulator.clock.now(),
    now: () => emulator.clock.now(),
    sleep: async (ms: number, signal: AbortSignal): Promise<void> => {
      await inner.sleep(ms, signal);
      emulator.clock.advance(ms);
    },
  };
  const { projectId, token } = emulator.fixtures;
  const client = (own: string, others: XtraClientOptions = {}): XtraClient =>
    new XtraClient({ token: own, projectId, fetch: emulator.fetch, clock, ...others });
  return { emulator, client, owner: client(token, options) };
}

/** Puts somebody into a team of the owner's project, with a role. */
export async function addMember(world: World, token: string, role: "developer" | "viewer"): Promise<XtraClient> {
  const { client, emulator, owner } = world;
  const { projectId, workspaceId } = emulator.fixtures;
  const member = client(token);
  const { email } = await member.account.get();
  const { id: teamId } = await owner.teams.create({ name: role, workspaceId });
  await owner.projects.addTeam(projectId, teamId);
  await owner.teams.invite({ teamId, email, role });
  await member.teams.acceptInvite(teamId);
  return member;
}
