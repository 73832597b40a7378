import { seededRandom } from "../../../src/random.ts";
import { createAnswerer } from "../../../src/xtrasecurity/answer.ts";
import { issueKey } from "../../../src/xtrasecurity/credentials.ts";
import { seedFixtures, type XtraFixtures } from "../../../src/xtrasecurity/fixtures.ts";
import type { AuditRow } from "../../../src/xtrasecurity/model-events.ts";
import { Store } from "../../../src/xtrasecurity/store.ts";

/** The time at which every test starts. */
export const noon: number = Date.UTC(2026, 5, 15, 12);

/** Any JSON object of an answer. */
export type Fields = Record<string, unknown>;

/** Who sends a request: a fixture, nobody, or whoever has this key. */
export type Sender = "owner" | "developer" | "viewer" | "outsider" | "miser" | "nobody" | { readonly key: string };

/** What the service answered; `body` is `undefined` where the text is no JSON. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** What a request may have beside its verb and address. */
export interface RequestOptions {
  readonly body?: unknown;
  /** A body that goes out as it is. */
  readonly raw?: string;
  /** The owner without it. */
  readonly as?: Sender | undefined;
  readonly headers?: Record<string, string>;
}

/** A service of its own for one test, with a clock that only the test moves, and its memory to arrange what no call reaches. */
export class Bench {
  readonly store: Store;
  readonly fixtures: XtraFixtures;
  readonly #answer: (request: Request) => Promise<Response>;
  readonly #clock = { time: noon };

  constructor(seed = 1) {
    const clock = this.#clock;
    this.store = new Store({
      clock: { now: () => clock.time, advance: (ms) => (clock.time += ms) },
      random: seededRandom(seed),
    });
    this.fixtures = seedFixtures(this.store);
    this.#answer = createAnswerer(this.store);
  }

  advance(ms: number): void {
    this.#clock.time += ms;
  }

  /** Sends a request such as `"GET /user"`, with the path below `/api`. */
  async send(request: string, options: RequestOptions = {}): Promise<Answered> {
    const [method = "", path = ""] = request.split(" ");
    const { raw, body, as = "owner" } = options;
    const content = raw ?? (body === undefined ? null : JSON.stringify(body));
    const headers = new Headers(options.headers);
    const key = this.keyOf(as);
    if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
    const url = `https://xtra.example/api${path}`;
    return await read(await this.#answer(new Request(url, { method, headers, body: content })));
  }

  /** Sends a request that has to succeed, and hands back its JSON. */
  async data<T = Fields>(request: string, options: RequestOptions = {}): Promise<T> {
    const { status, text, body } = await this.send(request, options);
    if (status >= 300) throw new Error(`${request} answered ${status}: ${text}`);
    return body as T;
  }

  /** Sends a request that has to fail, and hands back status and `error` as one text. */
  async refusal(request: string, options: RequestOptions = {}): Promise<string> {
    const { status, text, body } = await this.send(request, options);
    if (status < 400) throw new Error(`${request} answered ${status}.`);
    const error = typeof body === "object" && body !== null && "error" in body ? body.error : text;
    return `${status} ${String(error)}`;
  }

  /** The key of a sender. */
  keyOf(sender: Sender): string | undefined {
    if (typeof sender === "object") return sender.key;
    if (sender === "nobody") return undefined;
    return sender === "owner" ? this.fixtures.token : this.fixtures.tokens[sender];
  }

  /** Makes a fixture an active member of a new team that is linked to the owner's project. */
  join(person: "developer" | "viewer" | "outsider" | "miser", role: string): void {
    const { store, fixtures } = this;
    const { workspaceId, projectId, userIds } = fixtures;
    const team = store.teams.add({
      id: store.createId(),
      name: `Team of ${person}`,
      description: "",
      createdAt: store.createTime(),
      teamColor: "blue",
      roles: [],
      createdBy: userIds.owner,
      workspaceId,
    });
    store.teamProjects.add({ id: store.createId(), teamId: team.id, projectId });
    store.memberships.add({
      id: store.createId(),
      teamId: team.id,
      userId: userIds[person],
      role,
      status: "active",
      joinedAt: store.createTime(),
      invitedBy: userIds.owner,
    });
  }

  /** Makes a service account of the owner's project, or of another, and hands out a key of it. */
  addAccount(permissions: string[], projectId: string = this.fixtures.projectId): { key: string; id: string } {
    const { store } = this;
    const time = store.createTime();
    const account = store.serviceAccounts.add({
      id: store.createId(),
      name: "deploy",
      description: null,
      projectId,
      permissions,
      createdBy: this.fixtures.userIds.owner,
      createdAt: time,
      updatedAt: time,
    });
    return { key: issueKey(store, { owner: { serviceAccountId: account.id } }).text, id: account.id };
  }

  /** Approves access to the owner's project for an hour, to all of it or to some secrets. */
  grant(person: Exclude<keyof XtraFixtures["userIds"], "owner">, secretIds: string[] = []): void {
    const { store, fixtures } = this;
    store.accessRequests.add({
      id: store.createId(),
      userId: fixtures.userIds[person],
      secretIds,
      projectId: fixtures.projectId,
      reason: "An incident.",
      duration: 60,
      status: "approved",
      approvedBy: fixtures.userIds.owner,
      approvedAt: store.createTime(),
      expiresAt: new Date(store.now() + 60 * 60_000).toISOString(),
      requestedAt: store.createTime(),
      workspaceId: fixtures.workspaceId,
    });
  }

  /** Lists the audit rows, oldest first. */
  get auditRows(): readonly AuditRow[] {
    return this.store.audit.rows;
  }
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
