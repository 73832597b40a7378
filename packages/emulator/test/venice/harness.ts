import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { seededRandom } from "../../src/random.ts";
import type { Service } from "../../src/service.ts";
import { type Assumptions, assumed } from "../../src/venice/assumptions.ts";
import { createVeniceService, type VeniceFixtures } from "../../src/venice/service.ts";
import { digestOf } from "../../src/venice/wallet.ts";

/** The time at which every test starts: noon on a Sunday in the middle of June. */
export const noon: number = Date.UTC(2025, 5, 15, 12);

/** Any JSON object of an answer. */
export type Facts = Record<string, unknown>;

/** What the service answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Facts;
}

/** What a request may have beside its route and its JSON body. */
export interface RequestOptions {
  /** The secret; that of `apiKey` without it, none at all when it is empty. */
  readonly key?: string;
  readonly headers?: Record<string, string>;
  /** A body that goes out as it is. */
  readonly raw?: string;
}

/** A service of its own for one test, with a clock that only the test moves. */
export class Bench {
  readonly service: Service<VeniceFixtures>;
  readonly #clock = { time: noon };

  constructor({ seed = 1, assumptions = {} }: { seed?: number; assumptions?: Partial<Assumptions> } = {}) {
    const clock = this.#clock;
    const surroundings = {
      clock: { now: () => clock.time, advance: (ms: number) => (clock.time += ms) },
      random: seededRandom(seed),
    };
    this.service = createVeniceService(surroundings, { ...assumed, ...assumptions });
  }

  get fixtures(): VeniceFixtures {
    return this.service.fixtures;
  }

  get now(): number {
    return this.#clock.time;
  }

  advance(ms: number): void {
    this.#clock.time += ms;
  }

  /** Calls a route such as `"POST /api_keys"`, whatever comes of it. */
  async call(route: string, body?: unknown, options: RequestOptions = {}): Promise<Answered> {
    const [method = "", path = ""] = route.split(" ");
    const { key = this.fixtures.apiKey, raw } = options;
    const text = raw ?? (body === undefined ? null : JSON.stringify(body));
    const headers = new Headers({
      ...(text === null ? {} : { "Content-Type": "application/json" }),
      ...(key === "" ? {} : { Authorization: `Bearer ${key}` }),
      ...options.headers,
    });
    const url = `https://api.venice.ai/api/v1${path}`;
    const response = await this.service.fetch(new Request(url, { method, headers, body: text }));
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Calls a route that has to succeed, and hands back what the envelope holds. */
  async data<T = Facts>(route: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
    const answer = await this.call(route, body, options);
    if (answer.status !== 200) throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body["data"] as T;
  }

  /** Calls a route that has to be refused, and hands back status and text as one. */
  async refusal(route: string, body?: unknown, options: RequestOptions = {}): Promise<string> {
    const { status, body: refused } = await this.call(route, body, options);
    return `${status} ${String(refused["error"])}`;
  }

  /** Creates an INFERENCE key with the settings. */
  async create(settings: object = {}): Promise<{ id: string; apiKey: string } & Facts> {
    return await this.data("POST /api_keys", { apiKeyType: "INFERENCE", description: "a key", ...settings });
  }

  /** Fetches a token, signs it with the fixtures' wallet, and hands back the body that mints a key. */
  async mintBody(settings: object = {}): Promise<Facts & { token: string }> {
    const { token } = await this.data<{ token: string }>("GET /api_keys/generate_web3_key");
    const { walletAddress: address, walletPrivateKey } = this.fixtures;
    return { address, token, signature: sign(token, walletPrivateKey), apiKeyType: "INFERENCE", ...settings };
  }

  /** Mints a key with the settings. */
  async mint(settings: object = {}): Promise<{ id: string; apiKey: string } & Facts> {
    return await this.data("POST /api_keys/generate_web3_key", await this.mintBody(settings), { key: "" });
  }
}

/** Signs a text as a wallet does with `personal_sign`; `v` begins at 27. */
export function sign(message: string, privateKey: string): string {
  const options = { prehash: false, format: "recovered" } as const;
  const [recovery = 0, ...rest] = secp256k1.sign(digestOf(message), hexToBytes(privateKey.slice(2)), options);
  return `0x${bytesToHex(Uint8Array.from([...rest, 27 + recovery]))}`;
}
