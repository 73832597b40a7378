import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { buildTable } from "../../src/optropic/cuckoo-filter.ts";
import { Bench, noon } from "./harness.ts";

const headerBytes = 19;
const signatureBytes = 64;

interface Download {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly tenant: string;
  readonly salt: string;
}

async function download(bench: Bench, key = bench.fixtures.apiKey): Promise<Download> {
  const headers = { "X-API-Key": key, Accept: "application/octet-stream" };
  const response = await bench.send("/v1/sync/revocation-filter", { headers });
  const [tenant = "", salt = ""] = (response.headers.get("X-Optropic-Filter-Salts") ?? "").split(":");
  return { bytes: Buffer.from(await response.arrayBuffer()), tenant, salt };
}

async function benchWithAssets(count: number): Promise<{ bench: Bench; ids: readonly string[] }> {
  const bench = new Bench();
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await bench.createAsset());
  return { bench, ids };
}

test("a revoked asset is found in the filter, and no other is", async () => {
  const { bench, ids } = await benchWithAssets(60);
  const revoked = ids.filter((_, index) => index % 3 === 0);
  await bench.data("POST /assets/batch-revoke", { asset_ids: revoked, reason: "recall" });

  const filter = await download(bench);

  expect(ids.filter((id) => isFound(filter, id))).toEqual(revoked);
});

test("the filter's header says when it was made, by which key, and for how many", async () => {
  const { bench, ids } = await benchWithAssets(2);
  await bench.data("POST /assets/batch-revoke", { asset_ids: ids, reason: "recall" });
  bench.advance(1500);

  const { bytes, tenant, salt } = await download(bench);

  const capacity = bytes.readUInt32BE(15);
  expect([bytes.readUInt8(0), bytes.readBigInt64BE(1), bytes.readUInt32BE(9), bytes.readUInt16BE(13)]).toEqual([
    1,
    BigInt(noon / 1000 + 1),
    2,
    1,
  ]);
  expect(bytes).toHaveLength(headerBytes + capacity * 8 + signatureBytes);
  expect(tenant).toBe("tnt_test");
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
});

test("the filter's signature fits the public key among the fixtures", async () => {
  const { bench } = await benchWithAssets(1);

  const { bytes } = await download(bench);

  const raw = Buffer.from(bench.fixtures.signingPublicKey, "hex");
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const [payload, signature] = [bytes.subarray(0, -signatureBytes), bytes.subarray(-signatureBytes)];
  expect(await crypto.subtle.verify("Ed25519", key, signature, payload)).toBe(true);
});

test("each tenant has a filter and a salt of its own", async () => {
  const { bench, ids } = await benchWithAssets(1);
  await bench.data("POST /assets/batch-revoke", { asset_ids: ids, reason: "recall" });

  const [own, other] = [await download(bench), await download(bench, bench.fixtures.otherApiKey)];

  expect(other.bytes.readUInt32BE(9)).toBe(0);
  expect(other.salt).not.toBe(own.salt);
});

test("a table puts the published example into the bucket that offline checks look at", async () => {
  const salted = createHash("sha256").update("ast_1a2b3c00112233445566778899aabbccddeeff").digest("hex");

  const { bytes, capacity } = await buildTable([salted]);

  const fingerprint = Buffer.from(bytes).indexOf(Buffer.from("af1c", "hex"));
  expect(salted).toBe("0a6357eff75da7539bc6a1ee22f1e88fc841ac6ce385d9c81fbf3c2f3f9bc074");
  expect(Math.log2(capacity) % 1).toBe(0);
  expect((fingerprint / 8) % 8).toBe(2);
});

test("a table grows until each of many items has a place", async () => {
  const items = Array.from({ length: 2000 }, (_, index) => String(index));

  const { bytes, capacity } = await buildTable(items);

  const slots = new DataView(bytes.buffer);
  const used = Array.from({ length: capacity * 4 }, (_, slot) => slots.getUint16(slot * 2)).filter(Boolean);
  expect(used).toHaveLength(2000);
});

/** Looks an asset up as an offline client does. */
function isFound({ bytes, salt }: Download, assetId: string): boolean {
  const item = sha256(assetId + salt).toString("hex");
  const capacity = bytes.readUInt32BE(15);
  const first = sha256(item);
  let digest = first;
  while (digest.readUInt16BE(4) === 0) digest = sha256(digest);
  const fingerprint = digest.subarray(4, 6);
  const bucket = first.readUInt32BE(0) % capacity;
  const other = bucket ^ (sha256(fingerprint).readUInt32BE(0) % capacity);
  return [bucket, other].some((index) =>
    [0, 1, 2, 3].some((slot) => bytes.readUInt16BE(headerBytes + index * 8 + slot * 2) === fingerprint.readUInt16BE(0)),
  );
}

function sha256(data: string | Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
