import { describe, expect, test } from "vitest";
import { Bench, type Page } from "./harness.ts";

const print = { fingerprint_hash: "sha256:abc", descriptor_version: "v1", substrate_type: "S_fb" };

async function enroll(bench: Bench, settings: object = {}): Promise<string> {
  const asset_id = await bench.createAsset();
  const { id } = await bench.data<{ id: string }>("POST /documents", { asset_id, ...print, ...settings });
  return id;
}

test("an enrolled document can be fetched", async () => {
  const bench = new Bench();
  const asset_id = await bench.createAsset();
  const settings = { asset_id, ...print, capture_device: "camera", metadata: { page: 1 } };

  const document = await bench.data("POST /documents", settings);

  expect(document).toEqual({
    ...settings,
    id: expect.stringMatching(/^doc_/),
    status: "active",
    created_at: "2025-06-15T12:00:00.000Z",
  });
  expect(await bench.data(`GET /documents/${String(document["id"])}`)).toEqual(document);
});

test("enrolling needs four facts, and an asset that exists", async () => {
  const bench = new Bench();

  const missing = await bench.refusal("POST /documents", {});
  const unknown = await bench.refusal("POST /documents", { asset_id: "ast_1", ...print });

  expect(Object.keys(missing.details)).toEqual([
    "asset_id",
    "fingerprint_hash",
    "descriptor_version",
    "substrate_type",
  ]);
  expect(unknown).toEqual({ code: "404 NOT_FOUND", details: { resource: "asset", id: "ast_1" } });
});

describe("verifying a fingerprint", () => {
  const { substrate_type: _substrate, ...wanted } = print;

  test("finds the newest document with it", async () => {
    const bench = new Bench();
    await enroll(bench);
    const newest = await enroll(bench);

    const answer = await bench.call("POST /documents/verify", { ...wanted, threshold: 0.9 });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      matched: true,
      similarity: 1,
      threshold: 0.9,
      document_id: newest,
      asset_id: expect.stringMatching(/^ast_/),
      verified_at: "2025-06-15T12:00:00.000Z",
    });
  });

  test.each([
    ["another hash", { fingerprint_hash: "sha256:abd" }],
    ["another descriptor version", { descriptor_version: "v2" }],
  ])("finds nothing for %s", async (_what, difference) => {
    const bench = new Bench();
    await enroll(bench);

    const answer = await bench.data("POST /documents/verify", { ...wanted, ...difference });

    expect(answer).toMatchObject({ matched: false, similarity: 0, document_id: null, asset_id: null });
  });

  test("finds nothing that another tenant enrolled", async () => {
    const bench = new Bench();
    await enroll(bench);

    const answer = await bench.data("POST /documents/verify", wanted, { key: bench.fixtures.otherApiKey });

    expect(answer).toMatchObject({ matched: false });
  });
});

describe("superseding", () => {
  test("ends a document in favour of another", async () => {
    const bench = new Bench();
    const [old, next] = [await enroll(bench), await enroll(bench, { fingerprint_hash: "sha256:def" })];

    const answer = await bench.data(`POST /documents/${old}/supersede`, { new_document_id: next });

    expect(answer).toMatchObject({ id: old, status: "superseded", superseded_by: next });
    expect(await bench.data(`GET /documents/${old}`)).toEqual(answer);
    expect(await bench.data("POST /documents/verify", print)).toMatchObject({ matched: false });
  });

  test("can be done once", async () => {
    const bench = new Bench();
    const [old, next] = [await enroll(bench), await enroll(bench)];
    await bench.data(`POST /documents/${old}/supersede`, { new_document_id: next });

    const refusal = await bench.refusal(`POST /documents/${old}/supersede`, { new_document_id: next });

    expect(refusal).toEqual({ code: "409 CONFLICT", details: { superseded_by: next } });
  });

  test("needs another document that exists", async () => {
    const bench = new Bench();
    const id = await enroll(bench);
    const refuse = async (new_document_id: string): Promise<string> =>
      (await bench.refusal(`POST /documents/${id}/supersede`, { new_document_id })).code;

    expect(await refuse(id)).toBe("400 VALIDATION_ERROR");
    expect(await refuse("doc_1")).toBe("404 NOT_FOUND");
  });
});

test("lists filter by asset, substrate and status", async () => {
  const bench = new Bench();
  const [paper, foil] = [await enroll(bench), await enroll(bench, { substrate_type: "S_fo" })];
  const { asset_id } = await bench.data<{ asset_id: string }>(`GET /documents/${foil}`);
  await bench.data(`POST /documents/${paper}/supersede`, { new_document_id: foil });
  const ids = async (query: string): Promise<readonly unknown[]> =>
    (await bench.data<Page>(`GET /documents?${query}`)).data.map(({ id }) => id);

  expect(await ids("substrate_type=S_fb")).toEqual([paper]);
  expect(await ids(`asset_id=${asset_id}`)).toEqual([foil]);
  expect(await ids("status=active")).toEqual([foil]);
  expect(await ids("per_page=1&page=2")).toEqual([foil]);
});
