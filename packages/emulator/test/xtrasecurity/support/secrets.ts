import type { Secret } from "../../../src/xtrasecurity/model.ts";
import { addBranch } from "../../../src/xtrasecurity/new-rows.ts";
import type { Answered, Bench, RequestOptions } from "./bench.ts";

/** The id of no row. */
export const unknownId: string = "0".repeat(24);

/** The form of an envelope's text. */
export const envelopeForm: RegExp = /^\{"iv":"[0-9a-f]{24}","encryptedData":"[0-9a-f]*","authTag":"[0-9a-f]{32}"\}$/;

/** The path of the secrets of the owner's project in an environment. */
export function secretsOf(bench: Bench, env = "production"): string {
  return `/projects/${bench.fixtures.projectId}/envs/${env}/secrets`;
}

/** Writes secrets, which has to succeed. */
export async function writeSecrets(
  bench: Bench,
  secrets: Record<string, string>,
  place: { readonly env?: string; readonly branch?: string } = {},
): Promise<void> {
  const { env, branch = "main" } = place;
  await bench.data(`POST ${secretsOf(bench, env)}`, { body: { secrets, branch } });
}

/** Reads the values of an environment. */
export async function readValues(bench: Bench, query = "", env = "production"): Promise<unknown> {
  return await bench.data(`GET ${secretsOf(bench, env)}${query}`);
}

/** Sends a request about one secret, as `GET` or `POST /rotate`. */
export async function sendAbout(bench: Bench, request: string, options: RequestOptions = {}): Promise<Answered> {
  const [verb = "", rest = ""] = request.split(" ");
  return await bench.send(`${verb} ${secretsOf(bench)}/KEY${rest}`, options);
}

/** Makes a branch of the owner's project and hands out its id. */
export function createBranch({ store, fixtures }: Bench, name: string): string {
  return addBranch(store, { name, createdBy: fixtures.userIds.owner, projectId: fixtures.projectId }).id;
}

/** Finds the oldest secret with a key; there has to be one. */
export function secretRow({ store }: Bench, key = "KEY"): Secret {
  const secret = store.secrets.first((row) => row.key === key);
  if (secret === undefined) throw new Error(`There is no secret ${key}.`);
  return secret;
}
