import { beforeAll, describe, expect, test } from "vitest";
import { leftovers } from "./support/leftovers.ts";
import { secretsIn } from "./support/secrets.ts";
import { tell, titles, type Told } from "./support/told.ts";

describe("on the emulators", () => {
  let told: Told;

  beforeAll(async () => {
    told = await tell();
  }, 30_000);

  test("every step passes, in order, and the last line says so", () => {
    const { lines, text } = told.transcript;
    const all = Object.values(titles).flat();

    const table = lines.slice(-all.length - 1, -1);

    expect(told.passed, text).toBe(true);
    expect(table.map((row) => row.split("  ")[0])).toEqual(all.map((title) => `✓ ${title}`));
    expect(lines.at(-1)).toMatch(/^All 32 steps passed: \d+ requests in .+ m?s\.$/);
  });

  test("the requests it counts are those that came, but for the three of the customer's program", () => {
    const { emulators, transcript } = told;

    const [, counted] = transcript.lines.at(-1)?.match(/: (\d+) requests/) ?? [];

    const came = Object.values(emulators).reduce((sum, { requests }) => sum + requests.length, 0);
    expect(Number(counted)).toBe(came - 3);
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
    "getRateLimits: 503, then 200 at attempt 2",
    "left to spend: 50 USD",
    "list: 401 admin_key_required",
    "The reader finds VENICE_API_KEY",
    "Before the approval: permission; after it: masked_values",
    "Refresh: 503; 1 notice of values",
    "The program got VENICE_API_KEY, ended with 0 and wrote ",
    "rotate: rotation_deliver_failed; keys that exist: ",
    "✓ new key deleted, old key works and is stored",
    "Old key: 401",
    "The program from the reader's cache: exit code 3",
    "The program from the store: exit code 0",
    "… and 116 more of Unkey",
    "✓ 136 credentials, all 124 of the story",
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

  test("what is stored in XtraSecurity is the key that Venice made, then the one that replaced it", () => {
    const { venice, xtra } = told.emulators;
    const stored = xtra.requests.flatMap(({ json, method, path }) =>
      method === "POST" && path.endsWith("/envs/development/secrets")
        ? [(json as { secrets: { VENICE_API_KEY: string } }).secrets.VENICE_API_KEY]
        : [],
    );

    const used = venice.requests.flatMap(({ headers, path }) =>
      path === "/api/v1/api_keys/rate_limits" ? [headers["authorization"]] : [],
    );

    const [first, failed, second] = stored.map((secret) => `Bearer ${secret}`);
    expect(stored).toHaveLength(3);
    expect(used).not.toContain(failed);
    // Asked through a 503, by the program, after the failed rotation, refused, by the program with the cached key.
    expect(used.filter((key) => key === first)).toHaveLength(6);
    // Verified by the rotation, then used by the program.
    expect(used.filter((key) => key === second)).toHaveLength(2);
  });

  test("no secret is shown whole", () => {
    const { emulators, transcript } = told;
    const secrets = secretsIn(emulators);

    const shown = Array.from(secrets).filter((secret) => transcript.text.includes(secret));

    // Three keys of Unkey, its root key; the keys of the two admins, the customer's API key, two tokens; Venice's admin
    // key and three of the customer's; XtraSecurity's owner, viewer and reader; Optropic's key.
    expect(secrets.size).toBe(3 + 1 + 2 + 1 + 2 + 4 + 3);
    expect(shown).toEqual([]);
    expect(transcript.text).toMatch(/desk_\w{4}… is replaced by desk_\w{4}…/);
    expect(transcript.text).toMatch(/pat_\w{4}… is replaced by pat_\w{4}…/);
    expect(transcript.text).toMatch(/VENICE_INFE… is replaced by VENICE_INFE…/);
    expect(transcript.text).not.toMatch(/(desk|unkey|aks|pat|optr_live|xs|xtra|_KEY)_\w{5}/);
  });

  test("nothing is left behind", async () => {
    expect(await leftovers(told.emulators)).toEqual([]);
  });
});

test("a stop in the middle ends the story and cleans up", async () => {
  const stop = new AbortController();
  const listen = (text: string): void => {
    if (text.includes("Minting keys: 25 %")) stop.abort();
  };

  const { emulators, passed, transcript } = await tell({ listen, signal: stop.signal });

  expect(passed).toBe(false);
  expect(transcript.lines.at(-1)).toBe('Failed at step 7, "Mint many more": stopped');
  expect(await leftovers(emulators)).toEqual([]);
});
