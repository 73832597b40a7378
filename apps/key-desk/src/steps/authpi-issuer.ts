import type { AuthPIAdmin } from "@keyrack/authpi-admin";
import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { make } from "../make.ts";
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
    terminal.say(`Everything here is called ${name}`);
    const { id: issuerId } = await make(undo, {
      make: async () => await client.issuers.create({ name }),
      takeBack: async (made) => {
        const id = made?.id ?? (await findIssuer(client, name));
        return id === undefined ? undefined : await removed("issuer", async () => await client.issuers.delete(id));
      },
    });
    terminal.say(`Issuer ${issuerId}`);

    const issuer = await client.issuer(issuerId).get();
    check(issuer.name === name, `the issuer is called "${issuer.name}" instead of "${name}"`);
    check(issuer.status === "active", `the issuer is ${issuer.status} instead of active`);
    return { value: { issuerId, name }, checked: "can be fetched again, active" };
  },
};

async function findIssuer({ issuers }: AuthPIAdmin, name: string): Promise<string | undefined> {
  for await (const issuer of issuers.listAll()) if (issuer.name === name) return issuer.id;
  return undefined;
}
