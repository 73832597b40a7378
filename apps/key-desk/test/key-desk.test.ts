import { beforeAll, describe, expect, test } from "vitest";
import { leftovers, tell, titles, type Told } from "./support/told.ts";
import { Transcript } from "./support/transcript.ts";

describe("on the emulators", () => {
  let told: Told;

  beforeAll(async () => {
    told = await tell();
  });

  test("every step passes, in order, and the last line says so", () => {
    const { lines, text } = told.transcript;
    const all = Object.values(titles).flat();

    const table = lines.slice(-all.length - 1, -1);

    expect(told.passed, text).toBe(true);
    expect(table.map((row) => row.split("  ")[0])).toEqual(all.map((title) => `✓ ${title}`));
    expect(lines.at(-1)).toMatch(/^All 21 steps passed: \d+ requests in .+ m?s\.$/);
  });

  test("the requests it counts are those that came", () => {
    const { emulators, transcript } = told;

    const [, counted] = transcript.lines.at(-1)?.match(/: (\d+) requests/) ?? [];

    const came = Object.values(emulators).reduce((sum, { requests }) => sum + requests.length, 0);
    expect(Number(counted)).toBe(came);
  });

  test.each([
    "RATE_LIMITED after 3 exports",
    "USAGE_EXCEEDED after 4 more calls",
    "getKey: 503, 503, then 200 at attempt 3",
    "verifyKey: 503, then 200 and VALID at attempt 2",
    "Old key: EXPIRED",
    "✓ 122 keys, none missing or twice",
    "✓ one told by 412; both changes kept",
    "✓ 25 users, none missing or twice",
    "✓ renewed once for 5 calls",
    "create: 503, then no answer, then 201 at attempt 3",
    "✓ one asset, whatever was repeated",
    "Chain: enrolled, transferred, received",
    "Offline, after: revoked",
  ])("the transcript tells: %s", (fact) => {
    expect(told.transcript.text).toContain(fact);
  });

  test("what is registered in Optropic is the credential that AuthPI issued, sent with one idempotency key", () => {
    const { authpi, optropic } = told.emulators;

    const sent = optropic.requests.filter(({ method, path }) => method === "POST" && path === "/v1/assets");

    const [, keyId] = told.transcript.text.match(/API key (key_\w+),/) ?? [];
    expect(sent.map(({ json }) => (json as { external_id: string }).external_id)).toEqual([keyId, keyId, keyId]);
    expect(new Set(sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(authpi.requests.some(({ method, path }) => method === "DELETE" && path.endsWith(`/${keyId}`))).toBe(true);
  });

  test("no secret is shown whole", () => {
    const { emulators, transcript } = told;
    const { authpi, optropic, unkey } = emulators;
    const verified = unkey.requests.flatMap(({ json, path }) =>
      path === "/v2/keys.verifyKey" ? [(json as { key: string }).key] : [],
    );
    const fixed = [unkey.fixtures.rootKey, authpi.fixtures.keySecret, optropic.fixtures.apiKey];
    const bearers = authpi.requests.flatMap(
      ({ headers }) => headers["authorization"]?.match(/^Bearer (.+)$/)?.[1] ?? [],
    );
    const pairs = authpi.requests.flatMap(({ headers }) => headers["authorization"]?.match(/^Basic (.+)$/)?.[1] ?? []);
    const secrets = new Set([
      ...fixed,
      ...verified,
      ...bearers,
      ...pairs.map((pair) => atob(pair).split(":")[1] ?? ""),
    ]);

    const shown = Array.from(secrets).filter((secret) => transcript.text.includes(secret));

    // Three keys of Unkey, its root key, the keys of the two admins, the customer's API key, two tokens.
    expect(secrets.size).toBe(3 + 1 + 2 + 1 + 2);
    expect(shown).toEqual([]);
    expect(transcript.text).toMatch(/desk_\w{4}… is replaced by desk_\w{4}…/);
    expect(transcript.text).toMatch(/pat_\w{4}… is replaced by pat_\w{4}…/);
    expect(transcript.text).not.toMatch(/(desk|unkey|aks|pat|optr_live)_\w{5}/);
  });

  test("nothing is left behind", async () => {
    expect(await leftovers(told.emulators)).toEqual([]);
  });
});

test("a stop in the middle ends the story and cleans up", async () => {
  const stop = new AbortController();
  const transcript = new Transcript({ listen: (text) => text.includes("Minting keys: 25 %") && stop.abort() });

  const { emulators, passed } = await tell({ transcript, signal: stop.signal });

  expect(passed).toBe(false);
  expect(transcript.lines.at(-1)).toBe('Failed at step 7, "Mint many more": stopped');
  expect(await leftovers(emulators)).toEqual([]);
});
