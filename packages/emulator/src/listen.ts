/// <reference lib="esnext.disposable" preserve="true" />
import { createServer, type Server, type ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { canHaveBody, type Handler, type Outcome } from "./exchange.ts";

/** A port that is served until it is closed. */
export interface EmulatorServer extends AsyncDisposable {
  /** What a client takes as its base URL, as `http://127.0.0.1:4105`. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and resolves when the port is free again; a second call waits for the same. */
  close(): Promise<void>;
}

/** Where to serve. */
export interface ServeOptions {
  /** 0 takes a free one. @defaultValue 0 */
  readonly port?: number | undefined;
  /** What `url` has behind the origin. */
  readonly basePath: string;
}

const HOST = "127.0.0.1";
// Longer than clients keep an idle connection, so that none is reused at the moment it closes.
const KEEP_ALIVE_MS = 60_000;

/** Serves a handler over HTTP/1.1 on 127.0.0.1; rejects with the platform's error when the port cannot be had. */
export async function serve(handler: Handler, { port = 0, basePath }: ServeOptions): Promise<EmulatorServer> {
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new TypeError("port must be an integer from 0 to 65535.");
  const listener = getRequestListener(
    async (request, bindings) => {
      const outcome = await handler(request);
      // The server below speaks HTTP/1 only.
      await send(outcome, bindings as HttpBindings);
      return RESPONSE_ALREADY_SENT;
    },
    // The caller's own Request and Response stay as they are; the host name is for HTTP/1.0, which need not send one.
    { overrideGlobalObjects: false, hostname: HOST },
  );
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  const actualPort = await open(server, port);

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => await (closed ??= shut(server));
  return { url: `http://${HOST}:${actualPort}${basePath}`, port: actualPort, close, [Symbol.asyncDispose]: close };
}

async function open(server: Server, port: number): Promise<number> {
  return await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function shut(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function send(outcome: Outcome, { incoming, outgoing }: HttpBindings): Promise<void> {
  if (outcome.kind === "reset") {
    incoming.socket.resetAndDestroy();
  } else if (outcome.kind === "drop") {
    incoming.socket.destroy();
  } else {
    const body = new Uint8Array(await outcome.response.arrayBuffer());
    if (!outgoing.destroyed) write(outcome, body, outgoing);
  }
}

function write(outcome: Extract<Outcome, { response: Response }>, body: Uint8Array, outgoing: ServerResponse): void {
  const { kind, response } = outcome;
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  if (!canHaveBody(outgoing.req.method ?? "GET", response.status)) {
    outgoing.end();
    return;
  }
  if (kind === "stall") outgoing.removeHeader("content-length");
  else outgoing.setHeader("content-length", body.byteLength);
  if (kind === "answer") {
    outgoing.end(body);
    return;
  }
  outgoing.flushHeaders();
  if (outcome.afterBytes > 0) outgoing.write(body.subarray(0, outcome.afterBytes));
  if (kind === "truncate") outgoing.socket?.destroySoon();
}
