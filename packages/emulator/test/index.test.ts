import {
  createAuthPIEmulator,
  createOptropicEmulator,
  createUnkeyEmulator,
  createVeniceEmulator,
  createXtraEmulator,
  VERSION,
} from "@keyrack/emulator";
import { expect, test } from "vitest";

test("createUnkeyEmulator starts Unkey's API with a root key that works", async () => {
  const { fetch, fixtures } = createUnkeyEmulator();

  const response = await fetch("https://api.unkey.com/v2/apis.createApi", {
    method: "POST",
    headers: { authorization: `Bearer ${fixtures.rootKey}`, "content-type": "application/json" },
    body: '{"name":"payments"}',
  });

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ data: { apiId: expect.stringMatching(/^api_/) } });
});

test("createOptropicEmulator starts Optropic's API with a key that works", async () => {
  const { fetch, fixtures } = createOptropicEmulator();

  const response = await fetch("https://api.optropic.com/v1/assets", {
    method: "POST",
    headers: { "x-api-key": fixtures.apiKey, "content-type": "application/json" },
    body: '{"external_id":"SKU-1"}',
  });

  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ external_id: "SKU-1", id: expect.stringMatching(/^ast_/) });
});

test("createAuthPIEmulator starts AuthPI's API with a key that works", async () => {
  const { fetch, fixtures } = createAuthPIEmulator();
  const { accountId, keyId, keySecret } = fixtures;

  const response = await fetch("https://api.authpi.com/v1/me", {
    headers: { authorization: `Basic ${btoa(`${keyId}:${keySecret}`)}` },
  });

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ data: { key_id: keyId, accounts: [{ account_id: accountId }] } });
});

test("createXtraEmulator starts XtraSecurity's API with a token that works", async () => {
  const { fetch, fixtures } = createXtraEmulator();
  const address = `https://www.xtrasecurity.in/api/projects/${fixtures.projectId}/envs/production/secrets`;
  const headers = { authorization: `Bearer ${fixtures.token}` };

  const written = await fetch(address, { method: "POST", headers, body: '{"secrets":{"DATABASE_URL":"db"}}' });
  const read = await fetch(address, { headers });

  expect(await written.json()).toEqual({ success: true, count: 1 });
  expect(await read.json()).toEqual({ DATABASE_URL: "db" });
});

test("createVeniceEmulator starts Venice's API keys with a key that works", async () => {
  const { fetch, fixtures } = createVeniceEmulator();

  const response = await fetch("https://api.venice.ai/api/v1/api_keys/rate_limits", {
    headers: { authorization: `Bearer ${fixtures.apiKey}` },
  });

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ data: { accessPermitted: true } });
});

test("two emulators of one seed have the same fixtures and share nothing else", async () => {
  const [first, second] = [createUnkeyEmulator({ seed: 4 }), createUnkeyEmulator({ seed: 4 })];

  await first.fetch("https://api.unkey.com/v2/liveness");

  expect(first.fixtures).toEqual(second.fixtures);
  expect(createUnkeyEmulator({ seed: 5 }).fixtures.rootKey).not.toBe(first.fixtures.rootKey);
  expect(second.requests).toHaveLength(0);
});

test("VERSION is a version", () => {
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
});
