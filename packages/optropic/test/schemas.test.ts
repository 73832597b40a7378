import { AuthenticationError, type CreateSchemaParams, type FieldDefinition } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const wine: CreateSchemaParams = {
  vertical_id: "wine",
  metadata_schema: {
    vintage: { type: "number", required: true, label: "Vintage" },
    bottled: { type: "date" },
    organic: { type: "boolean" },
    grapes: { type: "array" },
    estate: {},
    rating: { type: "stars" },
    note: "free text" as unknown as FieldDefinition,
  },
};

describe("validate checks a config without asking the service to", () => {
  test.each<[string, object, object[]]>([
    ["a full one fits", { vintage: 1998, bottled: "2000-01-01", organic: true, grapes: ["red"], estate: "X" }, []],
    ["optional fields may be missing or null", { vintage: 1998, bottled: null }, []],
    ["fields that the schema does not name pass", { vintage: 1998, colour: 5 }, []],
    ["a type that nobody knows lets every value pass", { vintage: 1998, rating: { of: 5 } }, []],
    ["a definition that is none is skipped", { vintage: 1998, note: 5 }, []],
    ["a required field must be there", {}, [{ field: "vintage", message: 'Required field "Vintage" is missing' }]],
    ["and not be null", { vintage: null }, [{ field: "vintage", message: expect.any(String) as unknown }]],
    ["nor empty", { vintage: "" }, [{ field: "vintage", message: expect.any(String) as unknown }]],
    ["a boolean is no number", { vintage: true }, [expect.objectContaining({ field: "vintage", received: "boolean" })]],
    [
      "a date is a text",
      { vintage: 1, bottled: 2 },
      [expect.objectContaining({ field: "bottled", received: "number" })],
    ],
    [
      "a list is a list",
      { vintage: 1, grapes: {} },
      [expect.objectContaining({ field: "grapes", received: "object" })],
    ],
    [
      "no type means text",
      { vintage: 1, estate: [] },
      [expect.objectContaining({ field: "estate", received: "array" })],
    ],
    [
      "several faults are all told",
      { organic: "yes" },
      [expect.objectContaining({ field: "vintage" }), expect.objectContaining({ field: "organic" })],
    ],
    ["an inherited name is no field", { vintage: 1, toString: 5 }, []],
  ])("%s", async (_what, config, errors) => {
    const { optropic } = startBench();
    await optropic.schemas.create(wine);

    const check = await optropic.schemas.validate("wine", config);

    expect(check).toEqual({ valid: errors.length === 0, errors });
  });

  test("everything fits where there is no schema", async () => {
    const { optropic } = startBench();

    const check = await optropic.schemas.validate("tea", { anything: 1 });

    expect(check).toEqual({ valid: true, errors: [] });
  });

  test("a schema that cannot be fetched is no permission", async () => {
    const { client, emulator } = startBench();

    const error = await failureOf(client({ apiKey: emulator.fixtures.revokedApiKey }).schemas.validate("wine", {}));

    expect(error).toBeInstanceOf(AuthenticationError);
  });
});

test("a deleted schema is gone, but for those who ask for inactive ones", async () => {
  const { optropic } = startBench();
  await optropic.schemas.create(wine);

  await optropic.schemas.delete("wine");

  const active = await Array.fromAsync(optropic.schemas.listAll());
  const all = await Array.fromAsync(optropic.schemas.listAll({ include_inactive: true }));
  expect(active).toEqual([]);
  expect(all).toMatchObject([{ verticalId: "wine", isActive: false }]);
  expect(await failureOf(optropic.schemas.retrieve("wine"))).toMatchObject({ status: 404 });
});

test("creating the schema of a vertical again replaces it", async () => {
  const { optropic } = startBench();
  const first = await optropic.schemas.create(wine);

  const second = await optropic.schemas.create({ ...wine, version: "2.0", metadata_schema: {} });

  expect(second).toMatchObject({ id: first.id, version: "2.0", metadataSchema: {} });
  expect((await optropic.schemas.list()).data).toHaveLength(1);
});
