import type { CreateKeyParams, UpdateCreditsParams, UpdateKeyParams, VerifyKeyParams } from "@keyrack/unkey";
import { expect } from "vitest";
import { row, type WireRow } from "./wire-row.ts";

const keyId: unknown = expect.stringMatching(/^key_/);
const created = { keyId, key: expect.any(String) as unknown };
const limit = { name: "requests", limit: 10, duration: 3_600_000, autoApply: false };
const storedLimit = { ...limit, id: expect.stringMatching(/^rl_/) as unknown };
const identity = { id: expect.stringMatching(/^id_/) as unknown, externalId: "user_1" };
const reader = { id: expect.stringMatching(/^role_/) as unknown, name: "reader" };
const readDocuments = {
  id: expect.stringMatching(/^perm_/) as unknown,
  name: "Read documents",
  slug: "documents.read",
};
const stored = {
  keyId,
  start: expect.stringMatching(/^sk_.{4}$/) as unknown,
  enabled: true,
  createdAt: expect.any(Number) as unknown,
  credits: { remaining: 100 },
  identity,
  ratelimits: [storedLimit],
};

/** The wire rows of `unkey.keys`. */
export const keyRows: readonly WireRow[] = [
  row({
    method: "keys.createKey",
    body: ({ apiId }): CreateKeyParams => ({
      apiId,
      prefix: "ci",
      name: "CI",
      byteLength: 24,
      externalId: "user_2",
      meta: { team: "core", nothing: null, half: 0.5 },
      roles: ["reader"],
      permissions: ["documents.write"],
      expires: 4_102_444_800_000,
      credits: { remaining: 10, refill: { interval: "monthly", amount: 10, refillDay: 31 } },
      ratelimits: [limit],
      enabled: false,
      recoverable: false,
    }),
    call: async (unkey, body) => await unkey.keys.createKey(body),
    data: created,
  }),
  row({
    method: "keys.verifyKey",
    body: ({ key }): VerifyKeyParams => ({
      key,
      tags: ["path=/v1"],
      credits: { cost: 3 },
      ratelimits: [
        { name: "requests", cost: 2 },
        { name: "burst", limit: 5, duration: 60_000 },
      ],
    }),
    call: async (unkey, body) => await unkey.keys.verifyKey(body),
    data: expect.objectContaining({ valid: true, code: "VALID", credits: 97, identity, keyId }) as unknown,
  }),
  row({
    method: "keys.getKey",
    body: (world) => ({ keyId: world.keyId, decrypt: false }),
    call: async (unkey, body) => await unkey.keys.getKey(body),
    data: stored,
  }),
  row({
    method: "keys.whoami",
    body: ({ key }) => ({ key }),
    call: async (unkey, body) => await unkey.keys.whoami(body),
    data: stored,
  }),
  row({
    method: "keys.updateKey",
    body: (world): UpdateKeyParams => ({
      keyId: world.keyId,
      name: "renamed",
      externalId: null,
      meta: null,
      expires: null,
      credits: { remaining: 5, refill: null },
      enabled: true,
      ratelimits: [],
      roles: [],
      permissions: [],
    }),
    call: async (unkey, body) => await unkey.keys.updateKey(body),
    data: {},
  }),
  row({
    method: "keys.updateCredits",
    body: (world): UpdateCreditsParams => ({ keyId: world.keyId, operation: "set", value: null }),
    call: async (unkey, body) => await unkey.keys.updateCredits(body),
    data: { remaining: null },
  }),
  row({
    method: "keys.deleteKey",
    body: (world) => ({ keyId: world.keyId, permanent: true }),
    call: async (unkey, body) => await unkey.keys.deleteKey(body),
    data: {},
  }),
  row({
    method: "keys.rerollKey",
    body: (world) => ({ keyId: world.keyId, expiration: 0 }),
    call: async (unkey, body) => await unkey.keys.rerollKey(body),
    data: created,
  }),
  row({
    method: "keys.addPermissions",
    body: (world) => ({ keyId: world.keyId, permissions: ["documents.read"] }),
    call: async (unkey, body) => await unkey.keys.addPermissions(body),
    data: [readDocuments],
  }),
  row({
    method: "keys.removePermissions",
    body: (world) => ({ keyId: world.keyId, permissions: ["documents.read"] }),
    call: async (unkey, body) => await unkey.keys.removePermissions(body),
    data: [],
  }),
  row({
    method: "keys.setPermissions",
    body: (world) => ({ keyId: world.keyId, permissions: ["documents.read"] }),
    call: async (unkey, body) => await unkey.keys.setPermissions(body),
    data: [readDocuments],
  }),
  row({
    method: "keys.addRoles",
    body: (world) => ({ keyId: world.keyId, roles: ["reader"] }),
    call: async (unkey, body) => await unkey.keys.addRoles(body),
    data: [reader],
  }),
  row({
    method: "keys.removeRoles",
    body: (world) => ({ keyId: world.keyId, roles: ["reader"] }),
    call: async (unkey, body) => await unkey.keys.removeRoles(body),
    data: [],
  }),
  row({
    method: "keys.setRoles",
    body: (world) => ({ keyId: world.keyId, roles: ["reader"] }),
    call: async (unkey, body) => await unkey.keys.setRoles(body),
    data: [reader],
  }),
  row({
    method: "keys.migrateKeys",
    body: ({ apiId, migrationId }) => ({
      migrationId,
      apiId,
      keys: [{ hash: "6nGyMBYlUpk4xKbXrXxPz1Mvm3LWRqVbZKTVy8Ax1Yg=", name: "old", credits: { remaining: 5 } }],
    }),
    call: async (unkey, body) => await unkey.keys.migrateKeys(body),
    data: { migrated: [{ hash: "6nGyMBYlUpk4xKbXrXxPz1Mvm3LWRqVbZKTVy8Ax1Yg=", keyId }], failed: [] },
  }),
];
