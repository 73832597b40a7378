import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { removed } from "./authpi-remove.ts";

/** An issuer: where the customers of this story live. */
export interface OpenIssuer {
  readonly issuerId: string;
  readonly name: string;
}

/** Makes an issuer of this name, for nothing of the account's own to be touched; cleaning up deletes it. */
export const openIssuer: Step<AuthPIAccess, string, OpenIssuer> = {
  title: "Open an issuer",
  async run({ client, terminal, undo }, name) {
    // Told first: should an answer get lost, the name is all there is to look for.
    terminal.say(`Everything here is called ${name}`);
    const { id: issuerId } = await client.issuers.create({ name });
    undo(async () => await removed("issuer", async () => await client.issuers.delete(issuerId)));
    terminal.say(`Issuer ${issuerId}`);

    const issuer = await client.issuer(issuerId).get();
    check(issuer.name === name, `the issuer is called "${issuer.name}" instead of "${name}"`);
    check(issuer.status === "active", `the issuer is ${issuer.status} instead of active`);
    return { value: { issuerId, name }, checked: "can be fetched again, active" };
  },
};
