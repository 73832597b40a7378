import { expect, test } from "vitest";
import { Bench, type Fields } from "./harness.ts";

async function createMany(bench: Bench, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await bench.create("issuers/iss_test/agents", { name: `agent ${number}` });
  }
}

function names(rows: readonly Fields[]): unknown[] {
  return rows.map(({ name }) => name);
}

test("a list without anything is an empty page", async () => {
  const bench = new Bench();

  expect(await bench.list("issuers/iss_test/agents")).toEqual({ data: [], has_more: false, next_cursor: null });
});

test("pages follow each other by the cursor, newest first, and each row comes once", async () => {
  const bench = new Bench();
  await createMany(bench, 5);

  const first = await bench.list("issuers/iss_test/agents?limit=2");
  const second = await bench.list(`issuers/iss_test/agents?limit=2&cursor=${String(first.next_cursor)}`);
  const third = await bench.list(`issuers/iss_test/agents?limit=2&cursor=${String(second.next_cursor)}`);

  expect([first, second, third].map(({ data }) => names(data))).toEqual([
    ["agent 5", "agent 4"],
    ["agent 3", "agent 2"],
    ["agent 1"],
  ]);
  expect([first, second, third].map(({ has_more }) => has_more)).toEqual([true, true, false]);
  expect(third.next_cursor).toBeNull();
});

test("a page that takes the last row says so", async () => {
  const bench = new Bench();
  await createMany(bench, 2);

  expect(await bench.list("issuers/iss_test/agents?limit=2")).toMatchObject({ has_more: false, next_cursor: null });
});

test("a page has 50 rows unless asked for 1 to 100", async () => {
  const bench = new Bench();
  await createMany(bench, 101);

  const lengths = await Promise.all(
    ["", "?limit=1", "?limit=100"].map(
      async (query) => (await bench.list(`issuers/iss_test/agents${query}`)).data.length,
    ),
  );

  expect(lengths).toEqual([50, 1, 100]);
});

test.each(["limit=0", "limit=101", "limit=-1", "limit=ten", "limit=", "cursor=abc", "cursor="])(
  "%s is 422",
  async (query) => {
    expect(await new Bench().refusal(`GET issuers?${query}`)).toBe("422 invalid_request");
  },
);

test("rows that come or go between two pages move no other row", async () => {
  const bench = new Bench();
  await createMany(bench, 4);
  const first = await bench.list("issuers/iss_test/agents?limit=2");
  await bench.send(`DELETE issuers/iss_test/agents/${String(first.data[1]?.["id"])}`);
  await createMany(bench, 1);

  const second = await bench.list(`issuers/iss_test/agents?limit=2&cursor=${String(first.next_cursor)}`);

  expect(names(second.data)).toEqual(["agent 2", "agent 1"]);
});

test("a filter counts before the page is cut", async () => {
  const bench = new Bench();
  await createMany(bench, 3);
  await bench.create("issuers/iss_test/agents", { name: "other", model: "m" });

  expect(await bench.list("issuers/iss_test/agents?model=m&limit=1")).toMatchObject({
    data: [{ name: "other" }],
    has_more: false,
  });
});
