import { type HttpClient, quietly, type ResponseMeta, type SdkError } from "@keyrack/core";
import type { SecretCache } from "./cache.ts";
import { checkEnvironment } from "./environment.ts";
import { type Limits, readLimits, withinLimits } from "./limits.ts";
import type { Settings, XtraCallOptions } from "./options.ts";
import type { ProjectSource } from "./project.ts";
import type { ListKeysOptions } from "./read-options.ts";
import { SharedWork } from "./shared-work.ts";
import { fetchSnapshot, type SecretPlace, type Shape, type Snapshot } from "./snapshot.ts";

/** What a reader works with. */
export interface ReaderTools {
  readonly http: HttpClient;
  readonly project: ProjectSource;
  readonly cache: SecretCache;
  readonly settings: Settings;
}

interface Question {
  readonly place: SecretPlace;
  readonly shape: Shape;
  readonly call: XtraCallOptions;
  /** Names what the cache keeps. */
  readonly key: string;
}

interface Answer {
  readonly snapshot: Snapshot;
  readonly meta: ResponseMeta | undefined;
}

interface Flight {
  readonly work: SharedWork<Answer>;
  /** Whether its answer may be used by who asks from now on. */
  readonly isOpen: () => boolean;
}

/**
 * Reads secrets through the cache. Who asks the same at the same time shares one request, and waits within limits of
 * its own; the request ends with the last who waits.
 */
export class SecretReader {
  readonly #tools: ReaderTools;
  readonly #flights = new Map<string, Flight>();

  constructor(tools: ReaderTools) {
    this.#tools = tools;
  }

  /** Reads all secrets of an environment; the options are checked. */
  async read(env: string, options: ListKeysOptions, shape: Shape = "values"): Promise<Snapshot> {
    const { settings } = this.#tools;
    const { branch, noCache = false, projectId, signal, totalTimeout, ...call } = options;
    const name = checkEnvironment(env);
    const limits: Limits = readLimits({ signal, totalTimeout }, settings.shared.totalTimeout ?? 90_000);
    return await withinLimits(limits, `Reading the secrets of ${JSON.stringify(name)}`, async (own) => {
      const project = await this.#tools.project.id(projectId, { signal: own });
      const place = { projectId: project, env: name, branch };
      const key = JSON.stringify([shape, project, name, branch ?? "main", Object.entries(call.headers ?? {})]);
      return await this.#obtain({ place, shape, call, key }, noCache, own);
    });
  }

  async #obtain(question: Question, noCache: boolean, signal: AbortSignal): Promise<Snapshot> {
    const { cache } = this.#tools;
    const isShared = cache.isOn && !noCache;
    const kept = isShared ? cache.get(question.key) : undefined;
    if (kept) return kept;
    try {
      const { meta, snapshot } = await this.#fly(question, isShared).join(signal);
      if (meta) quietly(() => question.call.onMeta?.(meta));
      return snapshot;
    } catch (error) {
      const stale = isShared ? this.#standIn(question, error) : undefined;
      if (stale) return stale;
      throw error;
    }
  }

  // Who must not get an old answer starts a request of its own, which others may join.
  #fly(question: Question, isShared: boolean): SharedWork<Answer> {
    const { headers: _inKey, onMeta: _own, ...limits } = question.call;
    const name = JSON.stringify([question.key, limits]);
    const flight = this.#flights.get(name);
    if (isShared && flight?.isOpen()) return flight.work;
    const { cache } = this.#tools;
    const ticket = cache.begin(question.place);
    const work: SharedWork<Answer> = new SharedWork(async (signal) => {
      try {
        const answer = await this.#fetch(question, signal);
        cache.keep(question.key, ticket, answer.snapshot);
        return answer;
      } catch (error) {
        cache.refuse(question.place, error);
        throw error;
      } finally {
        cache.end(ticket);
        if (this.#flights.get(name)?.work === work) this.#flights.delete(name);
      }
    });
    this.#flights.set(name, { work, isOpen: () => !ticket.isVoid && !work.isAbandoned });
    return work;
  }

  async #fetch({ call, place, shape }: Question, signal: AbortSignal): Promise<Answer> {
    let meta: ResponseMeta | undefined;
    const onMeta = (told: ResponseMeta): void => {
      meta = told;
    };
    // Each who waits has a total time of its own.
    const options = { ...call, signal, totalTimeout: Number.POSITIVE_INFINITY, onMeta };
    const snapshot = await fetchSnapshot(this.#tools.http, { ...place, shape }, options);
    return { snapshot, meta };
  }

  #standIn({ key, place }: Question, error: unknown): Snapshot | undefined {
    const { cache, settings } = this.#tools;
    const { age = 0, isFirst = false, snapshot } = cache.standIn(key, error) ?? {};
    if (isFirst) {
      const { branch = "main", env, projectId } = place;
      quietly(() => settings.onStale?.({ projectId, env, branch, age, error: error as SdkError }));
    }
    return snapshot;
  }
}
