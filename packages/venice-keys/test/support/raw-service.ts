import { type AddressInfo, createServer, type Socket } from "node:net";

/** What becomes of a request; `hit` counts the requests from 1. */
export type Fault = (socket: Socket, hit: number) => void;

/** A server of bare bytes on a free loopback port. */
export interface RawService {
  /** With the path of the real one. */
  readonly baseUrl: string;
  /** Method, path and query of every request that arrived whole. */
  readonly arrived: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts a server that treats every request by one rule; with `early`, as soon as its first bytes are there. */
export async function startRaw(fault: Fault, { early = false } = {}): Promise<RawService> {
  const arrived: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let pending = "";
    sockets.add(socket);
    // A client may leave as it likes.
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      pending += bytes.toString("latin1");
      if (!early && !isWhole(pending)) return;
      arrived.push(pending.split(" ", 2).join(" "));
      pending = "";
      fault(socket, arrived.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { baseUrl: `http://127.0.0.1:${port}/api/v1`, arrived, close };
}

/** Writes an answer with its length; `headers` stand as they are. */
export function bytesOf(status: number, body: string, headers: readonly string[] = []): string {
  const all = ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return `HTTP/1.1 ${status} Told\r\n${all.join("\r\n")}\r\n\r\n${body}`;
}

function isWhole(request: string): boolean {
  const end = request.indexOf("\r\n\r\n");
  const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
  return end >= 0 && request.length - end - 4 >= length;
}
