import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { expired, follow, Leash } from "../src/leash.ts";
import { rejectionOf } from "./support/failures.ts";

const endless = async (): Promise<never> => await new Promise<never>(() => {});
const unlimited = Number.POSITIVE_INFINITY;

test("work that is done in time gives its value", async () => {
  expect(await new Leash().run(1_000, async () => "done")).toBe("done");
});

test("work that fails rejects with its own reason", async () => {
  const reason = new Error("no");

  const run = new Leash().run(1_000, async () => {
    throw reason;
  });

  expect(await rejectionOf(run)).toBe(reason);
});

test("work that takes longer than its limit is told to stop, and the wait for it ends", async () => {
  let signal: AbortSignal | undefined;

  const run = new Leash().run(5, async (given) => {
    signal = given;
    return await endless();
  });

  expect(await rejectionOf(run)).toBe(expired);
  expect(signal?.aborted).toBe(true);
});

describe("ending the call", () => {
  test("ends the phase that is running, with the reason given", async () => {
    const leash = new Leash();
    const reason = new Error("enough");
    let signal: AbortSignal | undefined;
    const run = leash.run(unlimited, async (given) => {
      signal = given;
      return await endless();
    });

    leash.end(reason);

    expect(await rejectionOf(run)).toBe(reason);
    expect(signal?.reason).toBe(reason);
    expect(leash.ended).toEqual({ reason });
  });

  test("ends all that would follow, without starting it", async () => {
    const leash = new Leash();
    const reason = new Error("enough");
    let isStarted = false;

    leash.end(reason);
    const run = leash.run(unlimited, async () => {
      isStarted = true;
    });

    expect(await rejectionOf(run)).toBe(reason);
    expect(isStarted).toBe(false);
  });

  test("a second time changes nothing: the first cause wins", () => {
    const leash = new Leash();

    leash.end("first");
    leash.end("second");

    expect(leash.ended).toEqual({ reason: "first" });
  });

  test("is told from a failure that only happened beside it", () => {
    const leash = new Leash();
    const reason = new Error("enough");

    expect(leash.isEnd(undefined)).toBe(false);
    leash.end(reason);

    expect(leash.isEnd(reason)).toBe(true);
    expect(leash.isEnd(new Error("enough"))).toBe(false);
    expect(leash.isEnd(undefined)).toBe(false);
  });

  test("for no reason is an end too", async () => {
    const leash = new Leash();

    leash.end(undefined);

    expect(leash.ended).toEqual({ reason: undefined });
    expect(await rejectionOf(leash.run(unlimited, endless))).toBeUndefined();
  });

  test("after the work is done does not touch it", async () => {
    const leash = new Leash();
    let signal: AbortSignal | undefined;
    const value = await leash.run(unlimited, async (given) => {
      signal = given;
      return "done";
    });

    leash.end(new Error("late"));

    expect(value).toBe("done");
    expect(signal?.aborted).toBe(false);
  });
});

test("a limit that passes does not end the phases after it", async () => {
  const leash = new Leash();
  await rejectionOf(leash.run(1, endless));

  expect(leash.ended).toBeUndefined();
  expect(await leash.run(1_000, async () => "again")).toBe("again");
});

test("work that fails after its limit is nobody's unhandled rejection", async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", listen);
  let fail: (reason: unknown) => void = () => {};
  const work = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });

  await rejectionOf(new Leash().run(1, async () => await work));
  fail(new Error("late"));
  await new Promise((resolve) => setTimeout(resolve, 1));

  process.off("unhandledRejection", listen);
  expect(unhandled).toEqual([]);
});

test("a finished phase leaves neither a timer nor a listener behind", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  let signal = new AbortController().signal;

  await new Leash().run(60_000, async (given) => {
    signal = given;
  });

  expect(timers()).toBeLessThanOrEqual(before);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

describe("following a caller's signal", () => {
  test("tells its reason when it aborts, and once only", () => {
    const controller = new AbortController();
    const told: unknown[] = [];
    follow(controller.signal, (reason) => told.push(reason));

    controller.abort("enough");

    expect(told).toEqual(["enough"]);
  });

  test("tells it at once where it has aborted already", () => {
    const told: unknown[] = [];

    follow(AbortSignal.abort("enough"), (reason) => told.push(reason));

    expect(told).toEqual(["enough"]);
  });

  test("hears nothing more once it has stopped, and the others still do", () => {
    const controller = new AbortController();
    const told: string[] = [];
    const stop = follow(controller.signal, () => told.push("first"));
    follow(controller.signal, () => told.push("second"));

    stop();
    controller.abort("enough");

    expect(told).toEqual(["second"]);
  });

  test("takes one listener for all calls under way, and none after the last", () => {
    const { signal } = new AbortController();
    const listeners = (): number => getEventListeners(signal, "abort").length;

    const stops = Array.from({ length: 1_000 }, () => follow(signal, () => {}));
    const during = listeners();
    for (const stop of stops) stop();

    expect(during).toBeLessThanOrEqual(1);
    expect(listeners()).toBe(0);
  });
});
