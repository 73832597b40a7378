import { type AuthPIFixtures, createAuthPIService } from "../../src/authpi/service.ts";
import { seededRandom } from "../../src/random.ts";
import type { Service } from "../../src/service.ts";

/** The time at which every test starts. */
export const noon: number = Date.UTC(2025, 5, 15, 12);

/** Fields of an answer, as far as tests look into them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What the service answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body; an empty object where there is none. */
  readonly body: Fields;
  /** What the envelope holds. */
  readonly data: Fields;
  readonly text: string;
}

/** What a request may have beside its method and address. */
export interface RequestOptions {
  readonly body?: unknown;
  /** A body that goes out as it is. */
  readonly raw?: string;
  /** The `Authorization` header; the fixtures' key without it, nothing when it is empty. */
  readonly as?: string;
  readonly headers?: Record<string, string>;
}

/** A page of a list. */
export interface Listed {
  readonly data: readonly Fields[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A service of its own for one test, with a clock that only the test moves. */
export class Bench {
  readonly service: Service<AuthPIFixtures>;
  readonly #clock = { time: noon };

  constructor(seed = 1) {
    const clock = this.#clock;
    this.service = createAuthPIService({
      clock: { now: () => clock.time, advance: (ms) => (clock.time += ms) },
      random: seededRandom(seed),
    });
  }

  get fixtures(): AuthPIFixtures {
    return this.service.fixtures;
  }

  advance(ms: number): void {
    this.#clock.time += ms;
  }

  /** Sends a request; a path without a leading `/` is one of the fixtures' account. */
  async send(request: string, options: RequestOptions = {}): Promise<Answered> {
    const [method = "", path = ""] = request.split(" ");
    const { keyId, keySecret, accountId } = this.fixtures;
    const { raw, body, as = basic(keyId, keySecret) } = options;
    const text = raw ?? (body === undefined ? null : JSON.stringify(body));
    const headers = new Headers({
      ...(text === null ? {} : { "content-type": "application/json" }),
      ...(as === "" ? {} : { authorization: as }),
      ...options.headers,
    });
    const url = new URL(path, `https://api.authpi.com/v1/accounts/${accountId}/`);
    return await read(await this.service.fetch(new Request(url, { method, headers, body: text })));
  }

  /** Sends a request that has to succeed, and hands back what the envelope holds. */
  async data(request: string, body?: unknown, options: RequestOptions = {}): Promise<Fields> {
    const answer = await this.send(request, { ...options, body });
    if (answer.status >= 400) throw new Error(`${request} answered ${answer.status}: ${answer.text}`);
    return answer.data;
  }

  /** Fetches a list that has to be there. */
  async list(path: string): Promise<Listed> {
    const { status, text } = await this.send(`GET ${path}`);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
    return JSON.parse(text);
  }

  /** Sends a request that has to fail, and hands back status and code as one text. */
  async refusal(request: string, options: RequestOptions = {}): Promise<string> {
    const { status, body } = await this.send(request, options);
    return `${status} ${String(body["error"])}`;
  }

  /** Creates something and hands back its id. */
  async create(path: string, body: unknown = {}): Promise<string> {
    return String((await this.data(`POST ${path}`, body))["id"]);
  }
}

/** The `Authorization` header of a key. */
export function basic(id: string, secret: string): string {
  return `Basic ${btoa(`${id}:${secret}`)}`;
}

/** The `Authorization` header of a token. */
export function bearer(token: unknown): string {
  return `Bearer ${String(token)}`;
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const body = text === "" ? {} : JSON.parse(text);
  return { status: response.status, headers: response.headers, body, data: body.data ?? {}, text };
}
