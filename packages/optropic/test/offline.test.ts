import {
  ConfigError,
  type OfflineVerificationParams,
  OptropicError,
  readFilterHeader,
  StaleFilterError,
  verifyOffline,
} from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, scripted, startBench } from "./support/bench.ts";

const assetId = "ast_1a2b3c";
const salt = "00112233445566778899aabbccddeeff";
const issued = 1_700_000_000;
const fingerprint = 0xaf1c;

/** A filter of empty buckets, but for the fingerprints that are put into some of them. */
function filterOf(capacity: number, taken: Readonly<Record<number, number>> = {}): Uint8Array<ArrayBuffer> {
  const filter = new Uint8Array(19 + capacity * 8 + 64);
  const view = new DataView(filter.buffer);
  view.setUint8(0, 1);
  view.setBigInt64(1, BigInt(issued));
  view.setUint32(9, 42);
  view.setUint16(13, 7);
  view.setUint32(15, capacity);
  for (const [bucket, value] of Object.entries(taken)) view.setUint16(19 + Number(bucket) * 8 + 6, value);
  return filter;
}

async function verify(given: Partial<OfflineVerificationParams> = {}): Promise<object> {
  const usual = { assetId, filter: filterOf(8), salts: { tnt_1: salt }, now: issued * 1_000 };
  return await verifyOffline({ ...usual, ...given });
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe("the header of a filter", () => {
  test("is read as it is printed", () => {
    const header = readFilterHeader(bytesOf("01000000006553f1000000002a000700000008"));

    expect(header).toEqual({ version: 1, issued_at: issued, item_count: 42, key_id: 7, capacity: 8 });
  });

  test("is not read from too few bytes", () => {
    expect(readFilterHeader(new Uint8Array(18))).toBeUndefined();
  });
});

describe("an asset", () => {
  test.each([2, 3])("is revoked where its fingerprint is in bucket %i", async (bucket) => {
    expect(await verify({ filter: filterOf(8, { [bucket]: fingerprint }) })).toMatchObject({
      revocation_status: "revoked",
      signature_valid: true,
      signature_checked: false,
      verification_mode: "offline",
      filter_age_seconds: 0,
      freshness: "current",
    });
  });

  test.each([0, 1, 4, 5, 6, 7])("is clear where it is in another one, as in %i", async (bucket) => {
    expect(await verify({ filter: filterOf(8, { [bucket]: fingerprint }) })).toMatchObject({
      revocation_status: "clear",
    });
  });

  test.each<[string, Partial<OfflineVerificationParams>, string]>([
    ["another asset", { assetId: "ast_1a2b3d" }, "clear"],
    ["another salt", { salts: { tnt_1: "ff" } }, "clear"],
    ["one salt of several", { salts: { tnt_0: "ff", tnt_1: salt } }, "revoked"],
    ["a salt as bytes", { salts: { tnt_1: bytesOf(salt) } }, "revoked"],
    ["a salt in upper case", { salts: { tnt_1: salt.toUpperCase() } }, "revoked"],
  ])("is looked up with %s", async (_what, given, status) => {
    const filter = filterOf(8, { 2: fingerprint });

    expect(await verify({ filter, ...given })).toMatchObject({ revocation_status: status });
  });

  test("is looked up without a crash whatever the number of buckets", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `ast_${index}`);

    const results = await Promise.all(ids.map(async (id) => await verify({ assetId: id, filter: filterOf(6) })));

    expect(results).toEqual(ids.map(() => expect.objectContaining({ revocation_status: "clear" }) as unknown));
  });
});

