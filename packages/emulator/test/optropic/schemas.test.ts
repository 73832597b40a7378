import { describe, expect, test } from "vitest";
import { Bench, type Facts, type Page } from "./harness.ts";

const wine = { vertical_id: "wine", metadata_schema: { year: { type: "number", required: true } } };

async function verticals(bench: Bench, query = ""): Promise<readonly unknown[]> {
  const { data } = await bench.data<Page>(`GET /schemas${query}`);
  return data.map(({ verticalId }) => verticalId);
}

test("a created schema is found by its vertical, with exactly the fields that clients know", async () => {
  const bench = new Bench();

  const schema = await bench.data("POST /schemas", { ...wine, description: "Bottles" });

  expect(schema).toEqual({
    id: expect.stringMatching(/^sch_/),
    tenantId: "tnt_test",
    verticalId: "wine",
    version: "1.0",
    metadataSchema: wine.metadata_schema,
    exportFormats: [],
    isActive: true,
    createdAt: "2025-06-15T12:00:00.000Z",
    updatedAt: "2025-06-15T12:00:00.000Z",
    description: "Bottles",
  });
  expect(await bench.data("GET /schemas/wine")).toEqual(schema);
  expect((await bench.data<Page>("GET /schemas")).data).toEqual([schema]);
});

test("a second schema of one vertical replaces the first and keeps its id", async () => {
  const bench = new Bench();
  const first = await bench.data("POST /schemas", { ...wine, description: "Bottles" });
  bench.advance(1000);

  const second = await bench.data("POST /schemas", { ...wine, version: "2.0", export_formats: ["csv"] });

  expect(second).toMatchObject({ id: first["id"], version: "2.0", exportFormats: ["csv"] });
  expect(second).toMatchObject({ createdAt: first["createdAt"], updatedAt: "2025-06-15T12:00:01.000Z" });
  expect(second).not.toHaveProperty("description");
  expect(await verticals(bench)).toEqual(["wine"]);
});

test("an update changes what is sent and leaves the rest", async () => {
  const bench = new Bench();
  await bench.data("POST /schemas", { ...wine, description: "Bottles" });

  const updated = await bench.data("PATCH /schemas/wine", { version: "1.1" });

  expect(updated).toMatchObject({ version: "1.1", description: "Bottles", metadataSchema: wine.metadata_schema });
  expect(await bench.data("GET /schemas/wine")).toEqual(updated);
});

describe("a deleted schema", () => {
  async function benchWithDeleted(): Promise<Bench> {
    const bench = new Bench();
    await bench.data("POST /schemas", wine);
    await bench.data("POST /schemas", { ...wine, vertical_id: "art" });
    await bench.data("DELETE /schemas/wine");
    return bench;
  }

  test("is shown as inactive by the answer", async () => {
    const bench = new Bench();
    await bench.data("POST /schemas", wine);

    expect(await bench.data<Facts>("DELETE /schemas/wine")).toMatchObject({ verticalId: "wine", isActive: false });
  });

  test("is gone, also for a second delete", async () => {
    const bench = await benchWithDeleted();

    expect((await bench.refusal("GET /schemas/wine")).code).toBe("404 NOT_FOUND");
    expect((await bench.refusal("DELETE /schemas/wine")).code).toBe("404 NOT_FOUND");
  });

  test.each([
    ["", ["art"]],
    ["?include_inactive=false", ["art"]],
    ["?include_inactive=true", ["wine", "art"]],
    ["?include_inactive=True", ["wine", "art"]],
  ])("is in lists with include_inactive only: %s", async (query, expected) => {
    const bench = await benchWithDeleted();

    expect(await verticals(bench, query)).toEqual(expected);
  });

  test("comes back when it is set active or created again", async () => {
    const bench = await benchWithDeleted();

    await bench.data("PATCH /schemas/wine", { is_active: true });
    expect(await bench.data("GET /schemas/wine")).toMatchObject({ isActive: true });
    await bench.data("DELETE /schemas/wine");
    expect(await bench.data("POST /schemas", wine)).toMatchObject({ isActive: true });
  });
});

test("vertical and fields are required, and the fields are an object", async () => {
  const bench = new Bench();

  const missing = await bench.refusal("POST /schemas", {});
  const wrong = await bench.refusal("POST /schemas", { vertical_id: "wine", metadata_schema: [] });

  expect(missing.details).toEqual({ vertical_id: "is required", metadata_schema: "is required" });
  expect(wrong.details).toEqual({ metadata_schema: "must be an object" });
});
