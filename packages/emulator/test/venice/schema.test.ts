import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const valid = { apiKeyType: "INFERENCE", description: "a key" };

describe("a body that does not fit", () => {
  test("is refused with a tree of texts and a flat list of the same", async () => {
    const bench = new Bench();
    const sent = { description: 1, consumptionLimit: { usd: -1 }, color: "red" };

    const answer = await bench.call("POST /api_keys", sent);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      error: "Invalid request parameters",
      details: {
        _errors: ["Unrecognized key(s) in object: 'color'"],
        apiKeyType: { _errors: ["Required"] },
        description: { _errors: ["Expected string, received number"] },
        consumptionLimit: { _errors: [], usd: { _errors: ["Number must be greater than or equal to 0"] } },
      },
      issues: [
        expect.objectContaining({ code: "invalid_type", path: ["apiKeyType"], message: "Required" }),
        expect.objectContaining({ code: "invalid_type", path: ["description"], received: "number" }),
        expect.objectContaining({ code: "too_small", path: ["consumptionLimit", "usd"], minimum: 0 }),
        expect.objectContaining({ code: "unrecognized_keys", path: [], keys: ["color"] }),
      ],
    });
  });

  test.each([
    ["another kind of key", { apiKeyType: "SUPER" }, "apiKeyType", "invalid_enum_value"],
    ["a kind that is no text", { apiKeyType: 1 }, "apiKeyType", "invalid_type"],
    ["a description of 65 characters", { description: "a".repeat(65) }, "description", "too_big"],
    ["no description", { description: undefined }, "description", "invalid_type"],
    ["null for a description", { description: null }, "description", "invalid_type"],
    ["null for an expiry", { expiresAt: null }, "expiresAt", "invalid_type"],
    ["a time with an offset", { expiresAt: "2030-01-01T00:00:00+02:00" }, "expiresAt", "invalid_string"],
    ["a time with two decimals", { expiresAt: "2030-01-01T00:00:00.12Z" }, "expiresAt", "invalid_string"],
    ["a time without seconds", { expiresAt: "2030-01-01T00:00Z" }, "expiresAt", "invalid_string"],
    ["a month that there is not", { expiresAt: "2030-13-01" }, "expiresAt", "invalid_string"],
    ["limits that are a number", { consumptionLimit: 10_000 }, "consumptionLimit", "invalid_type"],
    ["limits that are a list", { consumptionLimit: [] }, "consumptionLimit", "invalid_type"],
    ["another period", { limitPeriod: "WEEK" }, "limitPeriod", "invalid_enum_value"],
    ["another privacy", { modelPrivacy: "SOME" }, "modelPrivacy", "invalid_enum_value"],
  ])("has %s", async (_what, settings, field, code) => {
    const bench = new Bench();

    const { status, body } = await bench.call("POST /api_keys", { ...valid, ...settings });

    expect(status).toBe(400);
    expect(body).toMatchObject({
      details: { [field]: { _errors: [expect.any(String)] } },
      issues: [{ path: [field], code }],
    });
  });

  test.each([
    ["usd", 10_000_000_000, "too_big"],
    ["diem", -0.5, "too_small"],
    ["vcu", "5", "invalid_type"],
  ])("limits %s to %s", async (currency, amount, code) => {
    const bench = new Bench();

    const { body } = await bench.call("POST /api_keys", { ...valid, consumptionLimit: { [currency]: amount } });

    expect(body).toMatchObject({ issues: [{ path: ["consumptionLimit", currency], code }] });
  });

  test.each([
    ["POST", { ...valid, web3_address: "0x0" }, "web3_address"],
    ["POST", { ...valid, consumptionLimits: {} }, "consumptionLimits"],
    ["PATCH", { id: "a", apiKeyType: "ADMIN" }, "apiKeyType"],
    ["PATCH", { id: "a", consumptionLimits: {} }, "consumptionLimits"],
    ["DELETE", { id: "a", force: true }, "force"],
  ])("has a member that nobody knows: %s %j", async (method, sent, member) => {
    const bench = new Bench();

    const { status, body } = await bench.call(`${method} /api_keys`, sent);

    expect(status).toBe(400);
    expect(body).toMatchObject({ details: { _errors: [`Unrecognized key(s) in object: '${member}'`] } });
  });

  test.each(["[]", "null", '"text"', "1"])("is no object but %s", async (raw) => {
    const bench = new Bench();

    const { status, body } = await bench.call("POST /api_keys", undefined, { raw });

    expect(status).toBe(400);
    expect(body).toMatchObject({ details: { _errors: [expect.stringMatching(/^Expected object/)] } });
  });
});

describe("a body that fits", () => {
  test.each([
    ["", null],
    ["2030-01-02", "2030-01-02T00:00:00.000Z"],
    ["2030-01-02T03:04:05Z", "2030-01-02T03:04:05.000Z"],
    ["2030-01-02T03:04:05.678Z", "2030-01-02T03:04:05.678Z"],
  ])("may say %j for the expiry", async (expiresAt, shown) => {
    const bench = new Bench();

    const made = await bench.create({ expiresAt });

    expect(made["expiresAt"]).toBe(shown);
  });

  test("may hold 64 characters, the largest limit and members of limits that nobody knows", async () => {
    const bench = new Bench();
    const consumptionLimit = { usd: 9_999_999_999, eur: 1 };

    const made = await bench.create({ description: "a".repeat(64), consumptionLimit });

    expect(made["consumptionLimit"]).toEqual({ usd: 9_999_999_999, diem: null, vcu: null });
  });
});
