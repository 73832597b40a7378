import { getEventListeners } from "node:events";
import { AbortError, ClosedClientError, TimeoutError, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, hold, json, scripted } from "./support/bench.ts";

const reason = new Error("The visitor is gone.");

describe("reads of one place at the same time", () => {
  test("share one request, a thousand of them", async () => {
    const service = scripted(json({ A: "1" }));
    const client = clientOf(service);

    const reads = await Promise.all(Array.from({ length: 1_000 }, async () => await client.getSecrets("production")));

    expect(service.sent).toHaveLength(1);
    expect(new Set(reads.map((secrets) => secrets["A"]))).toEqual(new Set(["1"]));
  });

  test("fail together, and the failure is not kept", async () => {
    const service = scripted(json({ error: "Access Denied" }, 403), json({ A: "1" }));
    const client = clientOf(service);

    const failures = await Promise.all([1, 2, 3].map(async () => await failureOf(client.getSecrets("production"))));
    const later = await client.getSecrets("production");

    expect(failures).toMatchObject([{ status: 403 }, { status: 403 }, { status: 403 }]);
    expect(later["A"]).toBe("1");
    expect(service.sent).toHaveLength(2);
  });

  test("go on when one caller leaves, who gets its own reason", async () => {
    const held = hold(json({ A: "1" }));
    const client = clientOf(scripted(held.prepared));
    const controller = new AbortController();
    const leaving = failureOf(client.getSecrets("production", { signal: controller.signal }));
    const staying = client.getSecrets("production");
    await held.arrived;

    controller.abort(reason);
    const error = await leaving;
    held.release();

    expect(error).toBe(reason);
    expect((await staying)["A"]).toBe("1");
    expect(held.wasAborted()).toBe(false);
  });

  test("end with the last caller, and a later one asks anew", async () => {
    const held = hold(json({ A: "1" }));
    const service = scripted(held.prepared, json({ A: "2" }));
    const client = clientOf(service);
    const controller = new AbortController();
    const { signal } = controller;
    const calls = [1, 2].map(async () => await failureOf(client.getSecrets("production", { signal })));
    await held.arrived;

    controller.abort(reason);
    const errors = await Promise.all(calls);
    const later = await client.getSecrets("production");

    expect(errors).toEqual([reason, reason]);
    expect(held.wasAborted()).toBe(true);
    expect(later["A"]).toBe("2");
  });

  test("do not draw a later caller into their end, however soon it comes", async () => {
    const held = hold(json({ A: "1" }));
    const client = clientOf(scripted(held.prepared, json({ A: "2" })));
    const controller = new AbortController();
    const leaving = failureOf(client.getSecrets("production", { signal: controller.signal }));
    await held.arrived;

    controller.abort(reason);
    const later = leaving.then(async () => await client.getSecrets("production"));

    expect((await later)["A"]).toBe("2");
  });

  test("have a total time for each caller", async () => {
    const held = hold(json({ A: "1" }));
    const client = clientOf(scripted(held.prepared));
    const hasty = failureOf(client.getSecrets("production", { totalTimeout: 20 }));
    const patient = client.getSecrets("production");

    const error = await hasty;
    held.release();

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "timeout", limit: "total" });
    expect((await patient)["A"]).toBe("1");
  });

  test("are not ended by the client's total time where a caller has a longer one", async () => {
    const held = hold(json({ A: "1" }));
    const client = clientOf(scripted(held.prepared), { totalTimeout: 60 });
    const patient = client.getSecrets("production", { totalTimeout: 60_000 });
    await held.arrived;

    const error = await failureOf(client.getSecrets("production"));
    held.release();

    expect(error).toMatchObject({ code: "timeout" });
    expect((await patient)["A"]).toBe("1");
  });

  test("share the newest request, also when an older one has ended", async () => {
    const [older, newer] = [hold(json({}, 500)), hold(json({ A: "new" }))];
    const service = scripted(older.prepared, newer.prepared);
    const client = clientOf(service, { maxRetries: 0 });
    const first = failureOf(client.getSecrets("production"));
    await older.arrived;
    const second = client.getSecrets("production", { noCache: true });
    await newer.arrived;
    older.release();
    await first;

    const third = client.getSecrets("production");
    newer.release();

    expect([(await second)["A"], (await third)["A"]]).toEqual(["new", "new"]);
    expect(service.sent).toHaveLength(2);
  });

  test("tell each caller of the request that they shared", async () => {
    const client = clientOf(scripted(json({})));
    const seen: number[] = [];
    const onMeta = ({ status }: { status: number }): void => void seen.push(status);

    await Promise.all([client.getSecrets("production", { onMeta }), client.getSecrets("production", { onMeta })]);

    expect(seen).toEqual([200, 200]);
  });

  test("do not share a request when their limits per attempt differ", async () => {
    const service = scripted(json({}));
    const client = clientOf(service);

    await Promise.all([client.getSecrets("production"), client.getSecrets("production", { timeout: 50 })]);

    expect(service.sent).toHaveLength(2);
  });

  test("do not share one where the cache is off", async () => {
    const service = scripted(json({}));
    const client = clientOf(service, { cache: false });

    await Promise.all([client.getSecrets("production"), client.getSecrets("production")]);

    expect(service.sent).toHaveLength(2);
  });

  test("with noCache do not take the answer of an older request", async () => {
    const held = hold(json({ A: "old" }));
    const service = scripted(held.prepared, json({ A: "new" }));
    const client = clientOf(service);
    const older = client.getSecrets("production");
    await held.arrived;

    const newer = await client.getSecrets("production", { noCache: true });
    held.release();

    expect((await older)["A"]).toBe("old");
    expect(newer["A"]).toBe("new");
    expect((await client.getSecrets("production"))["A"]).toBe("new");
  });
});

