import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Bench, type Facts } from "./harness.ts";

const day = 24 * 60 * 60 * 1000;

interface Proof {
  readonly event_hash: string;
  readonly merkle_root: string;
  readonly proof: readonly string[];
}

async function record(bench: Bench, event: object = {}): Promise<string> {
  const { id } = await bench.data<{ id: string }>("POST /audit", { event_type: "order.shipped", ...event });
  return id;
}

test("the chain of a tenant without events is valid, with exactly four facts", async () => {
  const bench = new Bench();

  const answer = await bench.call("POST /compliance/verify-chain");

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    tenant_id: "tnt_test",
    chain_valid: true,
    events_checked: 0,
    verified_at: "2025-06-15T12:00:00.000Z",
  });
});

describe("Merkle roots", () => {
  test("there is one for each day with events", async () => {
    const bench = new Bench();
    await record(bench);
    await record(bench);
    bench.advance(2 * day);
    await record(bench);

    const roots = await bench.data<Facts[]>("GET /compliance/merkle-roots");

    expect(roots).toEqual([
      {
        id: "mrk_2025-06-15",
        root_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        event_count: 2,
        period_start: "2025-06-15T00:00:00.000Z",
        period_end: "2025-06-16T00:00:00.000Z",
        created_at: "2025-06-15T12:00:00.000Z",
      },
      expect.objectContaining({ id: "mrk_2025-06-17", event_count: 1 }),
    ]);
  });

  test.each([1, 2, 3, 5, 8])("every event of %i is proven by hashing upwards in sorted pairs", async (count) => {
    const bench = new Bench();
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) ids.push(await record(bench));
    const [root] = await bench.data<Facts[]>("GET /compliance/merkle-roots");

    const proofs = await Promise.all(ids.map((id) => bench.data<Proof>(`GET /compliance/merkle-proof/${id}`)));

    expect(proofs.map(climb)).toEqual(ids.map(() => root?.["root_hash"]));
    expect(proofs.every(({ merkle_root }) => merkle_root === root?.["root_hash"])).toBe(true);
  });

  test("a proof has exactly the six facts that clients know", async () => {
    const bench = new Bench();
    const id = await record(bench);

    const proof = await bench.data(`GET /compliance/merkle-proof/${id}`);

    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(proof).toEqual({
      event_id: id,
      event_hash: hash,
      merkle_root: hash,
      proof: [],
      verified: true,
      period: "2025-06-15",
    });
  });

  test("there is no proof of an unknown event", async () => {
    const bench = new Bench();

    expect((await bench.refusal("GET /compliance/merkle-proof/evt_1")).code).toBe("404 NOT_FOUND");
  });
});

describe("an export", () => {
  test("is a CSV of the log with a signature that fits", async () => {
    const bench = new Bench();
    const id = await record(bench, { resource_id: 'a "b", c', details: { n: 1 } });

    const answer = await bench.data<Record<string, string>>("GET /compliance/export");

    const [header, row, ...rest] = String(answer["csv"]).split("\r\n");
    expect(Object.keys(answer)).toEqual([
      "filename",
      "event_count",
      "csv",
      "signature",
      "public_key_hex",
      "key_id",
      "algorithm",
    ]);
    expect(answer).toMatchObject({ filename: "audit-2025-06-15.csv", event_count: 1 });
    expect(header).toMatch(/^id,created_at,event_type,/);
    expect(row).toContain(`${id},2025-06-15T12:00:00.000Z,order.shipped,key_`);
    expect(row).toContain('"a ""b"", c",,"{""n"":1}",1,');
    expect(rest).toEqual([""]);
    expect(await isSigned(answer)).toBe(true);
  });

  test("keeps to its dates and its limit", async () => {
    const bench = new Bench();
    for (let count = 0; count < 4; count += 1) {
      await record(bench);
      bench.advance(day);
    }

    const answer = await bench.data("GET /compliance/export?from_date=2025-06-16&to_date=2025-06-18&limit=2");

    expect(answer).toMatchObject({ event_count: 2 });
    expect(String(answer["csv"])).toContain("2025-06-16T12");
    expect(String(answer["csv"])).not.toContain("2025-06-18T12");
  });
});

test("the mode can be changed and is remembered", async () => {
  const bench = new Bench();
  const before = await bench.data("GET /compliance/config");

  const changed = await bench.data("PATCH /compliance/config", { compliance_mode: "strict" });

  expect(before).toEqual({ compliance_mode: "standard", retention_policy: {} });
  expect(changed).toEqual({ compliance_mode: "strict", retention_policy: {} });
  expect(await bench.data("GET /compliance/config")).toEqual(changed);
  expect((await bench.refusal("PATCH /compliance/config", {})).code).toBe("400 VALIDATION_ERROR");
});

function climb({ event_hash, proof }: Proof): string {
  const hashPair = (left: string, right: string): string =>
    createHash("sha256").update([left, right].toSorted().join("")).digest("hex");
  return proof.reduce(hashPair, event_hash);
}

async function isSigned(answer: Record<string, string>): Promise<boolean> {
  const [key, signature] = [answer["public_key_hex"], answer["signature"]].map((hex) => Buffer.from(hex ?? "", "hex"));
  if (key === undefined || signature === undefined) return false;
  const publicKey = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return await crypto.subtle.verify("Ed25519", publicKey, signature, Buffer.from(answer["csv"] ?? ""));
}
