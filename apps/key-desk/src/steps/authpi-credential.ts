import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { lifetimeMs } from "../lifetime.ts";
import { shorten } from "../shorten.ts";
import type { Customer } from "./authpi-customer.ts";
import { removed } from "./authpi-remove.ts";

/** Makes an API key for the organization and asks the service who it is; cleaning up deletes the key. */
export const issueCredential: Step<AuthPIAccess, Customer, void> = {
  title: "Issue a credential",
  async run({ client, connect, issued, terminal, undo }, { issuerId, name, organizationId }) {
    const key = await client
      .issuer(issuerId)
      .organization(organizationId)
      .apiKeys.create({
        name: `${name} counter`,
        restrictions: { scopes: ["users:read"] },
        expires_at: Date.now() + lifetimeMs,
      });
    undo(async () => await removed("API key", async () => await client.apiKeys.delete(key.id)));
    issued.set(key.id, { id: key.id, service: "AuthPI", holder: organizationId });
    terminal.say(`API key ${key.id}, ${shorten(key.secret_plain)}: for one hour`);

    const holder = connect({ apiKey: { id: key.id, secret: key.secret_plain } });
    const [kept, caller] = await Promise.all([client.apiKeys.get(key.id), holder.whoami()]);
    terminal.say(`The service knows the holder as ${caller.key_id}`);
    check(!JSON.stringify(kept).includes(key.secret_plain), "the secret is shown a second time");
    check(caller.key_id === key.id, `the key is known as ${caller.key_id}`);
    check(
      caller.organizations.some(({ org_id }) => org_id === organizationId),
      "the key does not belong to the organization",
    );
    return { value: undefined, checked: "secret shown once, holder known" };
  },
};
