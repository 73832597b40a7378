import type { HttpClient } from "../../src/http-client.ts";
import type { Hooks } from "../../src/hooks.ts";
import type { FetchInit } from "../../src/types.ts";
import { json, notesClient } from "./notes-client.ts";

/** The name of a hook and what it was told. */
export type Told = readonly [hook: string, event: unknown];

/** Makes a client whose answers are given in turn, with what its hooks are told and what is sent. */
export function listened(
  answers: readonly (() => Response | Promise<Response>)[],
  hooks: Hooks = {},
): {
  readonly client: HttpClient;
  readonly told: Told[];
  readonly sent: FetchInit[];
} {
  const told: Told[] = [];
  const sent: FetchInit[] = [];
  const client = notesClient(
    async (_url, init) => {
      sent.push(init);
      return await (answers[sent.length - 1] ?? ok)();
    },
    {
      hooks: {
        onRequest: (event) => {
          told.push(["onRequest", event]);
        },
        onResponse: (event) => void told.push(["onResponse", event]),
        onRetry: (event) => void told.push(["onRetry", event]),
        onError: (event) => void told.push(["onError", event]),
        ...hooks,
      },
    },
  );
  return { client, told, sent };
}

/** Answers that it went well. */
export const ok = (): Response =>
  json({ data: { text: "milk" } }, { headers: { "x-request-id": "req_1", "x-note": "s3cr3t" } });
/** Answers that the service is unwell. */
export const unwell = (): Response => json({ message: "unwell" }, { status: 503 });
/** Answers that there is no such thing any more. */
export const gone = (): Response => json({ message: "gone" }, { status: 410 });
/** Breaks the connection off. */
export const broken = async (): Promise<Response> =>
  await Promise.reject(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
