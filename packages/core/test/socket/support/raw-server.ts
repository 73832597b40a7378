import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A request as its bytes told it. */
export interface SeenRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Counts the connections of the server from 1. */
  readonly socketId: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

/** What a server does to one request; `hit` counts the requests to this path from 1. */
export type Fault = (socket: Socket, request: SeenRequest, hit: number) => void;

/** An HTTP server that sends whatever bytes a test wants, legal or not, on a free loopback port. */
export class RawServer {
  /** Every request that arrived whole, in order. */
  readonly requests: SeenRequest[] = [];
  /** How many connections were ever accepted. */
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #faults = new Map<string, Fault>();
  readonly #hits = new Map<string, number>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts a server; with `onConnection` nothing is read and every connection goes there. */
  static async start(onConnection?: (socket: Socket) => void): Promise<RawServer> {
    const server = createServer((socket) => started.#accept(socket, onConnection));
    const started = new RawServer(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return started;
  }

  /** Base URL without a trailing slash. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Says what becomes of requests to a path and to all paths below it. */
  answer(path: string, fault: Fault): void {
    this.#faults.set(path, fault);
  }

  /** The requests to a path and to all paths below it. */
  seen(path: string): SeenRequest[] {
    return this.requests.filter((request) => isBelow(request.path, path));
  }

  /** Ends all connections and stops listening. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Socket, onConnection?: (socket: Socket) => void): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    // The client resets connections as it likes; that is no failure of the server.
    socket.on("error", () => undefined);
    if (onConnection) onConnection(socket);
    else this.#read(socket, this.connections);
  }

  #read(socket: Socket, socketId: number): void {
    let pending = "";
    socket.setEncoding("latin1");
    socket.on("data", (bytes: string) => {
      pending += bytes;
      const parsed = parse(pending, socketId);
      if (!parsed) return;
      pending = "";
      const { path } = parsed;
      const hit = (this.#hits.get(path) ?? 0) + 1;
      this.requests.push(parsed);
      this.#hits.set(path, hit);
      this.#faultFor(path)(socket, parsed, hit);
    });
  }

  #faultFor(path: string): Fault {
    const best = [...this.#faults.keys()]
      .filter((prefix) => isBelow(path, prefix))
      .toSorted((a, b) => b.length - a.length);
    return (
      this.#faults.get(best[0] ?? "") ?? ((socket) => socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"))
    );
  }
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function parse(text: string, socketId: number): SeenRequest | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const [path = "", query = ""] = target.split("?");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...rest] = line.split(":");
      return [name.toLowerCase(), rest.join(":").trim()];
    }),
  );
  const body = text.slice(end + 4);
  if (body.length < Number(headers["content-length"] ?? 0)) return undefined;
  return { method, path, query, headers, body, socketId, at: performance.now() };
}
