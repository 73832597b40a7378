import { SdkError } from "./errors.ts";
import { exchange, isSuccess, type Success } from "./exchange.ts";
import { type Circumstances, type Failure, Failures } from "./failure.ts";
import { expired, follow, Leash } from "./leash.ts";
import { narrate, type Narrator, quietly, type ToldAnswer } from "./narrator.ts";
import { type CallPlan, subjectOf } from "./plan.ts";
import { decideWait, retryCost } from "./retry.ts";
import type { ClientState, EndReason } from "./state.ts";
import type { FetchAnswer, FetchInit } from "./types.ts";

/** Below this many ms no further attempt is started. */
const leastAttempt = 50;

/** One call from its first attempt to its end: attempts, waits, renewal after a 401, limits, hooks. */
export class Call {
  readonly #state: ClientState;
  #plan: CallPlan;
  readonly #leash = new Leash();
  readonly #started: number;
  #narrator: Narrator | undefined;
  #failures: Failures | undefined;
  #authorization: string | undefined;
  // A value that was replaced stays a secret.
  readonly #authorizations: string[] = [];
  #answer: FetchAnswer | undefined;
  #attempt = 0;
  #inAttempt = false;
  #retries = 0;
  #waitedMs = 0;
  #paid = 0;
  #maybeApplied = false;

  constructor(state: ClientState, plan: CallPlan) {
    this.#state = state;
    this.#plan = plan;
    this.#started = state.clock.now();
    this.#narrator = narrate(state, subjectOf(plan), plan.printedUrl);
  }

  /** Runs the call; rejects with the one error that it ends in. */
  async run(): Promise<Success> {
    const leash = this.#leash;
    const { signal } = this.#plan;
    const unfollow = signal && follow(signal, (reason) => leash.end({ kind: "aborted", reason } satisfies EndReason));
    this.#state.enter(leash);
    try {
      return await this.#loop();
    } catch (reason) {
      throw this.#fail(reason);
    } finally {
      unfollow?.();
      this.#state.leave(leash);
    }
  }

  async #prepare(): Promise<void> {
    if (this.#leash.ended) throw this.#leash.ended.reason;
    if (this.#plan.locate) {
      this.#plan = await this.#credential(this.#plan.locate);
      this.#narrator = narrate(this.#state, subjectOf(this.#plan), this.#plan.printedUrl);
    }
    if (this.#plan.spec.auth === false) return;
    const value = this.#state.profile.credentials.value();
    this.#authorize(typeof value === "string" ? value : await this.#credential(async () => await value));
  }

  async #loop(): Promise<Success> {
    await this.#prepare();
    const { credentials } = this.#state.profile;
    for (let renewed = false; ;) {
      const outcome = await this.#try();
      if (isSuccess(outcome)) return this.#succeed(outcome);
      if (outcome.status === 401 && credentials.renew && this.#authorization !== undefined && !renewed) {
        renewed = true;
        await this.#renew(outcome, this.#authorization);
      } else {
        await this.#waitOrThrow(outcome);
      }
    }
  }

