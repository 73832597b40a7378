import { once } from "node:events";
import { createServer } from "node:http";

/** A server of another company, to which the service posts. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** The bodies that have arrived, as text. */
  readonly bodies: readonly string[];
}

/** Starts a server that takes every request with this status. */
export async function startReceiver(status = 200): Promise<Receiver> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(status).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    bodies,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Finds an address at which nobody listens. */
export async function findDeadAddress(): Promise<string> {
  await using receiver = await startReceiver();
  return receiver.url;
}
