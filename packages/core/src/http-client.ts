import { refuse } from "./checks.ts";
import { Call } from "./call.ts";
import { PaginationError } from "./errors.ts";
import type { Success } from "./exchange.ts";
import { Page } from "./page.ts";
import { checkPath, describePath, joinPaths, type KnownPath } from "./path.ts";
import { pause } from "./pause.ts";
import { type AskedPrefix, planCall } from "./plan.ts";
import type { ServiceProfile } from "./profile.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { CallOptions, RequestOptions, RequestSpec } from "./request.ts";
import { ClientState } from "./state.ts";
import type { Method, Safety } from "./types.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** What stands before every path of a client. */
interface Prefix {
  readonly above?: AskedPrefix;
  readonly wire: string;
  readonly path: KnownPath;
}

/** One list: what is asked for on every page, and which paging parameters were seen at which depth. */
interface List {
  readonly method: Method;
  readonly path: string;
  /** Looked up once, because what the path tag knew is not kept for ever. */
  readonly known: KnownPath;
  readonly place: "query" | "json";
  readonly spec: RequestSpec;
  readonly options: CallOptions | undefined;
  readonly seen: Map<string, number>;
  readonly previous?: readonly unknown[];
}

const methods: ReadonlySet<string> = new Set<Method>(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const safeties: ReadonlySet<string> = new Set<Safety>(["read", "idempotent", "unique", "metered", "unsafe"]);

/** Sends the requests of one service by the rules of its profile. */
export class HttpClient {
  readonly #state: ClientState;
  readonly #prefix: Prefix;

  constructor(profile: ServiceProfile | ClientState, prefix: Prefix = { wire: "", path: describePath("") }) {
    this.#state = profile instanceof ClientState ? profile : new ClientState(profile);
    this.#prefix = prefix;
  }

  /** The same client with every path placed under `prefix`. */
  at(prefix: string): HttpClient {
    const { path, wire, ...above } = this.#prefix;
    return new HttpClient(this.#state, {
      ...above,
      wire: wire + prefix,
      path: joinPaths(path, describePath(prefix)),
    });
  }

  /**
   * The same client with every path placed under a prefix that has to be asked for, above those given to `at`.
   *
   * `ask` is called once per call, when its options are checked, and counts towards its total time; `shown` is how the
   * prefix prints until it is known.
   */
  under(shown: string, ask: () => Promise<string>): HttpClient {
    return new HttpClient(this.#state, { ...this.#prefix, above: { shown, ask } });
  }

  /** What the last answer that had rate-limit headers said. */
  get rateLimit(): RateLimit | undefined {
    return this.#state.rateLimit;
  }

  /** Sends a GET and gives what the operation returns. */
  async get<T>(path: string, spec?: RequestSpec, options?: CallOptions): Promise<T> {
    return (await this.#send({ method: "GET", path, spec, options })).value as T;
  }

  /** Sends a POST and gives what the operation returns. */
  async post<T>(path: string, spec?: RequestSpec, options?: CallOptions): Promise<T> {
    return (await this.#send({ method: "POST", path, spec, options })).value as T;
  }

  /** Sends a PUT and gives what the operation returns. */
  async put<T>(path: string, spec?: RequestSpec, options?: CallOptions): Promise<T> {
    return (await this.#send({ method: "PUT", path, spec, options })).value as T;
  }

  /** Sends a PATCH and gives what the operation returns. */
  async patch<T>(path: string, spec?: RequestSpec, options?: CallOptions): Promise<T> {
    return (await this.#send({ method: "PATCH", path, spec, options })).value as T;
  }

  /** Sends a DELETE and gives what the operation returns. */
  async delete<T>(path: string, spec?: RequestSpec, options?: CallOptions): Promise<T> {
    return (await this.#send({ method: "DELETE", path, spec, options })).value as T;
  }

  /** Fetches one page with GET, its paging parameters in the query; the page knows how to fetch the next. */
  async page<T>(path: string, spec: RequestSpec = {}, options?: CallOptions): Promise<Page<T>> {
    const known = this.#describe(path);
    return await this.#page({ method: "GET", path, known, place: "query", spec, options, seen: new Map() }, 1);
  }

  /** Like `page`, for lists that are asked for with POST and paging parameters in the body. */
  async postPage<T>(path: string, spec: RequestSpec, options?: CallOptions): Promise<Page<T>> {
    const known = this.#describe(path);
    return await this.#page({ method: "POST", path, known, place: "json", spec, options, seen: new Map() }, 1);
  }

  /** Sends a request that has no method; see `Client.request`. */
  async request<T>(method: Method, path: string, given: RequestOptions = {}): Promise<T> {
    const { service } = this.#state.profile;
    const own: RequestOptions = Object.assign(Object.create(null) as object, given);
    const { body, query, safety, ...options } = own;
    if (!methods.has(method))
      throw refuse(service, "method must be GET, HEAD, POST, PUT, PATCH or DELETE.", "invalid_argument");
    if (safety !== undefined && !safeties.has(safety)) throw refuse(service, "safety must be one of the five classes.");
    if (body !== undefined && (method === "GET" || method === "HEAD"))
      throw refuse(service, `${method} takes no body.`);
    const spec = { json: body, query, safety, raw: true };
    return (await this.#send({ method, path: checkPath(service, path), spec, options })).value as T;
  }

  /**
   * Waits between two polls. Rejects with the signal's own reason, and with `ClosedClientError` when the client is
   * closed meanwhile.
   */
  async pause(ms: number, signal?: AbortSignal): Promise<void> {
    await pause(this.#state, ms, signal);
  }

  /** Ends the client; see `Client.close`. */
  async close(): Promise<void> {
    await this.#state.close();
  }

  async #send(request: {
    method: Method;
    path: string;
    known?: KnownPath;
    spec?: RequestSpec | undefined;
    options: CallOptions | undefined;
  }): Promise<Success> {
    const { method, options, path, known = this.#describe(path), spec = {} } = request;
    const { above, wire } = this.#prefix;
    const plan = planCall(this.#state, { method, above, wire: wire + path, path: known, spec }, options);
    return await new Call(this.#state, plan).run();
  }

  #describe(path: string): KnownPath {
    return joinPaths(this.#prefix.path, describePath(path));
  }

  async #page<T>(list: List, depth: number): Promise<Page<T>> {
    const { known, method, options, path, place, previous, seen, spec } = list;
    const { readPage, writePage } = this.#state.profile;
    const asked = (spec[place] ?? {}) as Parameters;
    const written = writePage && { [place]: writePage(asked, spec.list) };
    const request = { expects: "array", ...spec, ...written } as const;
    const { body } = await this.#send({ method, path, known, spec: request, options });
    const { data, extra, fault, next } = readPage(body, asked, { list: spec.list, previous });
    const follow = async (): Promise<Page<T>> => {
      const problem = fault ?? (next && findRepeat(asked, next, { seen, depth }));
      if (problem !== undefined || next === undefined) throw this.#stuck(list, problem ?? "");
      const following = { ...spec, [place]: { ...asked, ...next }, page: next };
      return await this.#page<T>({ ...list, spec: following, previous: data }, depth + 1);
    };
    const page = new Page(data as T[], next || fault ? follow : undefined);
    return extra ? Object.assign(page, extra) : page;
  }

  #stuck({ known, method, spec }: List, problem: string): PaginationError {
    const { service } = this.#state.profile;
    const { printed, route } = joinPaths(describePath(this.#prefix.above?.shown ?? ""), known);
    const code = problem === repeated ? "cursor_repeated" : "invalid_cursor";
    const message = `${method} ${printed} cannot be walked on: ${problem}.`;
    return new PaginationError({ service, code, message, method, path: printed, route, page: spec.page });
  }
}

const repeated = "the service gave paging parameters that it had given before";

// Asking twice for the page after this one is no repeat: the depth is the same.
function findRepeat(
  asked: Parameters,
  next: Parameters,
  { seen, depth }: { seen: Map<string, number>; depth: number },
): string | undefined {
  const key = JSON.stringify(next);
  const before = seen.get(key) ?? depth;
  seen.set(key, before);
  const isSame = Object.entries(next).every(([name, value]) => asked[name] === value);
  return isSame || before !== depth ? repeated : undefined;
}
