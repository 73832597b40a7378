import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { OpenIssuer } from "./authpi-issuer.ts";
import { removed, removeUsers } from "./authpi-remove.ts";

/** A customer: an organization, its first user, and the agent that works for it. */
export interface Customer extends OpenIssuer {
  readonly organizationId: string;
  readonly userId: string;
  readonly agentId: string;
}

/** Makes the organization, a user and an agent; cleaning up deletes them, and every user of the issuer. */
export const onboardCustomer: Step<AuthPIAccess, OpenIssuer, Customer> = {
  title: "Onboard a customer",
  async run({ client, terminal, undo }, { issuerId, name }) {
    const issuer = client.issuer(issuerId);
    const { id: organizationId } = await issuer.organizations.create({ name, org_type: "business" });
    undo(async () => await removed("organization", async () => await issuer.organizations.delete(organizationId)));
    undo(async () => await removeUsers(client, issuerId));
    const { id: userId } = await issuer.users.create({
      username_type: "email",
      username: `owner@${name}.example`,
      profile: { display_name: "Owner" },
    });
    const { id: agentId } = await issuer.agents.create({ name: `${name} clerk`, model: "clerk-1" });
    undo(async () => await removed("agent", async () => await issuer.agents.delete(agentId)));
    terminal.say(`Organization ${organizationId}, user ${userId}, agent ${agentId}`);

    const [organization, user, agent] = await Promise.all([
      issuer.organization(organizationId).get(),
      issuer.user(userId).get(),
      issuer.agent(agentId).get(),
    ]);
    check(organization.name === name, `the organization is called "${organization.name}" instead of "${name}"`);
    check(user.username === `owner@${name}.example`, "the user has another name");
    check(agent.name === `${name} clerk`, `the agent is called "${agent.name}"`);
    const owners = [organization, user, agent].map(({ issuer_id }) => issuer_id);
    check(
      owners.every((owner) => owner === issuerId),
      `not all of them belong to the issuer: ${owners.join(", ")}`,
    );
    return { value: { issuerId, name, organizationId, userId, agentId }, checked: "all three under the issuer" };
  },
};
