import type { Fault } from "@keyrack/emulator";
import { describe, expect, test } from "vitest";
import type { Emulators } from "../src/setting.ts";
import { leftovers } from "./support/leftovers.ts";
import { startEmulators, tell, titles, wayOfKey } from "./support/told.ts";

const steps = Object.values(titles).flat();
const wayOfKeySteps = [...titles.venice, ...titles.xtra, ...titles.delivery, ...titles.end];
const meta = { requestId: "req_sabotage" };
const underIssuer = "/v1/accounts/*/issuers/*";

const xtraSecrets = "/api/projects/*/envs/*/secrets";
const veniceKeys = "/api/v1/api_keys";
const otherKey = { id: "other", apiKey: "VENICE_INFERENCE_KEY_other", apiKeyType: "INFERENCE", expiresAt: null };

type Row = readonly [title: string, says: string, service: keyof Emulators, fault: Fault];

describe("when a service does something else than it says", { timeout: 30_000 }, () => {
  const rows: readonly Row[] = [
    ["Create API and identity", "is called", "unkey", answerUnkey("apis.getApi", { id: "api_1", name: "other" })],
    [
      "Mint a key",
      "7 credits",
      "unkey",
      answerUnkey("keys.getKey", { keyId: "key_1", start: "desk_", credits: { remaining: 7 } }),
    ],
    ["Verify it", "is DISABLED", "unkey", answerUnkey("keys.verifyKey", { valid: false, code: "DISABLED" })],
    [
      "Survive a 503",
      "of 5 credits",
      "unkey",
      answerUnkey("keys.verifyKey", { valid: true, code: "VALID", credits: 5 }),
    ],
    [
      "Mint many more",
      "have only 4 ids",
      "unkey",
      { ...answerUnkey("keys.createKey", { keyId: "key_1", key: "desk_unknown" }), times: 2 },
    ],
    ["Use it up", "is USAGE_EXCEEDED", "unkey", answerUnkey("keys.updateCredits", { remaining: 100 })],
    ["Reroll it", "failed with 500", "unkey", failUnkey("keys.rerollKey", 500)],
    ["List them all", "are missing", "unkey", answerUnkey("apis.listKeys", [])],
    ["Revoke it", "is VALID", "unkey", answerUnkey("keys.deleteKey", {})],
    ["Open an issuer", "is called", "authpi", answer(`GET ${underIssuer}`, { id: "iss_1", name: "other" })],
    ["Onboard a customer", "is called", "authpi", answer(`GET ${underIssuer}/agents/*`, { name: "other" })],
    [
      "Edit one user as two",
      "not refused with 412",
      "authpi",
      // The colleague's change never arrives, so that the copy of the other admin is not outdated.
      answer(`PATCH ${underIssuer}/users/*`, { profile: {} }),
    ],
    ["List the team", "are missing", "authpi", answer(`GET ${underIssuer}/users`, { data: [], has_more: false })],
    ["Issue a credential", "is known as key_1", "authpi", answer("GET /v1/me", { key_id: "key_1", organizations: [] })],
    [
      "Renew a token",
      "before it had expired",
      "authpi",
      answer(`POST ${underIssuer}/users/*/tokens`, { token_plain: "pat_unknown" }),
    ],
    ["Create a keyset", "the keyset fetched", "optropic", answer("GET /v1/keysets/*", { id: "ks_1", name: "other" })],
    ["Register the credential", "2 assets were made", "optropic", answer("GET /v1/assets", [{ id: 1 }, { id: 2 }])],
    [
      "Record its way",
      "does not hold",
      "optropic",
      answer("POST /v1/provenance/chain/*/verify", { chain_valid: false }),
    ],
    ["Audit it", "0 entries were listed", "optropic", answer("GET /v1/audit", [])],
    ["Withdraw it", "is active", "optropic", answer("POST /v1/assets/*/revoke", { id: "ast_1", status: "revoked" })],
  ];

  test.each(rows)("the story ends at %s and says why", async (title, says, service, fault) => {
    const { emulators, passed, transcript } = await tell({ keyCount: 5, sabotage: { title, service, fault } });

    const last = transcript.lines.at(-1);
    expect(passed).toBe(false);
    expect(last).toContain(`Failed at step ${steps.indexOf(title) + 1}, "${title}": `);
    expect(last).toContain(says);
    expect(await leftovers(emulators)).toEqual([]);
  });

  const wayOfKeyRows: readonly Row[] = [
    [
      "Mint a capped key",
      "API key not found",
      "venice",
      answer(`POST ${veniceKeys}`, { success: true, data: otherKey }),
    ],
    ["Ask as its holder", "can list keys", "venice", answer(`GET ${veniceKeys}`, { object: "list", data: [] })],
    ["Open a branch", "a new branch has secrets", "xtra", answer(`GET ${xtraSecrets}`, { NEW: "value" })],
    [
      "Enrol a reader",
      "is known as sa_1",
      "xtra",
      answer("GET /api/service-account/resolve", {
        ok: true,
        serviceAccount: { id: "sa_1", name: "other", permissions: ["read:secrets"] },
        project: { id: "prj_1", name: "other", workspaceId: "ws_1" },
      }),
    ],
    ["Store the secret", "another value", "xtra", answer(`GET ${xtraSecrets}`, { VENICE_API_KEY: "other" })],
    ["Refuse masks", "gave permission instead", "xtra", answer("POST /api/access/approve", { success: true })],
    ["Outlast an outage", "is another one", "xtra", answer(`GET ${xtraSecrets}`, { VENICE_API_KEY: "other" })],
    ["Run a program with it", "ended with 3", "venice", fail(`GET ${veniceKeys}/rate_limits`, 401)],
    ["Roll a rotation back", "did not fail", "xtra", answer(`POST ${xtraSecrets}`, { success: true, count: 1 })],
    ["Rotate it", "the old key still works", "venice", answer(`DELETE ${veniceKeys}`, { success: true })],
    ["Take inventory", "of Venice", "venice", answer(`GET ${veniceKeys}`, { object: "list", data: [] })],
  ];

  test.each(wayOfKeyRows)("the way of a key ends at %s and says why", async (title, says, service, fault) => {
    const { emulators, passed, transcript } = await tell({
      chapters: wayOfKey,
      sabotage: { title, service, fault },
    });

    const last = transcript.lines.at(-1);
    expect(passed).toBe(false);
    expect(last).toContain(`Failed at step ${wayOfKeySteps.indexOf(title) + 1}, "${title}": `);
    expect(last).toContain(says);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test("steps after the one that failed are not begun, and what was made is deleted", async () => {
    const { emulators, transcript } = await tell({ faults: { unkey: failUnkey("keys.rerollKey", 500) } });

    expect(transcript.lines.filter((line) => /^\d+\. /.test(line)).at(-1)).toBe("7. Clean up");
    expect(transcript.text).toContain("✓ gone: identity, 1 key, API");
    expect(emulators.authpi.requests).toEqual([]);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test("a failure to clean up fails the story, and the last line says what may be left", async () => {
    const faults = {
      unkey: failUnkey("apis.deleteApi", 412),
      authpi: fail(`DELETE ${underIssuer}`, 412),
      xtra: fail("DELETE /api/branch/*", 412),
    };

    const { emulators, passed, transcript } = await tell({ keyCount: 5, faults });

    const last = transcript.lines.at(-1);
    expect(passed).toBe(false);
    expect(last).toContain('Failed at step 32, "Clean up": something may be left behind: ');
    expect(last?.match(/failed with 412/g)).toHaveLength(3);
    expect(await leftovers(emulators)).toEqual([
      "an API",
      expect.stringMatching(/^iss_/),
      expect.stringMatching(/^\w{24}$/),
    ]);
  });

  test("a failure to clean up is told below the one before it", async () => {
    const { transcript } = await tell({
      faults: { unkey: { ...answerUnkey("apis.listKeys", "no list"), times: Infinity } },
    });

    const [first, second] = transcript.lines.slice(-2);
    expect(first).toContain('Failed at step 8, "List them all": ');
    expect(second).toContain('Failed at step 9, "Clean up": something may be left behind: ');
  });

  test("an error that quotes the root key is shown without it", async () => {
    const { rootKey } = startEmulators().unkey.fixtures;
    const error = { title: "Forbidden", detail: `The root key ${rootKey} may not do this.`, status: 403 };

    const { emulators, transcript } = await tell({
      faults: { unkey: failUnkey("apis.createApi", 403, { meta, error }) },
    });

    expect(emulators.unkey.fixtures.rootKey).toBe(rootKey);
    expect(transcript.lines.at(-1)).toContain("failed with 403: The root key ");
    expect(transcript.text).not.toContain(rootKey);
  });
});

function answerUnkey(method: string, data: unknown): Fault {
  const pagination = Array.isArray(data) ? { pagination: { hasMore: false } } : {};
  return failUnkey(method, 200, { meta, data, ...pagination });
}

function failUnkey(method: string, status: number, body?: unknown): Fault {
  return { kind: "fail", status, body, route: `POST /v2/${method}` };
}

function answer(route: string, body: unknown): Fault {
  return { kind: "fail", status: 200, body, route };
}

function fail(route: string, status: number): Fault {
  return { kind: "fail", status, route };
}