describe("a filter", () => {
  test("that is older than the trust window is stale, or refused by a strict policy", async () => {
    const old = { now: (issued + 300_000) * 1_000 };

    const permissive = await verify(old);
    const strict = await failureOf(verify({ ...old, filterPolicy: "strict" }));

    expect(permissive).toMatchObject({ freshness: "stale", filter_age_seconds: 300_000 });
    expect(strict).toBeInstanceOf(StaleFilterError);
    expect(strict).toBeInstanceOf(OptropicError);
    expect(strict).toMatchObject({
      code: "FILTER_STALE_CRITICAL",
      ageSeconds: 300_000,
      trustWindowSeconds: 259_200,
    });
  });

  test.each([259_200, 259_201])("is trusted for three days: after %i seconds", async (age) => {
    const result = await verify({ now: (issued + age) * 1_000 });

    expect(result).toMatchObject({ freshness: age === 259_200 ? "current" : "stale" });
  });

  test.each<[string, Uint8Array]>([
    ["too short for a header", new Uint8Array(18)],
    ["shorter than its header says", filterOf(8).slice(0, -1)],
    ["longer than its header says", new Uint8Array([...filterOf(8), 0])],
    ["without buckets", filterOf(0)],
  ])("that is %s is an error, never a verdict", async (_what, filter) => {
    const error = await failureOf(verify({ filter }));

    expect(error).toBeInstanceOf(OptropicError);
    expect(error).toMatchObject({ code: "FILTER_INVALID" });
  });

  test("with a signature that does not fit gives no verdict", async () => {
    const publicKey = bytesOf("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    const result = await verify({ publicKey, filter: filterOf(8, { 2: fingerprint }) });

    expect(result).toMatchObject({
      signature_valid: false,
      signature_checked: true,
      revocation_status: "unknown",
      filter_age_seconds: null,
    });
  });
});

test.each<[string, object]>([
  ["salts", { salts: {} }],
  ["salts", { salts: { tnt_1: "no hex" } }],
  ["salts", { salts: { tnt_1: "" } }],
  ["assetId", { assetId: "" }],
  ["filter", { filter: "bytes" }],
  ["publicKey", { publicKey: new Uint8Array(31) }],
  ["filterPolicy", { filterPolicy: "lax" }],
  ["trustWindowSeconds", { trustWindowSeconds: Number.NaN }],
  ["now", { now: Number.NaN }],
])("what would make every asset look clear is refused by the name %s: %j", async (name, given) => {
  const error = await failureOf(verify(given));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ message: expect.stringContaining(name) as unknown });
});

describe("the download", () => {
  const serve = (headers: Record<string, string>, filter = filterOf(8)): ReturnType<typeof clientOf> =>
    clientOf(scripted(() => new Response(filter, { headers })));

  test.each<[string, Record<string, string>, object]>([
    ["several", { "x-optropic-filter-salts": "t1:00ff, t2:aa,bad,:0c,t3:" }, { t1: "00ff", t2: "aa" }],
    ["one", { "x-optropic-filter-salt": "00ff" }, { _self: "00ff" }],
    ["none", {}, {}],
  ])("gives the salts: %s", async (_what, headers, salts) => {
    const synced = await serve(headers).assets.syncFilter();

    expect(synced).toEqual({ filter: filterOf(8), salts, issued_at: new Date(issued * 1_000), item_count: 42 });
  });

  test.each<[string, () => Promise<unknown>]>([
    ["a filter that is cut", async () => await serve({}, filterOf(8).slice(0, 50)).assets.syncFilter()],
    ["no filter", async () => await serve({}, new Uint8Array(0)).assets.syncFilter()],
    ["a salt that is no hex", async () => await serve({ "x-optropic-filter-salt": "xyz" }).assets.syncFilter()],
  ])("is a DecodeError where it brings %s", async (_what, download) => {
    expect(await failureOf(download())).toMatchObject({ name: "DecodeError", service: "optropic" });
  });

  test("lets a revoked asset be told from all others, without network", async () => {
    const { emulator, optropic } = startBench();
    const assets = await optropic.assets.batchCreate(Array.from({ length: 20 }, () => ({})));
    const [revoked, ...others] = assets.assets.map(({ id }) => id);
    await optropic.assets.revoke(revoked ?? "", { reason: "recall" });
    const { filter, salts } = await optropic.assets.syncFilter();
    const publicKey = bytesOf(emulator.fixtures.signingPublicKey);
    const requests = emulator.requests.length;

    const check = async (id = ""): Promise<string> => {
      const result = await verifyOffline({ assetId: id, filter, salts, publicKey });
      return `${result.signature_valid} ${result.revocation_status}`;
    };

    expect(await check(revoked)).toBe("true revoked");
    expect(await Promise.all(others.map(check))).toEqual(others.map(() => "true clear"));
    expect(emulator.requests).toHaveLength(requests);
  });
});
