import { listNames, type SecretIssue, SecretsError } from "./errors.ts";
import { isObject } from "./json.ts";
import type { GetSecretsOptions } from "./read-options.ts";
import { refuseArgument, service } from "./service.ts";
import type { SecretMap } from "./types/secrets.ts";
import type { StandardSchema } from "./types/standard-schema.ts";

/** A validator for each key. One that accepts `undefined` makes its key optional. */
export type SecretsShape = Readonly<Record<string, StandardSchema>>;

/** What the validators of a shape give. */
export type SecretsOf<Shape extends SecretsShape> = {
  readonly [Key in keyof Shape]: NonNullable<Shape[Key]["~standard"]["types"]>["output"];
};

/** What secrets are loaded from: a client, or anything like it. */
export interface SecretsSource {
  getSecrets(env: string, options?: GetSecretsOptions): Promise<SecretMap>;
}

/** Secrets whose names and kinds are known. */
export interface SecretsDefinition<Shape extends SecretsShape> {
  /**
   * Reads an environment through the client's cache and validates what is defined; other keys are left out.
   *
   * Rejects with the code `invalid_secrets` and all `issues` at once. They tell keys and fixed reasons, never a value
   * or a validator's own message, which may quote one.
   */
  load(source: SecretsSource, env: string, options?: GetSecretsOptions): Promise<SecretsOf<Shape>>;
  /** The same for secrets that are there already, such as `process.env`. */
  parse(secrets: Readonly<Record<string, string | undefined>>): Promise<SecretsOf<Shape>>;
}

/** Defines secrets by any validators of the Standard Schema kind, synchronous or not. */
export function defineSecrets<const Shape extends SecretsShape>(shape: Shape): SecretsDefinition<Shape> {
  for (const [key, schema] of Object.entries(checkShape(shape))) checkSchema(key, schema);
  const parse = async (secrets: Readonly<Record<string, string | undefined>>): Promise<SecretsOf<Shape>> => {
    const keys = Object.keys(shape);
    const results = await Promise.all(keys.map(async (key) => await validate(shape, key, secrets)));
    const issues = results.flatMap(({ issue }) => (issue ? [issue] : []));
    if (issues.length > 0) throw invalid(issues);
    const values = results.map(({ key, value }) => [key, value] as const);
    // What was validated key by key has the type that the validators say.
    return Object.freeze(Object.fromEntries(values)) as SecretsOf<Shape>;
  };
  return {
    parse,
    load: async (source, env, options) => await parse(await source.getSecrets(env, options)),
  };
}

interface Validated {
  readonly key: string;
  readonly value?: unknown;
  readonly issue?: SecretIssue;
}

async function validate(
  shape: SecretsShape,
  key: string,
  secrets: Readonly<Record<string, string | undefined>>,
): Promise<Validated> {
  const secret = Object.hasOwn(secrets, key) ? secrets[key] : undefined;
  try {
    const result = await shape[key]?.["~standard"].validate(secret);
    if (result && !result.issues) return { key, value: result.value };
    return { key, issue: { key, reason: secret === undefined ? "is missing" : "does not pass its validator" } };
  } catch {
    // What it threw may quote the value.
    return { key, issue: { key, reason: "its validator failed" } };
  }
}

function checkShape(shape: unknown): object {
  if (isObject(shape)) return shape;
  throw refuseArgument("shape must be an object of validators.");
}

function checkSchema(key: string, schema: unknown): void {
  const isHolder = (typeof schema === "object" || typeof schema === "function") && schema !== null;
  const standard = isHolder ? (schema as Partial<StandardSchema>)["~standard"] : undefined;
  if (typeof standard?.validate === "function") return;
  throw refuseArgument(`shape: the validator of ${listNames([key])} must follow the Standard Schema.`);
}

function invalid(issues: readonly SecretIssue[]): SecretsError {
  const keys = issues.map(({ key }) => key);
  const told = issues.map(({ key, reason }) => `${listNames([key])} ${reason}`).join(", ");
  return new SecretsError({
    service,
    code: "invalid_secrets",
    message: `Secrets are not as defined: ${told}`,
    keys,
    issues,
  });
}
