import type { AuthPIAdmin } from "@keyrack/authpi-admin";
import type { AuthPIFixtures } from "@keyrack/emulator";

/** One thing of each kind, ready to be asked for. */
export interface World extends AuthPIFixtures {
  /** `/v1/accounts/{account_id}`, and the routes of the issuer, user, organization, agent and webhook below. */
  readonly A: string;
  readonly I: string;
  readonly U: string;
  readonly O: string;
  readonly G: string;
  readonly W: string;
  readonly agentId: string;
  readonly agentVerifierId: string;
  readonly apiKeyId: string;
  readonly authMethodId: string;
  readonly clientId: string;
  readonly deliveryId: string;
  readonly deviceId: string;
  readonly eventId: string;
  readonly groupId: string;
  readonly invitationId: string;
  readonly memberId: string;
  readonly noteId: string;
  readonly organizationId: string;
  readonly tokenId: string;
  readonly verifierId: string;
  readonly webhookId: string;
}

/** Furnishes the account of the fixtures: beside what these name, a domain `auth.example.com` and one for single sign-on, `corp.example.com`. */
export async function furnish(admin: AuthPIAdmin, fixtures: AuthPIFixtures): Promise<World> {
  const { accountId, issuerId, userId } = fixtures;
  const issuer = admin.issuer(issuerId);
  const user = issuer.user(userId);
  const agent = await issuer.agents.create({ name: "bot" });
  const organization = await issuer.organizations.create({ name: "Acme" });
  const webhook = await admin.webhooks.create({ url: "https://hooks.example.com" });
  const { members, groups, invitations, sso } = issuer.organization(organization.id);
  await admin.domains.create({ host: "auth.example.com" });
  await sso.addDomain({ domain: "corp.example.com" });
  await user.tokens.create({ name: "ci", restrictions: { scopes: ["*"] } });
  const member = await members.create({ member_id: fixtures.pendingUserId, scopes: ["read"] });
  const invitation = await invitations.create({ email_invited: "eve@example.com", scopes: ["read"] });
  const note = { subject_type: "user", subject_id: userId, content: "Prefers email." };
  const { enrollment_id, secret } = await user.verifiers.create({ type: "totp" });
  const enrolled = await user.verifiers.completeEnrollment({ enrollment_id, secret, code: "123456" });
  const [event] = (await admin.events.list({ limit: 1 })).data;
  const [delivery] = (await admin.webhook(webhook.id).deliveries.list({ limit: 1 })).data;
  const I = `/v1/accounts/${accountId}/issuers/${issuerId}`;
  return {
    ...fixtures,
    A: `/v1/accounts/${accountId}`,
    I,
    U: `${I}/users/${userId}`,
    O: `${I}/organizations/${organization.id}`,
    G: `${I}/agents/${agent.id}`,
    W: `/v1/accounts/${accountId}/webhooks/${webhook.id}`,
    agentId: agent.id,
    agentVerifierId: (await issuer.agent(agent.id).verifiers.create({ type: "secret" })).id,
    apiKeyId: (await admin.apiKeys.create({ name: "ci", restrictions: { scopes: ["*"] } })).id,
    authMethodId: String((await issuer.authMethods.create({ type: "password" })).id),
    clientId: (await issuer.clients.create({ name: "web", confidential: true })).id,
    deliveryId: delivery?.id ?? "",
    deviceId: (await user.trustedDevices.create({ fingerprint: "f1", name: "laptop" })).device_id,
    eventId: event?.id ?? "",
    groupId: (await groups.create({ name: "admins", scopes: ["write"] })).id,
    invitationId: invitation.id,
    memberId: member.member_id,
    noteId: (await admin.notes.create(note)).id,
    organizationId: organization.id,
    tokenId: "tok_test",
    verifierId: enrolled.verifier_id ?? "",
    webhookId: webhook.id,
  };
}
