import { sendOnce } from "./attempt.ts";
import { discardBody, readBody } from "./body.ts";
import { ConfigError } from "./errors.ts";
import type { Failure, Failures } from "./failure.ts";
import type { ServiceProfile } from "./profile.ts";
import type { BinaryAnswer, Expected, RequestSpec } from "./request.ts";
import type { Fetch, FetchAnswer, FetchInit } from "./types.ts";

/** What one attempt is made of. */
export interface Exchange {
  readonly transport: Fetch;
  readonly url: string;
  readonly init: FetchInit;
  readonly maxBodyBytes: number;
  readonly spec: Pick<RequestSpec, "accepts" | "expects" | "judge" | "raw">;
  readonly profile: ServiceProfile;
  readonly failures: () => Failures;
  /** Unix ms. */
  readonly now: () => number;
  /** Told when the answer's headers are there. */
  readonly onAnswer: (answer: FetchAnswer) => void;
}

/** An attempt that was answered as it should be. */
export interface Success {
  readonly answer: FetchAnswer;
  /** The parsed body as sent. */
  readonly body: unknown;
  /** What the method gives. */
  readonly value: unknown;
}

const errorBodyLimit = 65_536;

/** Sends one request and judges what came of it; what the platform throws goes through. */
export async function exchange(step: Exchange): Promise<Success | Failure> {
  const { failures, maxBodyBytes } = step;
  const answer = await sendOnce(step.transport, step.url, step.init);
  // A transport that pays no heed to its signal may answer when nobody waits any longer.
  if (step.init.signal.aborted) discardBody(answer);
  step.init.signal.throwIfAborted();
  step.onAnswer(answer);
  const { status } = answer;
  const isDue = (status >= 200 && status <= 299) || step.spec.accepts?.includes(status);
  if (!isDue) return await judgeRefusal(step, answer);
  const { bytes, text, tooLarge } = await readBody(answer, maxBodyBytes);
  if (tooLarge) return failures().tooLarge(answer, maxBodyBytes);
  if (step.spec.expects === "bytes") return judgeBytes(step, answer, bytes);
  return judgeContent(step, answer, text);
}

function judgeBytes({ failures }: Exchange, answer: FetchAnswer, bytes: Uint8Array<ArrayBuffer>): Success | Failure {
  if (bytes.byteLength === 0) return failures().fromContent(answer, "the body is empty");
  return { answer, body: undefined, value: { bytes, headers: answer.headers } satisfies BinaryAnswer };
}

/** Tells a success from a failure. */
export function isSuccess(outcome: Success | Failure): outcome is Success {
  return "answer" in outcome;
}

async function judgeRefusal({ failures, now }: Exchange, answer: FetchAnswer): Promise<Failure> {
  const { status } = answer;
  if (status === 0 || (status >= 300 && status <= 399 && status !== 304)) {
    discardBody(answer);
    return failures().fromRedirect(answer);
  }
  if (status === 407) {
    discardBody(answer);
    return failures().fromPlatform({ name: "Error", message: "Proxy response (407)" }, "headers");
  }
  const { text } = await readBody(answer, errorBodyLimit, true);
  return failures().fromStatus(answer, text, now());
}

function judgeContent(step: Exchange, answer: FetchAnswer, text: string): Success | Failure {
  const { failures, profile } = step;
  const { expects = "object", judge, raw } = step.spec;
  const body = parseContent(answer, text);
  if (body instanceof Garbled) return failures().fromContent(answer, body.problem, body.cutShort);
  if (raw) return { answer, body, value: body };
  if (body === undefined) {
    return mayBeEmpty(expects) ? { answer, body, value: body } : failures().fromContent(answer, "the body is empty");
  }
  const value = profile.unwrap(body, answer.headers);
  const problem = judgeKind(expects, value, profile) ?? judge?.(body);
  return problem ? failures().fromContent(answer, problem) : { answer, body, value };
}

function mayBeEmpty(expects: Expected): boolean {
  return expects === "void" || expects === "any" || expects === "list";
}

class Garbled {
  readonly problem: string;
  readonly cutShort: boolean;

  constructor(problem: string, cutShort: boolean) {
    this.problem = problem;
    this.cutShort = cutShort;
  }
}

// The text is never quoted: where it began as JSON it may hold a secret that was just made.
function parseContent({ status, headers }: FetchAnswer, text: string): unknown {
  if (status === 204 || status === 205 || !/\S/.test(text)) return undefined;
  const beginsAsJson = /^\s*[[{]/.test(text);
  const type = headers.get("content-type") ?? "";
  if (beginsAsJson || /^[^;]*[/+]json\s*(?:;|,|$)/i.test(type)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      if (beginsAsJson) return new Garbled("the body is not JSON to its end", true);
    }
  }
  return new Garbled(`the body is not JSON (content type ${type || "missing"})`, false);
}

function judgeKind(expects: Expected, value: unknown, { content }: ServiceProfile): string | undefined {
  if (expects === "any" || expects === "void") return undefined;
  if (expects === "bare") return isObject(value) ? undefined : "the body is not an object";
  const part = content ? content(value, expects) : value;
  if (expects === "list" && part === undefined) return undefined;
  const isDue = expects === "object" ? isObject(part) : Array.isArray(part);
  return isDue ? undefined : `the body holds no ${expects} where one is due`;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Serialises a body once for all attempts, without the members named in `unsent`; what is no JSON value is refused. */
export function serialise(service: string, json: unknown, unsent: readonly string[] = []): string | undefined {
  if (json === undefined) return undefined;
  let text: string | undefined;
  try {
    text = JSON.stringify(json, (name, value: unknown) =>
      unsent.includes(name) ? undefined : refuseContainers(value),
    );
  } catch {
    text = undefined;
  }
  if (text !== undefined) return text;
  const message = "The body must be a JSON value: no stream, cycle, BigInt, Map or function.";
  throw new ConfigError({ service, code: "invalid_argument", message });
}

// JSON would write a map, a set, a form or a stream as `{}`, also deep within, and nobody would notice.
function refuseContainers(value: unknown): unknown {
  const isContainer = isObject(value) && (value instanceof ReadableStream || Symbol.iterator in (value as object));
  if (isContainer) throw new TypeError();
  return value;
}
