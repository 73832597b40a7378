import type { SdkError } from "./errors.ts";
import { isReserved } from "./headers.ts";
import type { AttemptEvent, CallInfo, Hooks } from "./hooks.ts";
import type { LogFields, Logger } from "./logger.ts";
import type { Clock } from "./types.ts";

/** Who listens to the calls of a client. */
export interface Listeners {
  readonly hooks: Hooks;
  readonly logger: Logger | undefined;
}

/** What a narrator has to know of a client. */
interface Told {
  readonly clock: Clock;
  readonly listeners: Listeners | undefined;
  readonly profile: { readonly service: string };
}

/** Gives the narrator of one call, where somebody listens; `url` is without secrets. */
export function narrate(
  { clock, listeners, profile }: Told,
  subject: Omit<CallInfo, "id" | "service">,
  url: string,
): Narrator | undefined {
  return listeners && new Narrator(listeners, { service: profile.service, ...subject }, { url, clock });
}

/** What is told of an answer; its headers are masked. */
export interface ToldAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
}

/** Tells hooks and logger what happens to one call. Nothing that they do can break it. */
export class Narrator {
  readonly #listeners: Listeners;
  readonly #call: CallInfo;
  readonly #url: string;
  readonly #clock: Clock;
  readonly #started: number;
  #begun: number;
  #attempt = 0;

  constructor(listeners: Listeners, call: Omit<CallInfo, "id">, { url, clock }: { url: string; clock: Clock }) {
    this.#listeners = listeners;
    this.#call = { id: crypto.randomUUID(), ...call };
    this.#url = url;
    this.#clock = clock;
    this.#started = clock.now();
    this.#begun = this.#started;
  }

  /** An attempt begins; gives its headers, those that `onRequest` added included. */
  sending(
    headers: Record<string, string>,
    masked: () => Record<string, string>,
    bodyBytes: number,
  ): Record<string, string> {
    this.#attempt++;
    this.#begun = this.#clock.now();
    const { hooks } = this.#listeners;
    if (!hooks.onRequest) return headers;
    const added = quietly(() => hooks.onRequest?.({ ...this.#event(), headers: masked(), bodyBytes }));
    if (typeof added !== "object" || added === null) return headers;
    // Reading them runs foreign code too, where a member is a getter.
    return { ...(quietly(() => harmless(added)) as Record<string, string> | undefined), ...headers };
  }

  /** An answer came and its body is read. */
  answered(answer: ToldAnswer): void {
    const { hooks } = this.#listeners;
    quietly(() => hooks.onResponse?.({ ...this.#event(), ...answer, durationMs: this.#lasted() }));
  }

  /** The attempt was the last one and succeeded. */
  succeeded({ status, requestId }: ToldAnswer): void {
    this.#log("debug", { outcome: "ok", status, ...(requestId !== undefined && { requestId }) });
  }

  /** The attempt failed and another one follows after `waitMs`. */
  retrying(error: SdkError, waitMs: number, hinted: boolean): void {
    const { hooks } = this.#listeners;
    this.#log("info", { outcome: "retry", ...factsOf(error), waitMs });
    quietly(() => hooks.onRetry?.({ ...this.#event(), error, waitMs, hinted }));
  }

  /** The call ends without a value. `inAttempt` tells whether an attempt was running or had just failed. */
  failed(error: unknown, facts: { maybeApplied: boolean; waitedMs: number; ended: boolean; inAttempt: boolean }): void {
    const { ended, inAttempt, maybeApplied, waitedMs } = facts;
    const { hooks } = this.#listeners;
    if (inAttempt)
      this.#log("warn", { outcome: ended ? "aborted" : "failed", ...(ended ? {} : factsOf(error as SdkError)) });
    const durationMs = this.#clock.now() - this.#started;
    quietly(() => hooks.onError?.({ ...this.#event(), error, maybeApplied, durationMs, waitedMs }));
  }

  #event(): AttemptEvent {
    return { call: this.#call, attempt: this.#attempt, url: this.#url };
  }

  #lasted(): number {
    return this.#clock.now() - this.#begun;
  }

  #log(level: keyof Logger, facts: Omit<LogFields, "service" | "method" | "route" | "attempt" | "durationMs">): void {
    const { logger } = this.#listeners;
    if (!logger) return;
    const { service, method, route } = this.#call;
    const durationMs = this.#lasted();
    const wait = facts.waitMs === undefined ? "" : `, next attempt in ${Math.round(facts.waitMs)} ms`;
    const what = facts.status ?? facts.code ?? "";
    const message = `${service} ${method} ${route} ${facts.outcome} ${what} after ${Math.round(durationMs)} ms${wait}`;
    quietly(() => logger[level](message, { service, method, route, attempt: this.#attempt, durationMs, ...facts }));
  }
}

/** Runs foreign code whose failure, at once or later, is nobody's concern. */
export function quietly(run: () => unknown): unknown {
  try {
    const result = run();
    if (result instanceof Promise) result.catch(() => undefined);
    return result;
  } catch {
    return undefined;
  }
}

function factsOf({ status, code, requestId }: SdkError): Pick<LogFields, "status" | "code" | "requestId"> {
  return { code, ...(status !== undefined && { status }), ...(requestId !== undefined && { requestId }) };
}

function harmless(added: object): Record<string, string> {
  const isHeader = ([name, value]: [string, unknown]): boolean =>
    typeof value === "string" &&
    /^[\w-]+$/.test(name) &&
    /^[\x20-\x7e]*$/.test(value) &&
    !isReserved(name.toLowerCase());
  return Object.fromEntries(
    Object.entries(added)
      .filter(isHeader)
      .map(([name, value]) => [name.toLowerCase(), value as string]),
  );
}
