import process from "node:process";
import type { DeliveryAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { runCustomer } from "../run-customer.ts";
import type { VeniceKey } from "./venice-mint.ts";
import type { Shelf } from "./xtra-branch.ts";
import type { Reader } from "./xtra-reader.ts";
import { secretName } from "./xtra-store.ts";

/** A key of the customer's, and how it gets to the customer's program. */
export interface Delivery {
  readonly key: VeniceKey;
  readonly shelf: Shelf;
  readonly reader: Reader;
}

/** Runs the customer's program with the stored key in its environment, and in no other; the desk's own keys stay away. */
export const runWithKey: Step<DeliveryAccess, Delivery, void> = {
  title: "Run a program with it",
  async run({ signal, terminal, venice }, { key, reader, shelf }) {
    const before = { ...process.env };
    const { exitCode, injected, output } = await runCustomer({
      reader: reader.client,
      shelf,
      url: venice.url,
      mayBeOld: false,
      signal,
    });
    terminal.say(`The program got ${injected.join(", ")}, ended with ${exitCode} and wrote ${output.trim()}`);
    check(exitCode === 0, `the program ended with ${exitCode}`);
    check(injected.join() === secretName, `the program got ${injected.join(", ") || "no variable"}`);
    check(usedKey(output, key), "the program used another key");
    check(!/"(UNKEY|AUTHPI|OPTROPIC|XTRA)_/.test(output), "the program got what the desk itself goes by");

    const isSame = JSON.stringify(process.env) === JSON.stringify(before);
    check(isSame, "the desk's own environment has changed");
    check(!Object.values(process.env).includes(key.secret), "the secret is in the desk's own environment");
    return { value: undefined, checked: "it used the key and has no other; the desk's environment has none" };
  },
};

/** Whether the program's output tells that it used this key. */
export function usedKey(output: string, { secret }: VeniceKey): boolean {
  return output.includes(JSON.stringify(secret.slice(-6)));
}
