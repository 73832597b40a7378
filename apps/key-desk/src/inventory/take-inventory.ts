import { type ServiceName, type Services, serviceNames } from "../access.ts";
import { explain } from "../explain.ts";
import { listAuthPI } from "./authpi.ts";
import type { Credential } from "./credential.ts";
import { listOptropic } from "./optropic.ts";
import { listUnkey } from "./unkey.ts";
import { listVenice } from "./venice.ts";
import { listPersonalKeys, listServiceAccountKeys } from "./xtra.ts";

/** Every credential that could be found, and what could not be asked. */
export interface Inventory {
  readonly credentials: readonly Credential[];
  /** Lists that were asked for and not given: the inventory is not whole. */
  readonly failures: readonly Failure[];
  /** Services to which there is no access. */
  readonly skipped: readonly ServiceName[];
}

/** A list that was not given. */
export interface Failure {
  readonly service: ServiceName;
  /** What was to be listed. */
  readonly kind: string;
  readonly reason: string;
}

/** A list of credentials of one kind. */
interface Source {
  readonly service: ServiceName;
  readonly kind: string;
  readonly list: () => Promise<Credential[]>;
}

/** Asks every service for its credentials, all at once; one that fails does not keep the others from being shown. */
export async function takeInventory(services: Services): Promise<Inventory> {
  const sources = sourcesOf(services);
  const answers = await Promise.allSettled(sources.map(async ({ list }) => await list()));
  const credentials: Credential[] = [];
  const failures: Failure[] = [];
  for (const [index, { kind, service }] of sources.entries()) {
    const answer = answers[index];
    if (answer?.status === "fulfilled") credentials.push(...answer.value);
    else failures.push({ service, kind, reason: explain(answer?.reason) });
  }
  const asked = new Set(sources.map(({ service }) => service));
  return { credentials, failures, skipped: Object.values(serviceNames).filter((name) => !asked.has(name)) };
}

function sourcesOf({ authpi, optropic, unkey, venice, xtra }: Services): Source[] {
  const source = (service: ServiceName, kind: string, list: Source["list"]): Source => ({ service, kind, list });
  return [
    ...(unkey ? [source("Unkey", "keys", async () => await listUnkey(unkey))] : []),
    ...(authpi ? [source("AuthPI", "API keys", async () => await listAuthPI(authpi))] : []),
    ...(optropic ? [source("Optropic", "keys", async () => await listOptropic(optropic))] : []),
    ...(xtra ? [source("XtraSecurity", "personal keys", async () => await listPersonalKeys(xtra))] : []),
    ...(xtra ? [source("XtraSecurity", "service account keys", async () => await listServiceAccountKeys(xtra))] : []),
    ...(venice ? [source("Venice", "keys", async () => await listVenice(venice))] : []),
  ];
}
