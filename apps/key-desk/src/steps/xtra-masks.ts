import { type XtraClient, XtraError } from "@keyrack/xtrasecurity";
import type { XtraAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { secretName, type Stock } from "./xtra-store.ts";

const minutes = 5;

/**
 * Lets somebody ask for access and approves it: the service then sends masks, which the client does not take for
 * secrets. Cleaning up takes the access back. Skipped on a real server, where nobody is there to ask.
 */
export const refuseMasks: Step<XtraAccess, Stock, void> = {
  title: "Refuse masks",
  async run({ client, connect, emulator, projectId, terminal, undo }, { shelf }) {
    if (emulator === undefined) {
      return { value: undefined, checked: "skipped: for the emulator only", isSkipped: true };
    }
    const { branch, env } = shelf;
    const viewer = connect({ token: emulator.fixtures.tokens.viewer });
    const read = async (): Promise<unknown> =>
      await viewer.getSecrets(env, { branch }).catch((error: unknown) => error);
    try {
      const stranger = await read();
      const { requestId } = await viewer.access.request({
        projectId,
        reason: "To see what is there",
        duration: minutes,
      });
      undo(async () => await revokeAccess(client, requestId));
      await client.access.approve(requestId);
      const refusal = await read();
      terminal.say(`Before the approval: ${codeOf(stranger)}; after it: ${codeOf(refusal)}`);
      check(codeOf(stranger) === "permission", `reading without access gave ${codeOf(stranger)}`);
      check(codeOf(refusal) === "masked_values", `reading masks gave ${codeOf(refusal)} instead of masked_values`);

      const keys = await viewer.listKeys(env, { branch });
      terminal.say(`Keys: ${keys.join(", ")}`);
      check(keys.join() === secretName, `the viewer sees the keys ${keys.join(", ")}`);
      return { value: undefined, checked: "keys shown, masks refused" };
    } finally {
      await viewer.close();
    }
  },
};

async function revokeAccess({ access }: XtraClient, requestId: string): Promise<string | undefined> {
  const { status } = await access.get(requestId);
  if (status !== "approved") return undefined;
  await access.revoke(requestId);
  return "access of the viewer";
}

function codeOf(outcome: unknown): string {
  return outcome instanceof XtraError ? String(outcome.code) : "no refusal";
}
