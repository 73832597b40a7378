import { seededRandom } from "../../src/random.ts";
import type { Service } from "../../src/service.ts";
import type { MethodPath } from "../../src/unkey/method-paths.ts";
import { createUnkeyService, type UnkeyFixtures } from "../../src/unkey/service.ts";

/** The time at which every test starts; noon, so that minutes, hours and days begin at round distances. */
export const noon: number = Date.UTC(2025, 5, 15, 12);

/** The type address of a problem, from its path and code. */
export const typeOf = (path: string): string => `https://unkey.com/docs/errors/${path}`;

/** The envelope of every answer, as far as tests look into it. */
interface Envelope {
  readonly meta: { readonly requestId: string };
  readonly data?: unknown;
  readonly pagination?: { readonly hasMore: boolean; readonly cursor?: string };
  readonly error?: { readonly detail: string; readonly type: string; readonly errors?: readonly ErrorItem[] };
}

/** One entry of a 400's `errors`. */
interface ErrorItem {
  readonly location: string;
  readonly message: string;
  readonly fix?: string;
}

/** What the service answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Envelope;
}

/** What a call may have beside its body. */
export interface CallOptions {
  readonly rootKey?: string;
  readonly headers?: Record<string, string>;
}

/** A key that a test made. */
export interface MadeKey {
  readonly apiId: string;
  readonly keyId: string;
  readonly key: string;
}

/** What verifyKey answers, as far as tests look into it. */
export interface Verification {
  readonly valid: boolean;
  readonly code: string;
  readonly credits?: number;
  readonly ratelimits?: readonly { readonly name: string; readonly remaining: number; readonly exceeded: boolean }[];
}

/** A service of its own for one test, with a clock that only the test moves. */
export class Bench {
  readonly service: Service<UnkeyFixtures>;
  readonly #clock = { time: noon };

  constructor(seed = 1) {
    const clock = this.#clock;
    this.service = createUnkeyService({
      clock: { now: () => clock.time, advance: (ms) => (clock.time += ms) },
      random: seededRandom(seed),
    });
  }

  get fixtures(): UnkeyFixtures {
    return this.service.fixtures;
  }

  now(): number {
    return this.#clock.time;
  }

  advance(ms: number): void {
    this.#clock.time += ms;
  }

  /** Sends any request as it is. */
  async send(path: string, init: RequestInit): Promise<{ status: number; headers: Headers; text: string }> {
    const response = await this.service.fetch(new Request(`https://unkey.example${path}`, init));
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Calls a method with a text as its body. */
  async callRaw(path: MethodPath, text: string, options: CallOptions = {}): Promise<Answered> {
    const headers = {
      Authorization: `Bearer ${options.rootKey ?? this.fixtures.rootKey}`,
      "Content-Type": "application/json",
      ...options.headers,
    };
    const answer = await this.send(`/v2/${path}`, { method: "POST", headers, body: text });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.text) };
  }

  /** Calls a method, whatever comes of it. */
  async call(path: MethodPath, body: unknown, options: CallOptions = {}): Promise<Answered> {
    return await this.callRaw(path, JSON.stringify(body), options);
  }

  /** Calls a method that has to succeed, and hands back the answer's `data`. */
  async data<T>(path: MethodPath, body: unknown, options: CallOptions = {}): Promise<T> {
    const answer = await this.callRaw(path, JSON.stringify(body), options);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return JSON.parse(JSON.stringify(answer.body.data ?? null));
  }

  /** Calls a method that has to fail, and hands back status and code as one text. */
  async refusal(path: MethodPath, body: unknown, options: CallOptions = {}): Promise<string> {
    const { status, body: answer } = await this.call(path, body, options);
    return `${status} ${answer.error?.type.split("/").at(-1) ?? "without a problem"}`;
  }

  /** Makes an API. */
  async createApi(): Promise<string> {
    const { apiId } = await this.data<{ apiId: string }>("apis.createApi", { name: "payments" });
    return apiId;
  }

  /** Makes a key, in an API of its own where none is named. */
  async createKey(settings: { readonly apiId?: string; readonly [field: string]: unknown } = {}): Promise<MadeKey> {
    const apiId = settings.apiId ?? (await this.createApi());
    const made = await this.data<{ keyId: string; key: string }>("keys.createKey", { ...settings, apiId });
    return { apiId, ...made };
  }

  /** Shows a key. */
  async getKey(keyId: string): Promise<Record<string, unknown>> {
    return await this.data("keys.getKey", { keyId });
  }

  /** Verifies a key. */
  async verify(key: string, options: object = {}): Promise<Verification> {
    return await this.data("keys.verifyKey", { key, ...options });
  }
}
