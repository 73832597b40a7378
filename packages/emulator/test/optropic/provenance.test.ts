import { expect, test } from "vitest";
import { Bench, type Facts, type Page } from "./harness.ts";

async function record(bench: Bench, asset_id: string, event: object = {}): Promise<Facts> {
  return await bench.data("POST /provenance", { asset_id, event_type: "shipped", actor: "line-7", ...event });
}

test("a recorded event can be fetched", async () => {
  const bench = new Bench();
  const asset_id = await bench.createAsset();
  const facts = { event_type: "manufactured", location: { country: "DE" }, metadata: { batch: 3 } };

  const event = await record(bench, asset_id, facts);

  expect(event).toEqual({
    ...facts,
    id: expect.stringMatching(/^prv_/),
    asset_id,
    actor: "line-7",
    timestamp: "2025-06-15T12:00:00.000Z",
    chain_sequence: 1,
    event_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await bench.data(`GET /provenance/${String(event["id"])}`)).toEqual(event);
});

test("each asset has a chain of its own, in the order of recording", async () => {
  const bench = new Bench();
  const [one, other] = [await bench.createAsset(), await bench.createAsset()];
  const first = await record(bench, one);
  const foreign = await record(bench, other);
  const second = await record(bench, one, { event_type: "received" });

  const chain = await bench.data(`GET /provenance/chain/${one}`);

  expect(chain).toEqual({ asset_id: one, events: [first, second] });
  expect([first, second, foreign].map(({ chain_sequence }) => chain_sequence)).toEqual([1, 2, 1]);
});

test("equal events have different hashes, because each hangs on the one before", async () => {
  const bench = new Bench();
  const asset = await bench.createAsset();

  const events = [await record(bench, asset), await record(bench, asset)];

  expect(new Set(events.map(({ event_hash }) => event_hash)).size).toBe(2);
});

test("a chain is checked link by link", async () => {
  const bench = new Bench();
  const asset_id = await bench.createAsset();
  await record(bench, asset_id);
  await record(bench, asset_id);

  const answer = await bench.call(`POST /provenance/chain/${asset_id}/verify`);

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    asset_id,
    chain_valid: true,
    events_checked: 2,
    verified_at: "2025-06-15T12:00:00.000Z",
  });
});

test("the chain of an asset without events is empty, that of an unknown asset a 404", async () => {
  const bench = new Bench();
  const asset_id = await bench.createAsset();

  expect(await bench.data(`GET /provenance/chain/${asset_id}`)).toEqual({ asset_id, events: [] });
  expect((await bench.refusal("GET /provenance/chain/ast_1")).code).toBe("404 NOT_FOUND");
  expect((await bench.refusal("POST /provenance/chain/ast_1/verify")).code).toBe("404 NOT_FOUND");
});

test("recording needs asset, type and actor, and an asset that exists", async () => {
  const bench = new Bench();
  const event = { asset_id: "ast_1", event_type: "shipped", actor: "line-7" };

  expect(Object.keys((await bench.refusal("POST /provenance", {})).details)).toEqual(Object.keys(event));
  expect((await bench.refusal("POST /provenance", event)).code).toBe("404 NOT_FOUND");
});

test("lists filter by asset, type and date", async () => {
  const bench = new Bench();
  const [one, other] = [await bench.createAsset(), await bench.createAsset()];
  const first = await record(bench, one);
  bench.advance(24 * 60 * 60 * 1000);
  const second = await record(bench, other);
  const third = await record(bench, other, { event_type: "received" });
  const rows = async (query: string): Promise<readonly Facts[]> =>
    (await bench.data<Page>(`GET /provenance?${query}`)).data;

  expect(await rows(`asset_id=${one}`)).toEqual([first]);
  expect(await rows("event_type=received")).toEqual([third]);
  expect(await rows("from_date=2025-06-16")).toEqual([second, third]);
  expect(await rows("to_date=2025-06-15")).toEqual([first]);
});
