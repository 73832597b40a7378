import type { HttpClient } from "@keyrack/core";
import { checkEnvironment } from "./environment.ts";
import { SecretsError, XtraError } from "./errors.ts";
import { memberOf } from "./json.ts";
import { shareTime } from "./limits.ts";
import type { Settings, XtraCallOptions } from "./options.ts";
import type { ProjectSource } from "./project.ts";
import { callPart, checkFlags, checkOptions, placeNames, type PlaceOptions } from "./read-options.ts";
import { requireReadable } from "./readable.ts";
import { checkSecrets, checkVersions } from "./secret-checks.ts";
import { path, refuseArgument, service } from "./service.ts";
import { fetchSnapshot, type SecretPlace, secretsRoute, type Snapshot } from "./snapshot.ts";
import type { SecretsUpdate, SecretsWritten, SetSecretsOptions } from "./types/secret-params.ts";
import type { SecretMap } from "./types/secrets.ts";

/** What writes work with. */
export interface WriteTools {
  readonly http: HttpClient;
  readonly project: ProjectSource;
  readonly settings: Settings;
}

/** Each key is several steps for the service, so a write has at least this many ms. */
const writeTimeout = 60_000;
const mostUpdates = 3;

interface Write {
  readonly secrets: SecretMap;
  readonly expectedVersions: Readonly<Record<string, string>> | undefined;
}

/** Writes secrets in one request; see `Secrets.set`. */
export async function setSecrets(
  tools: WriteTools,
  given: { readonly env: string; readonly secrets: unknown },
  setOptions: SetSecretsOptions | undefined,
): Promise<SecretsWritten> {
  const options = checkOptions(setOptions, [...placeNames, "expectedVersions", "skipUnchanged"]);
  checkFlags(options, ["skipUnchanged"]);
  const secrets = checkSecrets(given.secrets);
  const expectedVersions = checkVersions(options.expectedVersions, secrets);
  const { next, place } = await begin(tools, given.env, options);
  const before = options.skipUnchanged ? await readReadable(tools.http, place, next()) : undefined;
  return await writeChanged(tools, place, { before, write: { secrets, expectedVersions }, call: next });
}

/** Reads, asks for changes and writes them, again where somebody else wrote meanwhile; see `Secrets.update`. */
export async function updateSecrets(
  tools: WriteTools,
  { env, update }: { readonly env: string; readonly update: SecretsUpdate },
  updateOptions: PlaceOptions | undefined,
): Promise<SecretsWritten> {
  const options = checkOptions(updateOptions, placeNames);
  if (typeof update !== "function") throw refuseArgument("update must be a function.");
  const { next, place } = await begin(tools, env, options);
  for (let round = 1; ; round++) {
    const before = await readReadable(tools.http, place, next());
    const secrets = checkSecrets(await update(before.values));
    const known = Object.keys(secrets).filter((key) => before.versions[key] !== undefined);
    const expectedVersions = Object.fromEntries(known.map((key) => [key, before.versions[key]?.version ?? ""]));
    try {
      return await writeChanged(tools, place, { before, write: { secrets, expectedVersions }, call: next });
    } catch (error) {
      const isConflict = error instanceof XtraError && error.code === "conflict";
      if (!isConflict || round === mostUpdates) throw error;
    }
  }
}

async function begin(
  { project, settings }: WriteTools,
  env: string,
  options: PlaceOptions,
): Promise<{ place: SecretPlace; next: () => XtraCallOptions }> {
  const name = checkEnvironment(env);
  const call = callPart(options);
  const next = shareTime(call, settings.shared, "Writing secrets");
  const projectId = await project.id(options.projectId, next());
  return { place: { projectId, env: name, branch: options.branch }, next };
}

// What cannot be decrypted can still be replaced.
async function readReadable(http: HttpClient, place: SecretPlace, call: XtraCallOptions): Promise<Snapshot> {
  const snapshot = await fetchSnapshot(http, { ...place, shape: "versions" }, call);
  requireReadable(snapshot, {}, Object.keys(snapshot.values));
  return snapshot;
}

async function writeChanged(
  tools: WriteTools,
  place: SecretPlace,
  { before, call, write }: { before: Snapshot | undefined; write: Write; call: () => XtraCallOptions },
): Promise<SecretsWritten> {
  const keys = Object.keys(write.secrets);
  const isSame = (key: string): boolean =>
    before?.values[key] !== undefined && before.values[key] === write.secrets[key];
  const written = keys.filter((key) => !isSame(key));
  if (written.length > 0) await post(tools, place, { write: only(write, written), call: call() });
  return Object.freeze({ written: Object.freeze(written), unchanged: Object.freeze(keys.filter(isSame)) });
}

function only({ expectedVersions, secrets }: Write, keys: readonly string[]): Write {
  const versions = pick(expectedVersions ?? {}, keys);
  return { secrets: pick(secrets, keys), expectedVersions: Object.keys(versions).length > 0 ? versions : undefined };
}

function pick(map: SecretMap, keys: readonly string[]): SecretMap {
  const picked: Record<string, string> = Object.create(null);
  for (const key of keys) if (map[key] !== undefined) picked[key] = map[key];
  return picked;
}

async function post(
  { http, settings }: WriteTools,
  { branch, env, projectId }: SecretPlace,
  { call, write }: { write: Write; call: XtraCallOptions },
): Promise<void> {
  const asked = path`/projects/${projectId}/envs/${env}/secrets`;
  const spec = { json: { ...write, branch }, secrets: Object.values(write.secrets) };
  const options = { ...call, timeout: call.timeout ?? Math.max(writeTimeout, settings.timeout) };
  const answer = await http.post(asked, spec, options);
  const requested = Object.keys(write.secrets).length;
  const count = Number(memberOf(answer, "count"));
  const written = Number.isSafeInteger(count) ? count : 0;
  if (written === requested) return;
  const message = `POST ${asked} wrote ${written} of ${requested} secrets; which ones, the service does not say`;
  const request = { method: "POST", path: asked, route: secretsRoute, status: 200 };
  const facts = { requested, written, maybeApplied: true };
  throw new SecretsError({ service, code: "partial_write", message, ...request, ...facts });
}
