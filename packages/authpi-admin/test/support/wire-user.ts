import type { AuthPIAdmin, UserScope } from "@keyrack/authpi-admin";
import { expect } from "vitest";
import { crudRows, scopeRows } from "./wire-crud.ts";
import { listRow, one, pageOf, type WireRow } from "./wire-row.ts";
import type { World } from "./world.ts";

const userOf = (admin: AuthPIAdmin, { issuerId, userId }: World): UserScope => admin.issuer(issuerId).user(userId);
const revoked: unknown = expect.objectContaining({ revoked_count: 1 });
const code = { code: "123456" };
const succeeded: unknown = expect.objectContaining({ success: true });
const token = { name: "laptop", restrictions: { scopes: ["read"] }, expires_at: 4_102_444_800_000 };

/** The wire rows of users and of what a user holds. */
export const userRows: readonly WireRow[] = [
  listRow("issuer.users", (admin, { issuerId }) => admin.issuer(issuerId).users, {
    path: ({ I }) => `${I}/users`,
    params: { limit: 50, status: "active" },
    gives: ({ userId }) => pageOf({ user_id: userId }),
  }),
  ...crudRows("issuer.users", (admin, { issuerId }) => admin.issuer(issuerId).users, {
    path: ({ I }) => `${I}/users`,
    id: ({ userId }) => userId,
    body: { email: "alice@example.com", display_name: "Alice" },
    created: { username: "alice@example.com", username_type: "email" },
    change: { metadata: { vip: true } },
  }),
  {
    method: "issuer.users.revokeAllTrustedDevices",
    call: async (admin, { issuerId, userId }, options) =>
      await admin.issuer(issuerId).users.revokeAllTrustedDevices(userId, options),
    sends: ({ U }) => ({ method: "POST", path: `${U}/trusted-devices/revoke-all` }),
    gives: () => revoked,
  },
  {
    method: "issuer.users.completeEnrollmentVerifiers",
    call: async (admin, { issuerId, userId }, options) =>
      await admin.issuer(issuerId).users.completeEnrollmentVerifiers(userId, code, options),
    sends: ({ U }) => ({ method: "POST", path: `${U}/verifiers/complete-enrollment`, json: code }),
    gives: () => expect.objectContaining({ success: expect.any(Boolean) as unknown }) as unknown,
  },
  ...scopeRows("issuer.user", userOf, {
    path: ({ U }) => U,
    id: ({ userId }) => userId,
    change: { metadata: { vip: true } },
  }),
  listRow("issuer.user.sessions", (admin, world) => userOf(admin, world).sessions, {
    path: ({ U }) => `${U}/sessions`,
    params: { status: "active" },
    gives: ({ sessionId }) => pageOf({ id: sessionId }),
  }),
  listRow("issuer.user.tokens", (admin, world) => userOf(admin, world).tokens, {
    path: ({ U }) => `${U}/tokens`,
    params: { limit: 50, status: "active" },
    gives: ({ tokenId }) => pageOf({ id: tokenId }),
  }),
  {
    method: "issuer.user.tokens.create",
    call: async (admin, world, options) => await userOf(admin, world).tokens.create(token, options),
    sends: ({ U }) => ({ method: "POST", path: `${U}/tokens`, json: token }),
    gives: () => expect.objectContaining({ token_plain: expect.stringMatching(/^\S{8,}$/) as unknown }) as unknown,
  },
  listRow("issuer.user.trustedDevices", (admin, world) => userOf(admin, world).trustedDevices, {
    path: ({ U }) => `${U}/trusted-devices`,
    gives: ({ deviceId }) => pageOf({ id: deviceId }),
  }),
  {
    method: "issuer.user.trustedDevices.create",
    call: async (admin, world, options) =>
      await userOf(admin, world).trustedDevices.create({ fingerprint: "f2", name: "phone" }, options),
    sends: ({ U }) => ({
      method: "POST",
      path: `${U}/trusted-devices`,
      json: { fingerprint: "f2", name: "phone" },
    }),
    gives: () => expect.objectContaining({ device_id: expect.any(String) as unknown }) as unknown,
  },
  {
    method: "issuer.user.trustedDevices.delete",
    call: async (admin, world, options) => await userOf(admin, world).trustedDevices.delete(world.deviceId, options),
    sends: ({ U, deviceId }) => ({ method: "DELETE", path: `${U}/trusted-devices/${deviceId}` }),
    gives: () => undefined,
  },
  {
    method: "issuer.user.trustedDevices.revokeAll",
    call: async (admin, world, options) => await userOf(admin, world).trustedDevices.revokeAll(options),
    sends: ({ U }) => ({ method: "POST", path: `${U}/trusted-devices/revoke-all` }),
    gives: () => revoked,
  },
  listRow("issuer.user.verifiers", (admin, world) => userOf(admin, world).verifiers, {
    path: ({ U }) => `${U}/verifiers`,
    gives: ({ verifierId }) => pageOf({ id: verifierId }),
  }),
  {
    method: "issuer.user.verifiers.create",
    call: async (admin, world, options) => await userOf(admin, world).verifiers.create({ type: "totp" }, options),
    sends: ({ U }) => ({ method: "POST", path: `${U}/verifiers`, json: { type: "totp" } }),
    gives: () => expect.objectContaining({ enrollment_id: expect.any(String) as unknown }) as unknown,
  },
  {
    method: "issuer.user.verifiers.completeEnrollment",
    call: async (admin, world, options) => await userOf(admin, world).verifiers.completeEnrollment(code, options),
    sends: ({ U }) => ({ method: "POST", path: `${U}/verifiers/complete-enrollment`, json: code }),
    gives: () => expect.objectContaining({ success: expect.any(Boolean) as unknown }) as unknown,
  },
  {
    method: "issuer.user.verifiers.get",
    call: async (admin, world, options) => await userOf(admin, world).verifiers.get(world.verifierId, options),
    sends: ({ U, verifierId }) => ({ method: "GET", path: `${U}/verifiers/${verifierId}` }),
    gives: ({ verifierId }) => one({ id: verifierId }),
  },
  {
    method: "issuer.user.verifiers.update",
    call: async (admin, world, options) =>
      await userOf(admin, world).verifiers.update(world.verifierId, { name: "phone" }, options),
    sends: ({ U, verifierId }) => ({ method: "PATCH", path: `${U}/verifiers/${verifierId}`, json: { name: "phone" } }),
    gives: () => one({ name: "phone" }),
  },
  {
    method: "issuer.user.verifiers.delete",
    call: async (admin, world, options) => await userOf(admin, world).verifiers.delete(world.verifierId, options),
    sends: ({ U, verifierId }) => ({ method: "DELETE", path: `${U}/verifiers/${verifierId}` }),
    gives: () => undefined,
  },
  {
    method: "issuer.user.verifiers.regenerate",
    call: async (admin, world, options) => await userOf(admin, world).verifiers.regenerate(world.verifierId, options),
    sends: ({ U, verifierId }) => ({ method: "POST", path: `${U}/verifiers/${verifierId}/regenerate` }),
    gives: () => expect.objectContaining({ codes: expect.any(Array) as unknown }) as unknown,
  },
  {
    method: "issuer.user.verifiers.verify",
    call: async (admin, world, options) => await userOf(admin, world).verifiers.verify(world.verifierId, code, options),
    sends: ({ U, verifierId }) => ({ method: "POST", path: `${U}/verifiers/${verifierId}/verify`, json: code }),
    gives: () => succeeded,
  },
];
