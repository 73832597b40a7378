import { createUnkeyEmulator, VERSION } from "@keyrack/emulator";
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
