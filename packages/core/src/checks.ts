import { ConfigError } from "./errors.ts";

/** Refuses input before a byte is sent. `message` names the option, never its value. */
export function refuse(service: string, message: string, code = "invalid_option"): ConfigError {
  return new ConfigError({ service, code, message });
}

/** Which option of which client is looked at, for errors that name it. */
export interface OptionOf {
  readonly service: string;
  readonly option: string;
}

/** Checks a duration in milliseconds: positive, at most 2^31 - 1; `Infinity` switches the limit off. */
export function checkTimeout({ service, option }: OptionOf, value: unknown): number {
  if (value === Number.POSITIVE_INFINITY) return value;
  if (typeof value === "number" && value > 0 && value <= 0x7fffffff) return value;
  throw refuse(service, `${option} must be a number of milliseconds above 0, at most 2147483647, or Infinity.`);
}

/** Checks an integer between two bounds. */
export function checkInteger(
  { service, option }: OptionOf,
  value: unknown,
  [least, most]: readonly [number, number],
): number {
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw refuse(service, `${option} must be an integer from ${least} to ${most}.`);
}

/** Checks how often a failed attempt may be repeated: 0 to 10. */
export function checkRetries(option: OptionOf, value: unknown): number {
  return checkInteger(option, value, [0, 10]);
}

/** Refuses what has no named members: null, text, lists, `Headers`, maps. */
export function checkObject({ service, option }: OptionOf, value: unknown): asserts value is object {
  if (typeof value === "object" && value !== null && !(Symbol.iterator in value)) return;
  throw refuse(service, `${option} must be an object.`);
}

/** Copies the own, defined members of an options object; an unknown name is refused. */
export function ownOptions<T extends object>(
  { service, option }: OptionOf,
  given: T | undefined,
  known: ReadonlySet<string>,
): T {
  const options: Record<string, unknown> = Object.create(null);
  if (given === undefined) return options as T;
  checkObject({ service, option }, given);
  for (const [name, value] of Object.entries(given)) {
    if (!known.has(name)) throw refuse(service, `${option} has no member "${name.slice(0, 40)}".`);
    if (value !== undefined) options[name] = value;
  }
  return options as T;
}

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks a base URL and takes off its trailing slashes: https, or http on loopback (anywhere with
 * `allowInsecureHttp`); no userinfo, query or fragment, so that nothing but the path can follow.
 */
export function checkBaseUrl({ service, option }: OptionOf, value: unknown, allowInsecureHttp = false): string {
  const url = parseUrl(value);
  if (!url) throw refuse(service, `${option} must be an absolute URL that starts with https://.`);
  const isSecure = url.protocol === "https:" || allowInsecureHttp || loopback.test(url.hostname);
  if (!isSecure) throw refuse(service, `${option} must use https, or http on loopback; allowInsecureHttp lifts this.`);
  if (url.username || url.password || /[?#]/.test(url.href) || String(value).endsWith("#")) {
    throw refuse(service, `${option} must not hold user information, a query or a fragment.`);
  }
  return url.origin + url.pathname.replace(/(?<!\/)\/+$/, "");
}

function parseUrl(value: unknown): URL | undefined {
  try {
    const url = new URL(value as string);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
