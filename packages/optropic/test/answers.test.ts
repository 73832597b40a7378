import { ConnectionError, type Fetch } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someKey, startBench } from "./support/bench.ts";

describe("an answer that cannot be understood", () => {
  test.each<[string, () => Response]>([
    ["no JSON", () => new Response("<p>hello</p>", { headers: { "content-type": "text/html" } })],
    ["JSON that stops early", () => new Response('{"id":"ks_')],
    ["nothing where an object is due", () => new Response(null, { status: 204 })],
    ["a list where an object is due", json([])],
  ])("is not asked for again: %s", async (_what, answer) => {
    const service = scripted(answer);

    const error = await failureOf(clientOf(service).keysets.create({ name: "Production" }));

    expect(error).toMatchObject({ name: "DecodeError", attempts: 1, maybeApplied: true });
    expect(service.sent).toHaveLength(1);
  });

  test("is asked for again where the connection broke in the middle of it", async () => {
    const { emulator, optropic } = startBench();
    emulator.inject({ kind: "truncate", afterBytes: 5 });

    const keyset = await optropic.keysets.create({ name: "Production" });

    expect(keyset.name).toBe("Production");
    expect(emulator.requests).toHaveLength(2);
  });

  test("is nothing where nothing is due", async () => {
    const service = scripted(() => new Response(null, { status: 204 }));
    const { documents, keys, m2m, provenance, schemas, webhooks } = clientOf(service);

    const answers = [
      await keys.update("key_1", { label: "CI" }),
      await keys.revoke("key_1"),
      await schemas.delete("wine"),
      await webhooks.delete("whk_1"),
      await m2m.revokeDevice("dev_1"),
      await documents.supersede("doc_1", { new_document_id: "doc_2" }),
      await provenance.verifyChain("ast_1"),
    ];

    expect(answers).toEqual(Array.from({ length: 7 }, () => undefined));
  });
});

test("a redirect is not followed, so that no key travels", async () => {
  const urls: string[] = [];
  const fetch: Fetch = async (url) => {
    urls.push(url);
    return await Promise.resolve(
      new Response(null, { status: 307, headers: { location: `https://evil.test/?k=${someKey}` } }),
    );
  };

  const error = await failureOf(clientOf({ fetch, sent: [] }).keys.current());

  expect(error).toMatchObject({ name: "RedirectError", location: "https://evil.test" });
  expect(error).not.toBeInstanceOf(ConnectionError);
  expect(urls).toHaveLength(1);
});