  async #try(): Promise<Success | Failure> {
    const { clock, profile } = this.#state;
    const { maxBodyBytes, spec, timeout } = this.#plan;
    const remaining = this.#remaining();
    this.#attempt++;
    const transport = this.#state.transport(this.#plan, this.#attempt);
    this.#inAttempt = true;
    this.#answer = undefined;
    const step = {
      transport,
      url: this.#plan.url,
      maxBodyBytes,
      spec,
      profile,
      failures: () => this.#errors(),
      now: () => clock.date(),
      onAnswer: (answer: FetchAnswer) => {
        this.#answer = answer;
        this.#state.note(answer);
      },
    } as const;
    const init = this.#init();
    let outcome: Success | Failure;
    try {
      outcome = await this.#leash.run(Math.min(timeout, remaining), (signal) =>
        exchange({ ...step, init: { ...init, signal } }),
      );
    } catch (reason) {
      if (this.#leash.isEnd(reason) || reason instanceof SdkError) throw reason;
      outcome = this.#judge(reason, remaining < timeout ? "total" : "attempt");
    }
    if (!isSuccess(outcome) && outcome.ambiguous) this.#maybeApplied = this.#plan.safety !== "read";
    if (this.#narrator && this.#answer) this.#narrator.answered(this.#told(this.#answer, outcome));
    return outcome;
  }

  #init(): Omit<FetchInit, "signal"> {
    const { body, headers: planned, method } = this.#plan;
    const { header } = this.#state.profile.credentials;
    let headers = { ...planned, ...(this.#authorization !== undefined && { [header]: this.#authorization }) };
    if (this.#narrator) {
      const bodyBytes = body === undefined ? 0 : new TextEncoder().encode(body).length;
      headers = this.#narrator.sending(headers, () => this.#errors().mask(new Headers(headers)), bodyBytes);
    }
    return { method, headers, redirect: "manual", ...(body !== undefined && { body }) };
  }

  // An error answer whose body never came is still that answer.
  #judge(reason: unknown, limit: "attempt" | "total"): Failure {
    const answer = this.#answer;
    if (answer && answer.status >= 300) return this.#errors().fromStatus(answer, "", this.#state.clock.date());
    if (reason === expired) return this.#errors().fromTimeout(answer ? "body" : "headers", limit);
    const failure = this.#errors().fromPlatform(reason, answer ? "body" : "headers");
    const isPacked = answer && failure.code === "Z_DATA_ERROR";
    return isPacked ? this.#errors().fromContent(answer, "the body does not decompress", true) : failure;
  }

  async #renew(failure: Failure, stale: string): Promise<void> {
    const { credentials } = this.#state.profile;
    this.#narrator?.retrying(this.#errors().build(failure, this.#circumstances()), 0, false);
    this.#inAttempt = false;
    try {
      this.#authorize(await this.#credential(async () => await credentials.renew?.(stale)));
      // A 401 says that nothing was done, so the attempts are counted anew.
      this.#retries = 0;
    } catch (reason) {
      if (this.#leash.isEnd(reason) || reason instanceof SdkError) throw reason;
      throw this.#errors().build(failure, { ...this.#circumstances(), cause: this.#errors().explain(reason) });
    }
  }

  #authorize(value: string | undefined): void {
    this.#authorization = value;
    if (value !== undefined) this.#authorizations.push(value, value.replace(/^\w+ /, ""));
    this.#failures = undefined;
  }

  async #credential<T>(work: () => Promise<T>): Promise<T> {
    try {
      const credential = await this.#leash.run(this.#remaining(), work);
      if (this.#remaining() >= leastAttempt) return credential;
    } catch (reason) {
      if (reason !== expired) throw reason;
    }
    throw this.#outOfTime("credential");
  }

  async #waitOrThrow(failure: Failure): Promise<void> {
    const { budget, clock } = this.#state;
    const { idempotencyKey, retry, safety } = this.#plan;
    const keyed = idempotencyKey !== undefined;
    const waitMs = decideWait(retry, { ...failure, safety, keyed, retries: this.#retries }, () => clock.random());
    const elapsed = clock.now() - this.#started;
    const isTimely = waitMs !== undefined && elapsed + waitMs <= (retry.maxElapsed ?? Number.POSITIVE_INFINITY);
    const fits = isTimely && waitMs + leastAttempt <= this.#remaining();
    const cost = retryCost(failure.failure);
    if (!fits || !budget.take(cost)) {
      throw this.#errors().build(failure, { ...this.#circumstances(), retryBudgetExhausted: fits });
    }
    this.#retries++;
    this.#paid += cost;
    this.#narrator?.retrying(this.#errors().build(failure, this.#circumstances()), waitMs, failure.hint !== undefined);
    this.#inAttempt = false;
    await this.#leash.run(Number.POSITIVE_INFINITY, (signal) => clock.sleep(waitMs, signal));
    this.#waitedMs += waitMs;
    if (this.#remaining() < leastAttempt) throw this.#outOfTime("wait");
  }

  #succeed(success: Success): Success {
    const { onMeta } = this.#plan;
    this.#state.budget.refund(this.#paid);
    if (!onMeta && !this.#narrator) return success;
    const told = this.#told(success.answer, success);
    this.#narrator?.succeeded(told);
    const durationMs = this.#state.clock.now() - this.#started;
    quietly(() => onMeta?.({ ...subjectOf(this.#plan), ...told, attempts: this.#attempt, durationMs }));
    return success;
  }

  #fail(reason: unknown): unknown {
    const ended = this.#leash.isEnd(reason) ? (reason as EndReason) : undefined;
    if (ended && this.#inAttempt) this.#maybeApplied ||= this.#plan.safety !== "read";
    const circumstances = this.#circumstances();
    let error = reason;
    if (ended?.kind === "closed") error = this.#errors().closed(circumstances);
    else if (ended) error = this.#errors().aborted(ended.reason, circumstances);
    else if (!(reason instanceof SdkError))
      error = this.#errors().build(this.#errors().fromPlatform(reason, "headers"), circumstances);
    const facts = { maybeApplied: this.#maybeApplied, waitedMs: this.#waitedMs };
    this.#narrator?.failed(error, { ...facts, ended: ended !== undefined, inAttempt: this.#inAttempt });
    return error;
  }

  #remaining(): number {
    return this.#started + this.#plan.totalTimeout - this.#state.clock.now();
  }

  #outOfTime(phase: "wait" | "credential"): SdkError {
    return this.#errors().build(this.#errors().fromTimeout(phase, "total"), this.#circumstances());
  }

  #circumstances(): Circumstances {
    return {
      service: this.#state.profile.service,
      ...subjectOf(this.#plan),
      requestId: this.#plan.requestId,
      attempts: this.#attempt,
      waitedMs: this.#waitedMs,
      maybeApplied: this.#maybeApplied,
      page: this.#plan.spec.page,
    };
  }

  // Built on the way to an error only; the credential is among what it masks.
  #errors(): Failures {
    const { path, spec } = this.#plan;
    const { profile } = this.#state;
    const others = [...(profile.credentials.secrets ?? []), ...(spec.secrets ?? []), ...path.secrets];
    return (this.#failures ??= new Failures(profile, [...this.#authorizations, ...others]));
  }

  #told(answer: FetchAnswer, outcome: Success | Failure): ToldAnswer {
    const { status, headers } = answer;
    const errors = this.#errors();
    const said = isSuccess(outcome) ? errors.readId(headers, outcome.body) : outcome.requestId;
    return { status, headers: errors.mask(headers), requestId: said ?? this.#plan.requestId };
  }
}
