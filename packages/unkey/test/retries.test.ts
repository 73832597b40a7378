import {
  ConflictErrorResponse,
  ConnectionError,
  NotFoundErrorResponse,
  type Safety,
  ServiceUnavailableErrorResponse,
  TooManyRequestsErrorResponse,
} from "@keyrack/unkey";
import { describe, expect, test } from "vitest";
import { failureOf, refusingFetch, startBench } from "./support/bench.ts";
import { safetyCases } from "./support/calls.ts";

type Hits = Readonly<Record<Safety, number>>;

const afterDoubt: Hits = { read: 3, idempotent: 3, unique: 3, metered: 2, unsafe: 1 };
const afterThrottling: Hits = { read: 3, idempotent: 3, unique: 3, metered: 1, unsafe: 3 };

describe.each(safetyCases)("$method ($safety)", ({ call, safety }) => {
  test("is repeated after a 503 as its class allows", async () => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status: 503, times: Infinity });

    const error = await failureOf(call(unkey));

    expect(error).toBeInstanceOf(ServiceUnavailableErrorResponse);
    expect(error).toMatchObject({ attempts: afterDoubt[safety], maybeApplied: safety !== "read", retryable: true });
    expect(emulator.requests).toHaveLength(afterDoubt[safety]);
  });

  test("is repeated after a lost connection as its class allows", async () => {
    const { emulator, unkey } = startBench();
    emulator.inject({ kind: "reset", times: Infinity });

    const error = await failureOf(call(unkey));

    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ maybeApplied: safety !== "read" });
    expect(emulator.requests).toHaveLength(afterDoubt[safety]);
  });

  test("is repeated after a 429 unless it sits on a hot path", async () => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status: 429, times: Infinity });

    const error = await failureOf(call(unkey));

    expect(error).toBeInstanceOf(TooManyRequestsErrorResponse);
    expect(error).toMatchObject({ maybeApplied: false });
    expect(emulator.requests).toHaveLength(afterThrottling[safety]);
  });

  test("is repeated when the request surely never arrived", async () => {
    const { fetch, count } = refusingFetch();
    const { unkey } = startBench({ fetch });

    const error = await failureOf(call(unkey));

    expect(error).toMatchObject({ code: "ECONNREFUSED", maybeApplied: false, attempts: 3 });
    expect(count()).toBe(3);
  });

  test("is sent once when the answer is final", async () => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status: 403, times: Infinity });

    const error = await failureOf(call(unkey));

    expect(error).toMatchObject({ status: 403, retryable: false });
    expect(emulator.requests).toHaveLength(1);
  });

  test("is repeated as the caller accepts when the call has a retryConfig", async () => {
    const { emulator, unkey } = startBench();
    emulator.failNext({ status: 503, times: 3 });
    emulator.failNext({ status: 418, times: 1 });

    const error = await failureOf(call(unkey, { retryConfig: { strategy: "backoff" } }));

    expect(error).toMatchObject({ status: 418, attempts: 4 });
    expect(emulator.requests).toHaveLength(4);
  });
});

describe("what a lost answer leaves behind", () => {
  test("a key whose answer was lost is not made twice, and the error says that it may exist", async () => {
    const { emulator, unkey } = startBench();
    const { data: api } = await unkey.apis.createApi({ name: "billing" });
    emulator.inject({ kind: "drop", route: "POST /v2/keys.createKey" });

    const error = await failureOf(unkey.keys.createKey(api));

    const { data: keys } = await unkey.apis.listKeys(api);
    expect(error).toMatchObject({ maybeApplied: true, attempts: 1 });
    expect(keys).toHaveLength(1);
  });

  test("a conflict on a repeated create says that the first attempt may have made it", async () => {
    const { emulator, unkey } = startBench();
    emulator.inject({ kind: "drop" });

    const error = await failureOf(unkey.identities.createIdentity({ externalId: "user_1" }));

    const { data: identities } = await unkey.identities.listIdentities();
    expect(error).toBeInstanceOf(ConflictErrorResponse);
    expect(error).toMatchObject({ maybeApplied: true, attempts: 2 });
    expect(identities).toHaveLength(1);
  });

  test("a 404 on a repeated delete says that the first attempt may have deleted", async () => {
    const { emulator, unkey } = startBench();
    await unkey.identities.createIdentity({ externalId: "user_1" });
    emulator.inject({ kind: "drop" });

    const error = await failureOf(unkey.identities.deleteIdentity({ identity: "user_1" }));

    expect(error).toBeInstanceOf(NotFoundErrorResponse);
    expect(error).toMatchObject({ maybeApplied: true, attempts: 2 });
  });

  test("a 503 that passes is not noticed", async () => {
    const { clock, emulator, unkey } = startBench();
    const { data: api } = await unkey.apis.createApi({ name: "billing" });
    emulator.failNext({ status: 503, times: 2 });

    const { data } = await unkey.apis.getApi(api);

    expect(data.name).toBe("billing");
    expect(clock.waits).toEqual([125, 250]);
  });
});
