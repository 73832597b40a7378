import type { XtraClient } from "@keyrack/xtrasecurity";
import type { XtraAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { shorten } from "../shorten.ts";
import { until } from "../until.ts";
import type { Shelf } from "./xtra-branch.ts";

/** The key of the secret, which is also the variable that the customer's program reads. */
export const secretName = "VENICE_API_KEY";

/** A secret, where it goes, and who reads it there. */
export interface Stock {
  readonly shelf: Shelf;
  readonly reader: XtraClient;
  readonly secret: string;
}

/** Writes the secret and has the reader, whose cache then keeps it, read it back. */
export const storeSecret: Step<XtraAccess, Stock, void> = {
  title: "Store the secret",
  async run(desk, { reader, secret, shelf }) {
    const { branch, env } = shelf;
    const { written } = await desk.client.secrets.set(env, { [secretName]: secret }, { branch });
    desk.terminal.say(`${written.join(", ")}: ${shorten(secret)} on ${branch}`);
    check(written.length === 1, `${written.length} secrets were written instead of 1`);

    const found = await until(
      desk,
      async () => await reader.getSecrets(env, { branch, noCache: true }),
      (secrets) => secrets[secretName] !== undefined,
    );
    desk.terminal.say(`The reader finds ${Object.keys(found).join(", ")}`);
    check(found[secretName] === secret, "the reader gets another value than the one that was stored");
    check(Object.keys(found).length === 1, `the branch has ${Object.keys(found).length} secrets instead of 1`);
    return { value: undefined, checked: "read back by another client" };
  },
};
