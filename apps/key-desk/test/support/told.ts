import { AuthPIAdmin } from "@keyrack/authpi-admin";
import { createAuthPIEmulator, createOptropicEmulator, createUnkeyEmulator, type Fault } from "@keyrack/emulator";
import { Optropic } from "@keyrack/optropic";
import { NotFoundErrorResponse, Unkey } from "@keyrack/unkey";
import { chapters } from "../../src/chapters.ts";
import { type Emulators, openEmulators } from "../../src/setting.ts";
import { tellStory } from "../../src/story.ts";
import { Terminal } from "../../src/terminal.ts";
import { Transcript } from "./transcript.ts";

/** The steps of each chapter, in order, and the one after all of them. */
export const titles = {
  unkey: [
    "Create API and identity",
    "Mint a key",
    "Verify it",
    "Use it up",
    "Survive a 503",
    "Reroll it",
    "Mint many more",
    "List them all",
    "Revoke it",
  ],
  authpi: [
    "Open an issuer",
    "Onboard a customer",
    "Edit one user as two",
    "List the team",
    "Issue a credential",
    "Renew a token",
  ],
  optropic: ["Create a keyset", "Register the credential", "Record its way", "Audit it", "Withdraw it"],
  end: ["Clean up"],
};

/** The story as it was told, and the emulators on which it was. */
export interface Told {
  readonly passed: boolean;
  readonly transcript: Transcript;
  readonly emulators: Emulators;
}

interface Wishes {
  /** @defaultValue 120, for two pages */
  readonly keyCount?: number;
  readonly faults?: Partial<Record<keyof Emulators, Fault>>;
  readonly transcript?: Transcript;
  readonly signal?: AbortSignal;
}

/** Starts the emulators, Unkey's at the first moment of this minute: no window of a rate limit ends in the middle. */
export function startEmulators(): Emulators {
  return {
    unkey: createUnkeyEmulator({ now: Math.floor(Date.now() / 60_000) * 60_000 }),
    authpi: createAuthPIEmulator(),
    optropic: createOptropicEmulator(),
  };
}

/** Tells the story on new emulators. */
export async function tell(wishes: Wishes = {}): Promise<Told> {
  const { faults = {}, keyCount = 120, signal, transcript = new Transcript() } = wishes;
  const emulators = startEmulators();
  for (const name of ["unkey", "authpi", "optropic"] as const) {
    const fault = faults[name];
    if (fault !== undefined) emulators[name].inject(fault);
  }
  const setting = await openEmulators(keyCount, emulators);
  const terminal = new Terminal(transcript);
  try {
    const telling = { setting, terminal, signal: signal ?? new AbortController().signal };
    return { passed: await tellStory(telling, chapters), transcript, emulators };
  } finally {
    await setting.close();
  }
}

/** Says what the story left in use: identities, an API that still answers, issuers, assets. */
export async function leftovers({ authpi, optropic, unkey }: Emulators): Promise<string[]> {
  return [...(await leftInUnkey(unkey)), ...(await leftInAuthPI(authpi)), ...(await leftInOptropic(optropic))];
}

async function leftInUnkey(emulator: Emulators["unkey"]): Promise<string[]> {
  const unkey = new Unkey({ rootKey: emulator.fixtures.rootKey, fetch: emulator.fetch });
  const identities = await Array.fromAsync(unkey.identities.listAllIdentities(), ({ externalId }) => externalId);
  const request = emulator.requests.find(({ path }) => path === "/v2/apis.getApi");
  if (request === undefined) return identities;
  const api = await unkey.apis.getApi(request.json as { apiId: string }).catch((error: unknown) => error);
  return api instanceof NotFoundErrorResponse ? identities : [...identities, "an API"];
}

async function leftInAuthPI({ fetch, fixtures }: Emulators["authpi"]): Promise<string[]> {
  const { accountId, issuerId, keyId: id, keySecret: secret } = fixtures;
  const admin = new AuthPIAdmin({ apiKey: { id, secret }, accountId, fetch });
  const issuers = await Array.fromAsync(admin.issuers.listAll(), (issuer) => issuer.id);
  return issuers.filter((found) => found !== issuerId);
}

async function leftInOptropic({ fetch, fixtures }: Emulators["optropic"]): Promise<string[]> {
  const optropic = new Optropic({ apiKey: fixtures.apiKey, fetch });
  return await Array.fromAsync(optropic.assets.listAll({ status: "active" }), ({ id }) => id);
}
