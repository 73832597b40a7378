import type { CallOptions, HttpClient, ResponseMeta } from "@keyrack/core";
import { listNames } from "./errors.ts";
import { isObject, type JsonObject, memberOf } from "./json.ts";
import { path } from "./service.ts";
import type { SecretMap, SecretVersion } from "./types/secrets.ts";
import { isMaskWord, isStars, openValue } from "./value-kinds.ts";

/** Where secrets are read or written. */
export interface SecretPlace {
  readonly projectId: string;
  readonly env: string;
  /** Undefined means `main`. */
  readonly branch: string | undefined;
}

/** Which of its two shapes the service is asked for: plain values, or values with their versions. */
export type Shape = "values" | "versions";

/** All secrets of one place, as they were at one moment. Frozen, without prototypes. */
export interface Snapshot {
  /** The path that was asked, for errors. */
  readonly path: string;
  /** Every key, in the service's order. */
  readonly names: readonly string[];
  /** What each key holds, masks included; without those that could not be decrypted. */
  readonly values: SecretMap;
  /** The same with versions; empty in the shape of plain values. */
  readonly versions: Readonly<Record<string, SecretVersion>>;
  readonly masked: readonly string[];
  readonly undecryptable: readonly string[];
}

/** The route of all secrets of one place, as logs and errors print it. */
export const secretsRoute = "/projects/{}/envs/{}/secrets";

/** The header that tells of masks, in the shape of plain values alone. */
export const maskHeader = "x-values-masked";

/** Reads all secrets of one place. `GET /projects/{projectId}/envs/{env}/secrets` */
export async function fetchSnapshot(
  http: HttpClient,
  { branch, env, projectId, shape }: SecretPlace & { readonly shape: Shape },
  options: CallOptions = {},
): Promise<Snapshot> {
  const asked = path`/projects/${projectId}/envs/${env}/secrets`;
  const query = { branch, includeVersions: shape === "versions" ? true : undefined };
  let isMasked = false;
  const onMeta = (meta: ResponseMeta): void => {
    isMasked = meta.headers[maskHeader] === "true";
    options.onMeta?.(meta);
  };
  const judge = (body: unknown): string | undefined => findForeign(body, shape);
  const body = await http.get<JsonObject>(asked, { query, expects: "bare", judge }, { ...options, onMeta });
  return readSnapshot(body, { path: asked, shape, isMasked });
}

interface Circumstances {
  readonly path: string;
  readonly shape: Shape;
  /** Whether a header says so. */
  readonly isMasked: boolean;
}

function readSnapshot(body: JsonObject, { isMasked, path: asked, shape }: Circumstances): Snapshot {
  const names = Object.keys(body);
  const texts = readTexts(body, shape);
  const opened = texts.map(([name, text]) => [name, openValue(text)] as const);
  const readable = opened.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const values = bare(readable);
  const isAllMasked = isMasked || texts.every(([, text]) => isStars(text));
  const versions = readable.map(([name, value]) => [name, readVersion(body[name], value)] as const);
  return Object.freeze({
    path: asked,
    names: Object.freeze(names),
    values,
    versions: shape === "versions" ? bare(versions) : bare<SecretVersion>([]),
    masked: Object.freeze(isAllMasked ? names : names.filter((name) => isMaskWord(values[name] ?? ""))),
    undecryptable: Object.freeze(opened.flatMap(([name, value]) => (value === undefined ? [name] : []))),
  });
}

function findForeign(body: unknown, shape: Shape): string | undefined {
  const names = isObject(body) ? Object.keys(body) : [];
  const foreign = names.filter((name) => typeof textIn(memberOf(body, name), shape) !== "string");
  return foreign.length > 0 ? `it holds values that are no text: ${listNames(foreign)}` : undefined;
}

function readTexts(body: JsonObject, shape: Shape): [string, string][] {
  return Object.entries(body).map(([name, item]) => [name, String(textIn(item, shape))]);
}

function textIn(item: unknown, shape: Shape): unknown {
  return shape === "versions" ? memberOf(item, "value") : item;
}

function readVersion(item: unknown, value: string): SecretVersion {
  const source = memberOf(item, "source");
  return Object.freeze({
    value,
    version: String(memberOf(item, "version")),
    isReference: memberOf(item, "isReference") === true,
    source: source === "linked" ? "linked" : "local",
  });
}

// Without a prototype, so that a secret may have any name.
function bare<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const map: Record<string, T> = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return Object.freeze(map);
}
