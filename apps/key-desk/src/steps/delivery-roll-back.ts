import { RotationError } from "@keyrack/venice-keys";
import type { DeliveryAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { Delivery } from "./delivery-run.ts";
import { deliverTo } from "./delivery-rotate.ts";
import { secretName } from "./xtra-store.ts";

/** Begins a rotation whose new key XtraSecurity answers with 503; skipped on a real server. */
export const rollBackRotation: Step<DeliveryAccess, Delivery, void> = {
  title: "Roll a rotation back",
  async run({ terminal, venice, xtra }, { key, reader, shelf }) {
    if (xtra.emulator === undefined) {
      return { value: undefined, checked: "skipped: for the emulator only", isSkipped: true };
    }
    const before = await listIds(venice);
    const route = `POST /api/projects/${xtra.projectId}/envs/${shelf.env}/secrets`;
    xtra.emulator.inject({ kind: "fail", status: 503, route });
    const failure: unknown = await venice.client.apiKeys
      .rotate(key.id, { deliver: deliverTo(xtra, shelf) })
      .catch((error: unknown) => error);
    check(failure instanceof RotationError, "a rotation whose new key could not be stored did not fail");
    terminal.say(`rotate: ${failure.code}; keys that exist: ${failure.remaining.join(", ")}`);
    check(failure.step === "deliver", `the rotation failed at ${failure.step} instead of deliver`);

    const after = await listIds(venice);
    const stored = await reader.client.getSecrets(shelf.env, { branch: shelf.branch, noCache: true });
    const holder = venice.connect(key.secret);
    try {
      const { keyExpiration } = await holder.apiKeys.getRateLimits();
      terminal.say(`The old key works on, until ${keyExpiration}`);
    } finally {
      await holder.close();
    }
    check(after.join() === before.join(), `there are ${after.length} keys instead of ${before.length}`);
    check(stored[secretName] === key.secret, "the store holds another key than the old one");
    return { value: undefined, checked: "new key deleted, old key works and is stored" };
  },
};

async function listIds({ client }: DeliveryAccess["venice"]): Promise<string[]> {
  const keys = await client.apiKeys.list();
  return keys.map(({ id }) => id).toSorted();
}
