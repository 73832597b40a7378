import { seededRandom } from "../../src/random.ts";
import { createOptropicService, type OptropicFixtures } from "../../src/optropic/service.ts";
import type { Service } from "../../src/service.ts";

/** The time at which every test starts: noon on a Sunday in the middle of June. */
export const noon: number = Date.UTC(2025, 5, 15, 12);

/** Any JSON object of an answer. */
export type Facts = Record<string, unknown>;

/** What the service answered; `body` is `undefined` where there was none. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A page, as far as tests look into it. */
export interface Page {
  readonly data: readonly Facts[];
  readonly pagination: {
    readonly page: number;
    readonly perPage: number;
    readonly total: number;
    readonly totalPages: number;
    readonly hasMore: boolean;
  };
}

/** The facts inside every refusal. */
interface RefusalFacts {
  readonly code: string;
  readonly message: string;
  readonly details: Facts;
}

/** What a call may have beside its route and body. */
export interface CallOptions {
  readonly key?: string | undefined;
  readonly headers?: Record<string, string> | undefined;
}

/** A service of its own for one test, with a clock that only the test moves. */
export class Bench {
  readonly service: Service<OptropicFixtures>;
  readonly #clock = { time: noon };

  constructor(seed = 1) {
    const clock = this.#clock;
    this.service = createOptropicService({
      clock: { now: () => clock.time, advance: (ms) => (clock.time += ms) },
      random: seededRandom(seed),
    });
  }

  get fixtures(): OptropicFixtures {
    return this.service.fixtures;
  }

  advance(ms: number): void {
    this.#clock.time += ms;
  }

  /** Sends any request as it is. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    return await this.service.fetch(new Request(`https://optropic.example${path}`, init));
  }

  /** Calls a route such as `"POST /assets"`, whatever comes of it. */
  async call(route: string, body?: unknown, options: CallOptions = {}): Promise<Answered> {
    const [method = "", path = ""] = route.split(" ");
    const headers = { "X-API-Key": options.key ?? this.fixtures.apiKey, ...options.headers };
    const json = body === undefined ? null : JSON.stringify(body);
    const response = await this.send(`/v1${path}`, { method, headers, body: json });
    const text = await response.text();
    const parsed: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Calls a route that has to succeed, and hands back the answer's body. */
  async data<T = Facts>(route: string, body?: unknown, options: CallOptions = {}): Promise<T> {
    const answer = await this.call(route, body, options);
    if (answer.status >= 300) throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  /** Calls a route that has to be refused, and hands back status and code as one text, with the details. */
  async refusal(route: string, body?: unknown, options: CallOptions = {}): Promise<{ code: string; details: Facts }> {
    const answer = await this.call(route, body, options);
    if (answer.status < 400) throw new Error(`${route} answered ${answer.status}.`);
    const { error } = answer.body as { error: RefusalFacts };
    return { code: `${answer.status} ${error.code}`, details: error.details };
  }

  /** Makes an asset and hands back its id. */
  async createAsset(settings: object = {}, options: CallOptions = {}): Promise<string> {
    const { id } = await this.data<{ id: string }>("POST /assets", settings, options);
    return id;
  }
}
