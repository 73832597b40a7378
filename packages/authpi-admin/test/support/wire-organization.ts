import type { AuthPIAdmin, OrganizationScope } from "@keyrack/authpi-admin";
import { expect } from "vitest";
import { crudRows, scopeRows } from "./wire-crud.ts";
import { listRow, one, pageOf, type WireRow } from "./wire-row.ts";
import type { World } from "./world.ts";

const organizationOf = (admin: AuthPIAdmin, { issuerId, organizationId }: World): OrganizationScope =>
  admin.issuer(issuerId).organization(organizationId);

const domain = { domain: "sso.example.com" };
const record: unknown = expect.objectContaining({ ...domain, txt_record_value: expect.any(String) as unknown });
const rotated: unknown = expect.objectContaining({ secret: expect.stringMatching(/^\S{8,}$/) as unknown });
const key = { name: "org key", restrictions: { scopes: [] } };
const invitation = { email_invited: "Zoe@Example.com", scopes: ["read"], inviter: { name: "Ada" } };
const member = { member_id: "usr_test", member_type: "user", scopes: ["read"], user_title: null };

/** The wire rows of organizations and of what an organization holds. */
export const organizationRows: readonly WireRow[] = [
  listRow("issuer.organizations", (admin, { issuerId }) => admin.issuer(issuerId).organizations, {
    path: ({ I }) => `${I}/organizations`,
    params: { limit: 9, status: "active" },
    gives: ({ organizationId }) => pageOf({ id: organizationId }),
  }),
  ...crudRows("issuer.organizations", (admin, { issuerId }) => admin.issuer(issuerId).organizations, {
    path: ({ I }) => `${I}/organizations`,
    id: ({ organizationId }) => organizationId,
    body: { name: "Umbrella", org_type: "business", metadata: { tier: 1 } },
    change: { description: null },
  }),
  {
    method: "issuer.organizations.domainsSso",
    call: async (admin, { issuerId, organizationId }, options) =>
      await admin.issuer(issuerId).organizations.domainsSso(organizationId, domain, options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/sso/domains`, json: domain }),
    gives: () => record,
  },
  {
    method: "issuer.organizations.rotateSecretSso",
    call: async (admin, { issuerId, organizationId }, options) =>
      await admin.issuer(issuerId).organizations.rotateSecretSso(organizationId, options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/sso/rotate-secret` }),
    gives: () => rotated,
  },
  ...scopeRows("issuer.organization", organizationOf, {
    path: ({ O }) => O,
    id: ({ organizationId }) => organizationId,
    change: { name: "Renamed" },
  }),
  {
    method: "issuer.organization.sso.addDomain",
    call: async (admin, world, options) => await organizationOf(admin, world).sso.addDomain(domain, options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/sso/domains`, json: domain }),
    gives: () => record,
  },
  {
    method: "issuer.organization.sso.rotateSecret",
    call: async (admin, world, options) => await organizationOf(admin, world).sso.rotateSecret(options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/sso/rotate-secret` }),
    gives: () => rotated,
  },
  {
    method: "issuer.organization.sso.verifyDomain",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).sso.verifyDomain("corp.example.com", options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/sso/domains/corp.example.com/verify` }),
    gives: () => expect.objectContaining({ verified: true }) as unknown,
  },
  {
    method: "issuer.organization.sso.removeDomain",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).sso.removeDomain("corp.example.com", options),
    sends: ({ O }) => ({ method: "DELETE", path: `${O}/sso/domains/corp.example.com` }),
    gives: () => expect.any(Object) as unknown,
  },
  listRow("issuer.organization.members", (admin, world) => organizationOf(admin, world).members, {
    path: ({ O }) => `${O}/members`,
    params: { limit: 9, scope: "read" },
    gives: ({ memberId }) => pageOf({ member_id: memberId }),
  }),
  {
    method: "issuer.organization.members.create",
    call: async (admin, world, options) => await organizationOf(admin, world).members.create(member, options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/members`, json: member }),
    gives: () => one({ member_id: "usr_test" }),
  },
  {
    method: "issuer.organization.members.update",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).members.update(world.memberId, { user_title: "CTO" }, options),
    sends: ({ O, memberId }) => ({ method: "PATCH", path: `${O}/members/${memberId}`, json: { user_title: "CTO" } }),
    gives: () => one({ user_title: "CTO" }),
  },
  {
    method: "issuer.organization.members.delete",
    call: async (admin, world, options) => await organizationOf(admin, world).members.delete(world.memberId, options),
    sends: ({ O, memberId }) => ({ method: "DELETE", path: `${O}/members/${memberId}` }),
    gives: () => undefined,
  },
  listRow("issuer.organization.groups", (admin, world) => organizationOf(admin, world).groups, {
    path: ({ O }) => `${O}/groups`,
    params: { limit: 9 },
    gives: ({ groupId }) => pageOf({ id: groupId }),
  }),
  ...crudRows("issuer.organization.groups", (admin, world) => organizationOf(admin, world).groups, {
    path: ({ O }) => `${O}/groups`,
    id: ({ groupId }) => groupId,
    body: { name: "readers", description: null, scopes: ["read"] },
    change: { scopes: [] },
  }),
  listRow("issuer.organization.invitations", (admin, world) => organizationOf(admin, world).invitations, {
    path: ({ O }) => `${O}/invitations`,
    params: { limit: 9 },
    gives: ({ invitationId }) => pageOf({ id: invitationId }),
  }),
  {
    method: "issuer.organization.invitations.create",
    call: async (admin, world, options) => await organizationOf(admin, world).invitations.create(invitation, options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/invitations`, json: invitation }),
    gives: () => one({ email_invited: "zoe@example.com" }),
  },
  {
    method: "issuer.organization.invitations.get",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).invitations.get(world.invitationId, options),
    sends: ({ O, invitationId }) => ({ method: "GET", path: `${O}/invitations/${invitationId}` }),
    gives: ({ invitationId }) => one({ id: invitationId }),
  },
  {
    method: "issuer.organization.invitations.update",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).invitations.update(world.invitationId, { message: "Hello" }, options),
    sends: ({ O, invitationId }) => ({
      method: "PATCH",
      path: `${O}/invitations/${invitationId}`,
      json: { message: "Hello" },
    }),
    gives: () => one({ message: "Hello" }),
  },
  {
    method: "issuer.organization.invitations.resend",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).invitations.resend(world.invitationId, options),
    sends: ({ O, invitationId }) => ({ method: "POST", path: `${O}/invitations/${invitationId}/resend` }),
    gives: () => expect.any(Object) as unknown,
  },
  {
    method: "issuer.organization.invitations.revoke",
    call: async (admin, world, options) =>
      await organizationOf(admin, world).invitations.revoke(world.invitationId, options),
    sends: ({ O, invitationId }) => ({ method: "POST", path: `${O}/invitations/${invitationId}/revoke` }),
    gives: () => expect.any(Object) as unknown,
  },
  listRow("issuer.organization.apiKeys", (admin, world) => organizationOf(admin, world).apiKeys, {
    path: ({ O }) => `${O}/api-keys`,
    params: { limit: 9, q: "none", status: "active" },
    gives: () => pageOf(),
  }),
  {
    method: "issuer.organization.apiKeys.create",
    call: async (admin, world, options) => await organizationOf(admin, world).apiKeys.create(key, options),
    sends: ({ O }) => ({ method: "POST", path: `${O}/api-keys`, json: key }),
    gives: ({ organizationId }) =>
      one({ name: "org key", org_id: organizationId, secret_plain: expect.any(String) as unknown }),
  },
];
