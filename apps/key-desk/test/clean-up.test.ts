import type { Fault } from "@keyrack/emulator";
import { describe, expect, test } from "vitest";
import type { Emulators } from "../src/setting.ts";
import { leftovers } from "./support/leftovers.ts";
import { tell, wayOfKey } from "./support/told.ts";

const issuers = "/v1/accounts/*/issuers";

describe("cleaning up", { timeout: 30_000 }, () => {
  test.each([
    ["an identity", "unkey", "POST /v2/identities.createIdentity", "identity, API"],
    ["a key of Unkey", "unkey", "POST /v2/keys.createKey", "identity, 1 key, API"],
    ["an issuer", "authpi", `POST ${issuers}`, "issuer, identity, "],
    ["an organization", "authpi", `POST ${issuers}/*/organizations`, "issuer, identity, "],
    ["an agent", "authpi", `POST ${issuers}/*/agents`, "1 user, organization, issuer, "],
    ["an API key", "authpi", `POST ${issuers}/*/organizations/*/api-keys`, "agent, 25 users, organization, issuer, "],
  ] as const)("finds %s whose making was not confirmed", async (_thing, service, route, gone) => {
    const { emulators, passed, transcript } = await tell({ keyCount: 5, faults: lose(service, route) });

    expect(passed).toBe(false);
    expect(transcript.text).toContain(`✓ gone: ${gone}`);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test.each([
    ["a key of Venice", "venice", "POST /api/v1/api_keys", "1 Venice key"],
    ["a branch", "xtra", "POST /api/branch", "branch, 1 Venice key"],
    ["a service account", "xtra", "POST /api/projects/*/service-accounts", "service account, branch, 1 Venice key"],
  ] as const)("finds %s whose making was not confirmed", async (_thing, service, route, gone) => {
    const { emulators, passed, transcript } = await tell({ chapters: wayOfKey, faults: lose(service, route) });

    expect(passed).toBe(false);
    expect(transcript.text).toContain(`✓ gone: ${gone}\n`);
    expect(await leftovers(emulators)).toEqual([]);
  });

  test("does not look for a key that Venice refused to make", async () => {
    const { emulators, transcript } = await tell({
      chapters: wayOfKey,
      faults: { venice: { kind: "fail", status: 401, route: "POST /api/v1/api_keys" } },
    });

    expect(transcript.lines.at(-1)).toContain('Failed at step 1, "Mint a capped key": ');
    expect(transcript.text).not.toContain("Clean up");
    expect(emulators.venice.requests).toHaveLength(1);
  });

  test("leaves an identity alone that somebody else has made", async () => {
    const { emulators, transcript } = await tell({
      faults: { unkey: { kind: "fail", status: 409, route: "POST /v2/identities.createIdentity" } },
    });

    expect(transcript.text).toContain("✓ gone: API\n");
    expect(emulators.unkey.requests.some(({ path }) => path === "/v2/identities.deleteIdentity")).toBe(false);
  });

  test("waits where the requests of this minute are used up", async () => {
    const { emulators, passed, transcript } = await tell({
      chapters: wayOfKey,
      faults: { xtra: { kind: "fail", status: 429, times: 3, route: "DELETE /api/branch/*" } },
    });

    expect(passed, transcript.text).toBe(true);
    expect(await leftovers(emulators)).toEqual([]);
  });
});

/** Lets the answer to a request get lost that the service has carried out. */
function lose(service: keyof Emulators, route: string): Partial<Record<keyof Emulators, Fault>> {
  return { [service]: { kind: "drop", route } };
}
