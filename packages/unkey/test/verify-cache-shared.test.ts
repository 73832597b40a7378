import { AbortError, createVerifyCache, UnkeyError } from "@keyrack/unkey";
import { beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "./support/bench.ts";
import { latch, startVerifyBench, type VerifyBench } from "./support/verify-bench.ts";

let bench: VerifyBench;

beforeEach(async () => {
  bench = await startVerifyBench();
});

describe("equal questions at the same time", () => {
  test("share one request, and each caller gets an answer of its own", async () => {
    const { createKey, holdAnswers, verifications, waiting, watchedCache: cache } = bench;
    const { key } = await createKey({ meta: { plan: "free" } });
    const release = holdAnswers();
    const calls = [cache.verifyKey({ key }), cache.verifyKey({ key }), cache.verifyKey({ key })];
    await waiting(3);
    release();

    const [first, second, third] = await Promise.all(calls);

    expect(verifications()).toBe(1);
    expect([second, third]).toEqual([first, first]);
    expect(second?.data.meta).not.toBe(first?.data.meta);
  });

  test("spend one credit each, although they began with one request", async () => {
    const { createKey, holdAnswers, verifications, waiting, watchedCache: cache } = bench;
    const { key } = await createKey({ credits: { remaining: 2 } });
    const release = holdAnswers();
    const calls = [cache.verifyKey({ key }), cache.verifyKey({ key }), cache.verifyKey({ key })];
    await waiting(3);
    const begun = verifications();
    release();

    const codes = (await Promise.all(calls)).map(({ data }) => data.code);

    expect(begun).toBe(1);
    expect(codes.toSorted()).toEqual(["USAGE_EXCEEDED", "VALID", "VALID"]);
  });

  test("do not share a request when their time limits differ", async () => {
    const { arrived, cache, createKey, holdAnswers } = bench;
    const { key } = await createKey();
    const release = holdAnswers();
    const calls = [cache.verifyKey({ key }), cache.verifyKey({ key }, { totalTimeout: 80_000 })];

    await arrived(2);
    release();

    expect((await Promise.all(calls)).map(({ data }) => data.valid)).toEqual([true, true]);
  });

  test("fail together, and the next one asks anew", async () => {
    const { createKey, emulator, holdAnswers, waiting, watchedCache: cache } = bench;
    const { key } = await createKey();
    emulator.failNext({ status: 403 });
    const release = holdAnswers();
    const calls = [failureOf(cache.verifyKey({ key })), failureOf(cache.verifyKey({ key }))];
    await waiting(2);
    release();

    const failures = await Promise.all(calls);
    const { data } = await cache.verifyKey({ key });

    expect(failures).toMatchObject([{ status: 403 }, { status: 403 }]);
    expect(data.valid).toBe(true);
  });

  test("outlive the caller that asked first", async () => {
    const { createKey, holdAnswers, verifications, waiting, watchedCache: cache } = bench;
    const { key } = await createKey();
    const release = holdAnswers();
    const reason = new Error("The visitor is gone.");
    const controller = new AbortController();
    const leaving = failureOf(cache.verifyKey({ key }, { signal: controller.signal }));
    const staying = cache.verifyKey({ key }, { signal: new AbortController().signal });
    await waiting(2);

    controller.abort(reason);
    const error = await leaving;
    release();

    expect(error).toBe(reason);
    expect((await staying).data.valid).toBe(true);
    expect(verifications()).toBe(1);
  });

  test("end with the last caller, and a later one asks anew", async () => {
    const { abandoned, arrived, createKey, holdAnswers, verifications, waiting, watchedCache: cache } = bench;
    const { key } = await createKey();
    const release = holdAnswers();
    const controller = new AbortController();
    const calls = [1, 2].map(async () => await failureOf(cache.verifyKey({ key }, { signal: controller.signal })));
    await waiting(2);
    await arrived(1);

    controller.abort(new Error("The visitors are gone."));
    const errors = await Promise.all(calls);
    const later = cache.verifyKey({ key });
    await arrived(2);
    release();

    expect(errors).toMatchObject([{ message: "The visitors are gone." }, { message: "The visitors are gone." }]);
    expect((await later).data.valid).toBe(true);
    expect(verifications()).toBe(2);
    expect(abandoned()).toBe(1);
  });

  test("do not draw a later caller into their end, however long that takes", async () => {
    const { createKey, unkey } = bench;
    const { key } = await createKey();
    const [started, ended] = [latch(), latch()];
    const controller = new AbortController();
    let calls = 0;
    const cache = createVerifyCache({
      verifyKey: async (params) => {
        calls++;
        if (calls > 1) return await unkey.keys.verifyKey(params);
        started.open();
        await ended.opened;
        throw new Error("This one ended late.");
      },
    });
    const leaving = failureOf(cache.verifyKey({ key }, { signal: controller.signal }));
    await started.opened;
    controller.abort();
    await leaving;

    const { data } = await cache.verifyKey({ key });
    ended.open();

    expect(data.valid).toBe(true);
  });
});

test("a caller that has already aborted gets its own reason, and nothing is asked", async () => {
  const { cache, createKey, verifications } = bench;
  const { key } = await createKey();
  const reason = new Error("The visitor is gone.");

  const error = await failureOf(cache.verifyKey({ key }, { signal: AbortSignal.abort(reason) }));
  const told = await failureOf(cache.verifyKey({ key }, { signal: AbortSignal.abort("gone") }));

  expect(error).toBe(reason);
  expect(told).toBeInstanceOf(AbortError);
  expect(told).toBeInstanceOf(UnkeyError);
  expect(verifications()).toBe(0);
});
