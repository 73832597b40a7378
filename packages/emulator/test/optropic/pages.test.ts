import { describe, expect, test } from "vitest";
import { Bench, type Facts, type Page } from "./harness.ts";

async function benchWithKeysets(count: number): Promise<Bench> {
  const bench = new Bench();
  for (let index = 1; index <= count; index += 1) await bench.call("POST /keysets", { name: String(index) });
  return bench;
}

const names = (rows: readonly Facts[]): string => rows.map(({ name }) => String(name)).join("");

describe("a list with pages", () => {
  test.each([
    ["page=1&per_page=3", "123"],
    ["page=3&per_page=3", "7"],
    ["page=4&per_page=3", ""],
    ["limit=3&offset=0", "123"],
    ["limit=3&offset=2", "345"],
    ["limit=3&offset=9", ""],
    ["limit=2", "12"],
    ["page=2&limit=3", "456"],
    ["offset=5", "67"],
    ["", "1234567"],
  ])("understands ?%s", async (query, expected) => {
    const bench = await benchWithKeysets(7);

    const page = await bench.data<Page>(`GET /keysets?${query}`);

    expect(names(page.data)).toBe(expected);
  });

  test("says where the page stands", async () => {
    const bench = await benchWithKeysets(7);

    const page = await bench.data<Page>("GET /keysets?page=2&per_page=3");

    expect(page.pagination).toEqual({ page: 2, perPage: 3, total: 7, totalPages: 3, hasMore: true });
  });

  test("says on its last page that there is no more, in both dialects", async () => {
    const bench = await benchWithKeysets(4);

    const byPage = await bench.data<Page>("GET /keysets?page=2&per_page=2");
    const byOffset = await bench.data<Page>("GET /keysets?limit=2&offset=2");

    expect(byPage.pagination).toMatchObject({ totalPages: 2, hasMore: false });
    expect(byOffset.pagination).toMatchObject({ total: 4, hasMore: false });
  });

  test("has 50 items a page where nothing is said", async () => {
    const bench = await benchWithKeysets(51);

    const page = await bench.data<Page>("GET /keysets");

    expect(page.data).toHaveLength(50);
    expect(page.pagination).toMatchObject({ perPage: 50, totalPages: 2 });
  });

  test.each(["page=0", "page=x", "per_page=0", "limit=1.5", "offset=-1"])("refuses ?%s", async (query) => {
    const bench = new Bench();

    const refusal = await bench.refusal(`GET /keysets?${query}`);

    expect(refusal.code).toBe("400 VALIDATION_ERROR");
    expect(Object.keys(refusal.details)).toEqual([query.split("=")[0]]);
  });
});

describe("a list without pages", () => {
  const labels = async (bench: Bench, query: string): Promise<string> => {
    const devices = await bench.data<Facts[]>(`GET /m2m/devices${query}`);
    return devices.map(({ label }) => String(label)).join("");
  };

  test.each([
    ["", "1234"],
    ["?limit=2&offset=0", "12"],
    ["?limit=2&offset=3", "4"],
    ["?offset=2", "34"],
  ])("is a bare array, cut only by limit and offset: %s", async (query, expected) => {
    const bench = new Bench();
    for (const label of "1234") await bench.call("POST /m2m/devices", { label, public_key: "ab" });

    expect(await labels(bench, query)).toBe(expected);
  });
});