test("a caller that has already aborted gets its own reason, whatever the cache has", async () => {
  const service = scripted(json({ A: "1" }));
  const client = clientOf(service);
  await client.getSecrets("production");

  const error = await failureOf(client.getSecrets("production", { signal: AbortSignal.abort(reason) }));
  const told = await failureOf(client.getSecrets("production", { signal: AbortSignal.abort("gone") }));

  expect(error).toBe(reason);
  expect(told).toBeInstanceOf(AbortError);
  expect(told).toBeInstanceOf(XtraError);
  expect(service.sent).toHaveLength(1);
});

test("a caller that aborts in the turn of its call gets its own reason, too", async () => {
  const client = clientOf(scripted(hold(json({})).prepared));
  const staying = failureOf(client.getSecrets("production"));
  const controller = new AbortController();
  const leaving = failureOf(client.getSecrets("production", { signal: controller.signal }));

  controller.abort(reason);
  const error = await leaving;
  await client.close();

  expect(error).toBe(reason);
  expect(await staying).toBeInstanceOf(ClosedClientError);
});

test("a signal that outlives its calls keeps no trace of them", async () => {
  const { signal } = new AbortController();
  const client = clientOf(scripted(json({}), json({}, 403)));

  await client.getSecrets("production", { signal });
  await failureOf(client.getSecrets("staging", { signal }));

  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("close ends a shared read for all who wait, and empties the cache", async () => {
  const held = hold(json({ A: "1" }));
  const service = scripted(json({ A: "1" }), held.prepared);
  const client = clientOf(service);
  await client.getSecrets("staging");
  const reads = [1, 2].map(async () => await failureOf(client.getSecrets("production")));
  await held.arrived;

  await client.close();
  const [first, second] = await Promise.all(reads);
  const later = await failureOf(client.getSecrets("staging"));

  for (const error of [first, second, later]) {
    expect(error).toBeInstanceOf(ClosedClientError);
    expect(error).toBeInstanceOf(XtraError);
  }
  expect(service.sent).toHaveLength(2);
});
