import { describe, expect, test } from "vitest";
import { Bench, type Facts, type Page } from "./harness.ts";

const day = 24 * 60 * 60 * 1000;

async function record(bench: Bench, event: object = {}): Promise<Facts> {
  return await bench.data("POST /audit", { event_type: "order.shipped", ...event });
}

const sequences = ({ data }: Page): readonly unknown[] => data.map(({ chain_sequence }) => chain_sequence);

test("a recorded event can be fetched, in the name of the key", async () => {
  const bench = new Bench();
  const current = await bench.data("GET /keys/current");

  const event = await record(bench, { resource_id: "ord_1", resource_type: "order", details: { boxes: 2 } });

  expect(event).toEqual({
    id: expect.stringMatching(/^evt_/),
    tenant_id: "tnt_test",
    event_type: "order.shipped",
    actor: current["key_id"],
    resource_id: "ord_1",
    resource_type: "order",
    details: { boxes: 2 },
    created_at: "2025-06-15T12:00:00.000Z",
    chain_sequence: 1,
    event_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await bench.data(`GET /audit/${String(event["id"])}`)).toEqual(event);
});

test("events stand in one chain, whatever order their requests end in", async () => {
  const bench = new Bench();

  await Promise.all(["a", "b", "c", "d"].map((event_type) => record(bench, { event_type })));

  const page = await bench.data<Page>("GET /audit");
  expect(sequences(page)).toEqual([1, 2, 3, 4]);
  expect(await bench.data("POST /compliance/verify-chain")).toMatchObject({ chain_valid: true, events_checked: 4 });
});

describe("listing", () => {
  test("takes its page size from limit", async () => {
    const bench = new Bench();
    for (let count = 0; count < 5; count += 1) await record(bench);

    const page = await bench.data<Page>("GET /audit?page=2&limit=2");

    expect(sequences(page)).toEqual([3, 4]);
    expect(page.pagination).toMatchObject({ page: 2, perPage: 2, totalPages: 3 });
  });

  test("filters by type and resource", async () => {
    const bench = new Bench();
    await record(bench, { resource_id: "ord_1" });
    await record(bench, { event_type: "order.paid", resource_id: "ord_1" });
    await record(bench, { resource_id: "ord_2" });

    expect(sequences(await bench.data("GET /audit?event_type=order.shipped"))).toEqual([1, 3]);
    expect(sequences(await bench.data("GET /audit?event_type=order.shipped&resource_id=ord_2"))).toEqual([3]);
  });

  test.each([
    ["from_date=2025-06-16", [2, 3]],
    ["to_date=2025-06-16", [1, 2]],
    ["from_date=2025-06-16T12:00:00Z&to_date=2025-06-16T12:00:00Z", [2]],
    ["from_date=2025-06-16T12:00:01Z&to_date=2025-06-17T11:59:59Z", []],
  ])("takes both dates as inclusive, and a date without a time as a whole day: %s", async (query, expected) => {
    const bench = new Bench();
    for (let count = 0; count < 3; count += 1) {
      await record(bench);
      bench.advance(day);
    }

    expect(sequences(await bench.data(`GET /audit?${query}`))).toEqual(expected);
  });

  test("refuses what is no date", async () => {
    const bench = new Bench();

    expect((await bench.refusal("GET /audit?from_date=yesterday")).details).toEqual({
      from_date: "must be an ISO 8601 date",
    });
  });
});

test("an event without a type is refused, an unknown one is a 404", async () => {
  const bench = new Bench();

  expect((await bench.refusal("POST /audit", {})).details).toEqual({ event_type: "is required" });
  expect((await bench.refusal("GET /audit/evt_1")).code).toBe("404 NOT_FOUND");
});
