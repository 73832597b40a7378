import { createUnkeyEmulator, type Emulator, type Fault, type UnkeyFixtures } from "@keyrack/emulator";
import { NotFoundErrorResponse, Unkey } from "@keyrack/unkey";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chapters } from "../src/chapters.ts";
import { openEmulator } from "../src/setting.ts";
import { tellStory } from "../src/story.ts";
import { Terminal } from "../src/terminal.ts";
import { run } from "./support/run.ts";
import { Transcript } from "./support/transcript.ts";

const titles = [
  "Create API and identity",
  "Mint a key",
  "Verify it",
  "Use it up",
  "Survive a 503",
  "Reroll it",
  "Mint many more",
  "List them all",
  "Revoke it",
  "Clean up",
];
const meta = { requestId: "req_sabotage" };

/** The story as it was told, and the emulator on which it was. */
interface Told {
  readonly passed: boolean;
  readonly transcript: Transcript;
  readonly emulator: Emulator<UnkeyFixtures>;
}

interface Wishes {
  readonly fault?: Fault;
  readonly transcript?: Transcript;
  readonly signal?: AbortSignal;
}

/** Starts an emulator at the first moment of this minute, so that no window of a rate limit ends in the middle. */
function startEmulator(): Emulator<UnkeyFixtures> {
  return createUnkeyEmulator({ now: Math.floor(Date.now() / 60_000) * 60_000 });
}

/** Tells the story on a new emulator, with keys for two pages. */
async function tell({ fault, signal, transcript = new Transcript() }: Wishes = {}): Promise<Told> {
  const emulator = startEmulator();
  if (fault !== undefined) emulator.inject(fault);
  const setting = await openEmulator(120, emulator);
  const terminal = new Terminal(transcript);
  try {
    const telling = { setting, terminal, signal: signal ?? new AbortController().signal };
    return { passed: await tellStory(telling, chapters), transcript, emulator };
  } finally {
    await setting.close();
  }
}

/** Says what the story left in the workspace: external ids of identities, and the name of the API if it still answers. */
async function leftovers(emulator: Emulator<UnkeyFixtures>): Promise<string[]> {
  const unkey = new Unkey({ rootKey: emulator.fixtures.rootKey, fetch: emulator.fetch });
  const request = emulator.requests.find(({ path }) => path === "/v2/apis.getApi");
  const identities = await Array.fromAsync(unkey.identities.listAllIdentities(), ({ externalId }) => externalId);
  const api = await unkey.apis.getApi(request?.json as { apiId: string }).catch((error: unknown) => error);
  return api instanceof NotFoundErrorResponse ? identities : [...identities, "an API"];
}

describe("on the emulator", () => {
  let told: Told;

  beforeAll(async () => {
    told = await tell();
  });

  test("every step passes, in order, and the last line says so", () => {
    const { lines, text } = told.transcript;

    const table = lines.slice(-titles.length - 1, -1);

    expect(told.passed, text).toBe(true);
    expect(table.map((row) => row.split("  ")[0])).toEqual(titles.map((title) => `✓ ${title}`));
    expect(lines.at(-1)).toMatch(/^All 10 steps passed: \d+ requests in .+ m?s\.$/);
  });

  test.each([
    "RATE_LIMITED after 3 exports",
    "USAGE_EXCEEDED after 4 more calls",
    "getKey: 503, 503, then 200 at attempt 3",
    "verifyKey: 503, then 200 and VALID at attempt 2",
    "Old key: EXPIRED",
    "✓ 122 keys, none missing or twice",
  ])("the transcript tells: %s", (fact) => {
    expect(told.transcript.text).toContain(fact);
  });

  test("no key is shown whole", () => {
    const { emulator, transcript } = told;
    const verified = emulator.requests.flatMap(({ json, path }) =>
      path === "/v2/keys.verifyKey" ? [(json as { key: string }).key] : [],
    );

    const shown = [emulator.fixtures.rootKey, ...verified].filter((key) => transcript.text.includes(key));

    expect(new Set(verified).size).toBe(3);
    expect(shown).toEqual([]);
    expect(transcript.text).toMatch(/desk_\w{4}… is replaced by desk_\w{4}…/);
    expect(transcript.text).not.toMatch(/(desk|unkey)_\w{5}/);
  });

  test("nothing is left behind", async () => {
    expect(await leftovers(told.emulator)).toEqual([]);
  });
});

