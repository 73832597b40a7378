import { verifyOffline } from "@keyrack/optropic";
import type { OptropicAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Desk, Step } from "../desk.ts";
import { until } from "../until.ts";
import type { RegisteredAsset } from "./optropic-asset.ts";

/** Revokes the asset and finds it revoked without asking about it, in the filter of revoked assets. */
export const withdrawCredential: Step<OptropicAccess, RegisteredAsset, void> = {
  title: "Withdraw it",
  async run(desk, { assetId }) {
    const before = await lookUp(desk, assetId);
    desk.terminal.say(`Offline, before: ${before}`);
    check(before === "clear", `an asset in use is ${before} offline instead of clear`);

    await desk.client.assets.revoke(assetId, { reason: "The customer has left" });
    const { status } = await desk.client.assets.retrieve(assetId);
    check(status === "revoked", `the asset is ${status} instead of revoked`);

    const after = await until(
      desk,
      async () => await lookUp(desk, assetId),
      (answer) => answer === "revoked",
    );
    desk.terminal.say(`Offline, after: ${after}`);
    check(after === "revoked", `a revoked asset is ${after} offline`);
    return { value: undefined, checked: "clear, then revoked; both offline" };
  },
};

/** Downloads the filter and looks the asset up in it; on the emulator, whose key is known, checks its signature too. */
async function lookUp({ client, emulator }: Desk<OptropicAccess>, assetId: string): Promise<string> {
  const { filter, salts } = await client.assets.syncFilter();
  const publicKey = emulator && Buffer.from(emulator.fixtures.signingPublicKey, "hex");
  const found = await verifyOffline({ assetId, filter, salts, publicKey });
  return found.revocation_status;
}
