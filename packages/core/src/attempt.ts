import ky from "ky";
import type { Fetch, FetchAnswer, FetchInit } from "./types.ts";

/**
 * Sends one request through ky, which adds nothing of its own: no retry, no redirect, no timer, no status error.
 *
 * ky hands a `Request` to its `fetch`; here that `Request` stays without headers, body and signal, because the
 * transport gets the URL and the plain init instead. So any `fetch` fits, nothing is built twice, and no object of
 * ky's holds a credential. What the transport throws comes out as it was, without ky's wrapping.
 */
export async function sendOnce(transport: Fetch, url: string, init: FetchInit): Promise<FetchAnswer> {
  let answer: FetchAnswer | undefined;
  let failure: { reason: unknown } | undefined;
  const options = {
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: "manual",
    fetch: async () => {
      try {
        answer = checkAnswer(await transport(url, init));
      } catch (reason) {
        failure = { reason };
        throw reason;
      }
      return answer as Response;
    },
  } as const;
  try {
    await ky(url, options);
  } catch (reason) {
    failure ??= { reason };
  }
  if (failure || !answer) throw failure?.reason;
  return answer;
}

function checkAnswer(answer: unknown): FetchAnswer {
  const { status, headers } = (answer ?? {}) as Partial<FetchAnswer>;
  if (typeof status === "number" && typeof headers?.get === "function") return answer as FetchAnswer;
  throw new TypeError("The fetch option gave something that is not a Response.");
}
