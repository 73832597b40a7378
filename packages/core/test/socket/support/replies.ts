import type { Fault } from "./raw-server.ts";

/** The bytes of an HTTP answer with a JSON body; `headers` are added as they are. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): string {
  return text(status, JSON.stringify(value), { "content-type": "application/json", ...headers });
}

/** The bytes of an HTTP answer with any body and its true length. */
export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  return head(status, { "content-length": String(Buffer.byteLength(body)), ...headers }) + body;
}

/** Status line and headers, the empty line included. */
export function head(status: number, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Toy\r\n${lines.join("")}\r\n`;
}

/** Answers every request with the same bytes and keeps the connection. */
export function always(bytes: string | Buffer): Fault {
  return (socket) => socket.write(bytes);
}

/** Answers the first requests with the given bytes in turn; the last ones are for all that follow. */
export function inTurn(...answers: readonly string[]): Fault {
  return (socket, _request, hit) => socket.write(answers[Math.min(hit, answers.length) - 1] ?? "");
}

/** Sends one piece of bytes after another, with a pause before each, as long as the connection lives. */
export function drip(pieces: Iterable<string>, pauseMs: number): Fault {
  return (socket) => {
    const iterator = pieces[Symbol.iterator]();
    const timer = setInterval(() => {
      const { done, value } = iterator.next();
      if (done) clearInterval(timer);
      else socket.write(value);
    }, pauseMs);
    socket.on("close", () => clearInterval(timer));
  };
}
