import type { Clock, FetchAnswer, Logger, Watch, WatchedAttempt } from "@keyrack/core";
import { maskBody, maskKeys } from "./redaction.ts";
import { service } from "./service.ts";

/** Where the lines of the `debug` option go, and what must not be in them. */
export interface DebugSettings {
  readonly apiKey: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

const shownCharacters = 65_536;
const secretHeaders: ReadonlySet<string> = new Set(["cookie", "set-cookie", "proxy-authorization"]);

/** Tells of each attempt in four lines: request, its headers, status, answer body; at most 65,536 characters of the body. */
export function watchWire(settings: DebugSettings): Watch {
  const { apiKey, clock } = settings;
  return (transport, about) => async (url, init) => {
    const started = clock.now();
    const tell = (message: string, status?: number): void => {
      const durationMs = clock.now() - started;
      log(settings.logger, message, { about, durationMs, status });
    };
    tell(`Sending ${about.method} request to ${maskKeys(about.path, apiKey)}`);
    tell(`Request headers: ${JSON.stringify(withoutSecrets(init.headers, apiKey))}`);
    const answer: Partial<FetchAnswer> | undefined = await transport(url, init);
    // What is no answer is for the client to judge.
    if (answer?.headers === undefined || answer.status === undefined) return answer as FetchAnswer;
    const { headers, status } = answer;
    tell(`Response status: ${status}`, status);
    const tellBody = (text: string): void => tell(`Response body: ${maskBody(text, apiKey, about.route)}`, status);
    if (isText(headers)) return { status, headers, body: tap(answer.body, tellBody) };
    tell(`Response body: ${headers.get("content-length") ?? "some"} bytes`, status);
    return { status, headers, body: answer.body };
  };
}

function log(
  logger: Logger,
  message: string,
  { about, durationMs, status }: { about: WatchedAttempt; durationMs: number; status: number | undefined },
): void {
  const { attempt, method, route } = about;
  const fields = { service, method, route, attempt, outcome: "wire", durationMs } as const;
  try {
    logger.debug(message, status === undefined ? fields : { ...fields, status });
  } catch {
    // What a logger does must not break the call.
  }
}

// Masked before they are written as JSON, which would spell a key with a quote in it otherwise.
function withoutSecrets(headers: Readonly<Record<string, string>>, apiKey: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name) ? "[REDACTED]" : maskKeys(value, apiKey),
    ]),
  );
}

function isText(headers: FetchAnswer["headers"]): boolean {
  return headers.get("content-type")?.includes("octet-stream") !== true;
}

// Hands the body on as it comes, and tells of it when it has ended; one that breaks off is told of by the error.
function tap(body: unknown, tell: (text: string) => void): unknown {
  if (!(body instanceof ReadableStream)) {
    tell("");
    return body;
  }
  const decoder = new TextDecoder();
  let text = "";
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      if (text.length < shownCharacters) text += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
    flush: () => tell(text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text),
  });
  return body.pipeThrough(watched);
}
