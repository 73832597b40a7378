import { AuthenticationError, type VeniceClient } from "@keyrack/venice-keys";
import type { DeliveryAccess, VeniceAccess, XtraAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Desk, Step } from "../desk.ts";
import { runCustomer } from "../run-customer.ts";
import { shorten } from "../shorten.ts";
import { until } from "../until.ts";
import { type Delivery, usedKey } from "./delivery-run.ts";
import type { VeniceKey } from "./venice-mint.ts";
import type { Shelf } from "./xtra-branch.ts";
import { secretName } from "./xtra-store.ts";

const refusedExitCode = 3;

/** Replaces the key by one like it that is put into the store, and runs the program with what an old cache has, then anew. */
export const rotateKey: Step<DeliveryAccess, Delivery, void> = {
  title: "Rotate it",
  async run(desk, delivery) {
    const { key } = delivery;
    const successor = await rotate(desk, delivery);
    desk.terminal.say(`${shorten(key.secret)} is replaced by ${shorten(successor.secret)}, key ${successor.id}`);
    check(successor.id !== key.id && successor.secret !== key.secret, "rotating gave the old key again");

    const refusal = await until(
      { patienceMs: desk.venice.patienceMs, signal: desk.signal },
      async () => await refusalOf(desk.venice, key.secret),
      (error) => error !== undefined,
    );
    desk.terminal.say(`Old key: ${refusal?.status}`);
    check(refusal !== undefined, "the old key still works");

    const run = { reader: delivery.reader.client, shelf: delivery.shelf, url: desk.venice.url, signal: desk.signal };
    const old = await runCustomer({ ...run, mayBeOld: true });
    desk.terminal.say(`The program from the reader's cache: exit code ${old.exitCode}`);
    check(old.exitCode === refusedExitCode, `the program with the old key ended with ${old.exitCode}`);

    const fresh = await runCustomer({ ...run, mayBeOld: false });
    desk.terminal.say(`The program from the store: exit code ${fresh.exitCode}, ${fresh.output.trim()}`);
    check(fresh.exitCode === 0, `the program with the new key ended with ${fresh.exitCode}`);
    check(usedKey(fresh.output, successor), "the program did not use the new key");
    return { value: undefined, checked: "old key 401, the program uses the new one" };
  },
};

/** Gives what puts a new secret where the old one is. */
export function deliverTo({ client }: XtraAccess, { branch, env }: Shelf): (secret: string) => Promise<void> {
  return async (secret) => {
    await client.secrets.set(env, { [secretName]: secret }, { branch });
  };
}

async function rotate({ issued, venice, xtra }: Desk<DeliveryAccess>, { key, shelf }: Delivery): Promise<VeniceKey> {
  const deliver = deliverTo(xtra, shelf);
  let secret = "";
  const { id } = await venice.client.apiKeys.rotate(key.id, {
    deliver: async (delivered) => {
      await deliver(delivered);
      secret = delivered;
    },
  });
  issued.delete(key.id);
  issued.set(id, { id, service: "Venice", holder: key.customer });
  return { ...key, id, secret };
}

async function refusalOf({ connect }: VeniceAccess, secret: string): Promise<AuthenticationError | undefined> {
  const holder: VeniceClient = connect(secret);
  try {
    await holder.apiKeys.getRateLimits();
    return undefined;
  } catch (error) {
    if (error instanceof AuthenticationError) return error;
    throw error;
  } finally {
    await holder.close();
  }
}
