import { APIResponseProcessingError, ConfigError } from "@keyrack/venice-keys";
import { expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";
import { settings, startRotation, works } from "./support/rotation.ts";

const unknownId = "00000000-0000-4000-8000-000000000000";

test("a rotation delivers a copy of the key that works, and deletes the old one", async () => {
  const bench = await startRotation();
  const { delivered, emulator, old, venice } = bench;
  const before = emulator.requests.length;

  const rotated = await venice.apiKeys.rotate(old.id, { deliver: (apiKey) => void delivered.push(apiKey) });

  const [newKey = ""] = delivered;
  const copy = await venice.apiKeys.retrieve(rotated.id);
  expect(rotated).toEqual({ id: copy.id, replacedId: old.id });
  expect(copy).toMatchObject({
    apiKeyType: "INFERENCE",
    description: "CI",
    expiresAt: settings.expiresAt,
    consumptionLimits: { usd: 25, diem: null },
    limitPeriod: "LIFETIME",
    modelPrivacy: "PRIVATE_ONLY",
  });
  expect([await works(bench, newKey), await works(bench, old.apiKey)]).toEqual([true, false]);
  const requests = emulator.requests.slice(before, before + 4);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `GET /api/v1/api_keys/${old.id}`,
    "POST /api/v1/api_keys",
    "GET /api/v1/api_keys/rate_limits",
    "DELETE /api/v1/api_keys",
  ]);
  expect(requests[2]?.headers["authorization"]).toBe(`Bearer ${newKey}`);
});

test("a key can rotate itself", async () => {
  const { client, emulator } = startBench();
  const venice = client();
  const admin = (await venice.apiKeys.list()).find(({ description }) => description === "admin");
  let next = "";

  await venice.apiKeys.rotate(admin?.id ?? "", { deliver: (apiKey) => void (next = apiKey) });

  const keys = await client({ apiKey: next }).apiKeys.list();
  expect(keys.filter(({ description }) => description === "admin")).toHaveLength(1);
  expect(emulator.fixtures.apiKey).not.toBe(next);
});

test("the addresses that the service tells of go to the copy, and what is unknown stops the rotation at once", async () => {
  const key = { id: "old", apiKeyType: "ADMIN", expiresAt: null, consumptionLimits: {}, ipAllowlist: ["10.0.0.0/8"] };
  const created = json({ success: true, data: { id: "new", apiKey: "secret" } });
  const rest = [json({ data: { accessPermitted: true } }), json({ success: true })] as const;
  const plain = scripted(json({ data: key }), created, ...rest);
  const strange = scripted(json({ data: { ...key, consumptionLimits: { eur: 5 } } }), created, ...rest);
  const deliver = (): void => undefined;

  await clientOf(plain).apiKeys.rotate("old", { deliver });
  const error = await failureOf(clientOf(strange).apiKeys.rotate("old", { deliver }));

  expect(plain.sent[1]?.body).toEqual({ apiKeyType: "ADMIN", description: "", ipAllowlist: ["10.0.0.0/8"] });
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain("eur");
  expect(strange.sent).toHaveLength(1);
});

test("nothing is sent without a function to deliver with, and nothing is made for a key that is unknown", async () => {
  const { emulator, venice } = startBench();

  const without = await failureOf(venice.apiKeys.rotate(unknownId, { deliver: "file" as never }));
  const requests = emulator.requests.length;
  const unknown = await failureOf(venice.apiKeys.rotate(unknownId, { deliver: () => undefined }));

  expect(without).toBeInstanceOf(ConfigError);
  expect(requests).toBe(0);
  expect(unknown).toMatchObject({ code: "api_key_not_found" });
  expect(emulator.requests).toHaveLength(1);
});

test.each([
  ["the old name of DIEM stays out beside the new one", { usd: 1, diem: 2, vcu: null }, { usd: 1, diem: 2 }],
  ["a limit that has the old name alone is kept", { usd: null, vcu: 3 }, { usd: null, vcu: 3 }],
])("a copy has the same limits: %s", async (_rule, consumptionLimits, copied) => {
  const key = { id: unknownId, apiKeyType: "INFERENCE", description: "CI", expiresAt: null, consumptionLimits };
  const service = scripted(
    json({ data: key }),
    json({ success: true, data: { ...key, id: "new", apiKey: "secret-of-the-copy" } }),
    json({ data: { accessPermitted: true, balances: {} } }),
    json({ success: true }),
  );

  await clientOf(service).apiKeys.rotate(unknownId, { deliver: () => undefined });

  expect(service.sent[1]?.body).toHaveProperty("consumptionLimit", copied);
});

test.each([{}, undefined, "soon"])("a key whose end cannot be read, as with %j, is not copied", async (expiresAt) => {
  const key = { id: unknownId, apiKeyType: "INFERENCE", description: "CI", expiresAt, consumptionLimits: {} };
  const service = scripted(json({ data: key }));

  const error = await failureOf(clientOf(service).apiKeys.rotate(unknownId, { deliver: () => undefined }));

  expect(error).toBeInstanceOf(APIResponseProcessingError);
  expect(service.sent.map(({ method }) => method)).toEqual(["GET"]);
});
