import type { Secret } from "../../../src/xtrasecurity/model.ts";
import type { Answered, Bench, Fields, RequestOptions } from "./bench.ts";

/** An answer's status and the words of its `error`, or else of its `message`. */
function wordsOf({ status, body, text }: Answered): string {
  const { error, message } = (body ?? {}) as { error?: string; message?: string };
  return `${status} ${error ?? message ?? text}`;
}

/** The form of a free sentence: seven words or more. */
export const sentence: RegExp = /^(\S+ ){6,}\S+$/;

/** What the database says where it refuses something. */
export const databaseWords: RegExp = /Invalid `prisma\.\w+\.\w+\(\)` invocation/;

/** The fields that a secret is created with unless a test says otherwise. */
export function draftSecret(bench: Bench, settings: Fields = {}): Fields {
  const { projectId, branchId } = bench.fixtures;
  return { key: "KEY", value: "one", projectId, branchId, environmentType: "development", ...settings };
}

/** Creates a secret by id as the owner and hands out its id. */
export async function createSecret(bench: Bench, settings: Fields = {}): Promise<string> {
  const { id } = await bench.data<{ id: string }>("POST /secret", { body: draftSecret(bench, settings) });
  return id;
}

/** The stored row with an id, a copy that later calls do not change. */
export function rowOf({ store }: Bench, id: string): Secret {
  const secret = store.secrets.peek(id);
  if (secret === undefined) throw new Error(`There is no secret ${id}.`);
  return structuredClone(secret);
}

/** Sends a request and hands back its status and words. */
export async function wordsFor(bench: Bench, request: string, options: RequestOptions = {}): Promise<string> {
  return wordsOf(await bench.send(request, options));
}