describe("when the service does something else than it says", () => {
  const sabotage: readonly [title: string, says: string, fault: Fault][] = [
    ["Create API and identity", "is called", answer("apis.getApi", { id: "api_1", name: "other" })],
    ["Mint a key", "7 credits", answer("keys.getKey", { keyId: "key_1", start: "desk_", credits: { remaining: 7 } })],
    ["Verify it", "is DISABLED", answer("keys.verifyKey", { valid: false, code: "DISABLED" })],
    ["Use it up", "is USAGE_EXCEEDED", answer("keys.updateCredits", { remaining: 100 })],
    ["Reroll it", "failed with 500", failure("keys.rerollKey", 500)],
    ["List them all", "are missing", answer("apis.listKeys", [])],
    ["Revoke it", "is VALID", answer("keys.deleteKey", {})],
    ["Clean up", "failed with 412", failure("apis.deleteApi", 412)],
  ];

  test.each(sabotage)("the story ends at %s and says why", async (title, says, fault) => {
    const { passed, transcript } = await tell({ fault });

    const last = transcript.lines.at(-1);
    expect(passed).toBe(false);
    expect(last).toContain(`Failed at step ${titles.indexOf(title) + 1}, "${title}": `);
    expect(last).toContain(says);
  });

  test("steps after the one that failed are not begun, and what was made is deleted", async () => {
    const { emulator, transcript } = await tell({ fault: failure("keys.rerollKey", 500) });

    expect(transcript.lines.filter((line) => /^\d+\. /.test(line)).at(-1)).toBe("7. Clean up");
    expect(transcript.text).toContain("✓ gone: identity, 1 key, API");
    expect(await leftovers(emulator)).toEqual([]);
  });

  test("a failure to clean up is told below the one before it", async () => {
    const { transcript } = await tell({ fault: { ...answer("apis.listKeys", "no list"), times: Infinity } });

    const [first, second] = transcript.lines.slice(-2);
    expect(first).toContain('Failed at step 8, "List them all": ');
    expect(second).toContain('Failed at step 9, "Clean up": something may be left behind: ');
  });

  test("an error that quotes the root key is shown without it", async () => {
    const { rootKey } = startEmulator().fixtures;
    const error = { title: "Forbidden", detail: `The root key ${rootKey} may not do this.`, status: 403 };

    const { emulator, transcript } = await tell({ fault: failure("apis.createApi", 403, { meta, error }) });

    expect(emulator.fixtures.rootKey).toBe(rootKey);
    expect(transcript.lines.at(-1)).toContain("failed with 403: The root key ");
    expect(transcript.text).not.toContain(rootKey);
  });
});

test("a stop in the middle ends the story and cleans up", async () => {
  const stop = new AbortController();
  const transcript = new Transcript({ listen: (text) => text.includes("Minting keys: 25 %") && stop.abort() });

  const { emulator, passed } = await tell({ transcript, signal: stop.signal });

  expect(passed).toBe(false);
  expect(transcript.lines.at(-1)).toBe('Failed at step 7, "Mint many more": stopped');
  expect(await leftovers(emulator)).toEqual([]);
});

describe("on a server that is named", () => {
  let emulator: Emulator<UnkeyFixtures>;
  let url: string;

  beforeEach(async () => {
    emulator = startEmulator();
    ({ url } = await emulator.listen());
  });

  afterEach(async () => {
    await emulator[Symbol.asyncDispose]();
  });

  test("the story runs without faults, with few keys, and deletes them all", async () => {
    const { code, stderr, stdout } = await run(["--base-url", url], emulator.fixtures.rootKey);

    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain(`Key desk on ${url} with the root key unkey_`);
    expect(stdout).not.toContain(emulator.fixtures.rootKey);
    expect(stdout).toContain("– skipped: for the emulator only");
    expect(stdout).toContain("✓ 27 keys, none missing or twice");
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^9 steps passed, 1 skipped: /);
    expect(await leftovers(emulator)).toEqual([]);
  });

  test("a failed step ends the command with 1 once everything is deleted", async () => {
    emulator.inject(failure("keys.rerollKey", 500));

    const { code, stdout } = await run(["--base-url", url, "--root-key", emulator.fixtures.rootKey]);

    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain('Failed at step 6, "Reroll it": ');
    expect(stdout).not.toContain(emulator.fixtures.rootKey);
    expect(await leftovers(emulator)).toEqual([]);
  });
});

function answer(method: string, data: unknown): Fault {
  const pagination = Array.isArray(data) ? { pagination: { hasMore: false } } : {};
  return failure(method, 200, { meta, data, ...pagination });
}

function failure(method: string, status: number, body?: unknown): Fault {
  return { kind: "fail", status, body, route: `POST /v2/${method}` };
}
