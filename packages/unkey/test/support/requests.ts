import {
  type Answer,
  type KeyVerifier,
  type RefusedKey,
  type ValidKey,
  type VerifiedRatelimit,
  verifyRequest,
  type VerifyRequestOptions,
} from "@keyrack/unkey";
import { noon } from "./bench.ts";

/** A refusal, as `verifyRequest` gives it. */
export interface Refused {
  readonly response: Response;
  readonly answer?: Answer<RefusedKey> | undefined;
  readonly error?: unknown;
}

/** Verifies a request that must not pass. */
export async function refusalOf(
  verifier: KeyVerifier,
  request: Request,
  options?: VerifyRequestOptions,
): Promise<Refused> {
  const outcome = await verifyRequest(verifier, request, options);
  if (outcome.verified) throw new Error("The request passed, though it should have been refused.");
  return outcome;
}

/** Makes a request that bears a key. */
export function requestWith(key: string, signal?: AbortSignal): Request {
  return new Request("https://app.test/documents", {
    headers: { authorization: `Bearer ${key}` },
    ...(signal && { signal }),
  });
}

/** Stands for a service that answers so, whatever it is asked. */
export function answering(data: unknown): KeyVerifier {
  const answer = { meta: { requestId: "req_1" }, data: data as ValidKey };
  return { verifyKey: async () => await Promise.resolve(answer) };
}

/** A rate limit as a verification tells it. */
export function limitThat(settings: Partial<VerifiedRatelimit>): VerifiedRatelimit {
  const usual = { id: "rl_1", name: "requests", limit: 1, duration: 60_000, remaining: 0, autoApply: true };
  return { ...usual, exceeded: true, reset: noon, ...settings };
}

/** Fails as code of an application does. */
export function throwing(): never {
  throw new Error("A mistake of ours.");
}
