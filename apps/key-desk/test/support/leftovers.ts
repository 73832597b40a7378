import { AuthPIAdmin } from "@keyrack/authpi-admin";
import { Optropic } from "@keyrack/optropic";
import { NotFoundErrorResponse, Unkey } from "@keyrack/unkey";
import { VeniceClient } from "@keyrack/venice-keys";
import { XtraClient } from "@keyrack/xtrasecurity";
import type { Emulators } from "../../src/setting.ts";

/** Says what the story left in use: identities, an API that still answers, issuers, assets, branches, accounts, access, keys. */
export async function leftovers({ authpi, optropic, unkey, venice, xtra }: Emulators): Promise<string[]> {
  const lists = await Promise.all([
    leftInUnkey(unkey),
    leftInAuthPI(authpi),
    leftInOptropic(optropic),
    leftInXtra(xtra),
    leftInVenice(venice),
  ]);
  return lists.flat();
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

async function leftInXtra({ fetch, fixtures }: Emulators["xtra"]): Promise<string[]> {
  const { branchId, projectId, token } = fixtures;
  const xtra = new XtraClient({ token, projectId, fetch });
  const branches = await xtra.branches.list(projectId);
  const accounts = await xtra.serviceAccounts.list();
  const requests = await xtra.access.listRequests({ projectId, status: "approved" });
  return [...branches, ...accounts, ...requests].map(({ id }) => id).filter((id) => id !== branchId);
}

async function leftInVenice({ fetch, fixtures }: Emulators["venice"]): Promise<string[]> {
  const venice = new VeniceClient({ apiKey: fixtures.apiKey, fetch });
  const keys = await venice.apiKeys.list();
  return keys.flatMap(({ description, id }) => (description?.startsWith("key-desk-") ? [id] : []));
}
