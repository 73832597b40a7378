import { ClosedClientError, OptropicError } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench, testClock } from "./support/bench.ts";

const job = (status: string): (() => Response) => json({ batch_id: "bat_1", status });
const result = json({ batch_id: "bat_1", status: "completed", total_items: 2 });

test("a job is done by and by, and its result tells of every item", async () => {
  const { optropic } = startBench();
  const { batch_id } = await optropic.batches.create({
    operation: "create_assets",
    items: [{}, { external_id: "B-1" }],
  });

  const done = await optropic.batches.wait(batch_id);

  expect(done).toMatchObject({ total_items: 2, successful_items: 2, failed_items: 0, status: "completed" });
  expect((await optropic.assets.list()).data).toHaveLength(2);
  expect((await optropic.batches.list()).data).toMatchObject([{ batch_id, status: "completed" }]);
});

test("a cancelled job stays undone", async () => {
  const { optropic } = startBench();
  const { batch_id } = await optropic.batches.create({ operation: "create_assets", items: [{}] });

  const cancelled = await optropic.batches.cancel(batch_id);
  const done = await optropic.batches.wait(batch_id);

  expect(cancelled.status).toBe("cancelled");
  expect(done.successful_items).toBe(0);
  expect((await optropic.assets.list()).data).toEqual([]);
});

describe("waiting for a job", () => {
  test("asks every two seconds until it has ended, and then for the result", async () => {
    const clock = testClock();
    const service = scripted(job("pending"), job("processing"), job("failed"), result);

    const done = await clientOf(service, { clock }).batches.wait("bat_1");

    expect(clock.waits).toEqual([2_000, 2_000]);
    expect(service.sent.map(({ url }) => url.pathname)).toEqual([
      ...Array.from({ length: 3 }, () => "/v1/batches/bat_1"),
      "/v1/batches/bat_1/result",
    ]);
    expect(done.total_items).toBe(2);
  });

  test("ends after its timeout with an error of its own", async () => {
    const clock = testClock();
    const service = scripted(job("processing"));

    const error = await failureOf(
      clientOf(service, { clock }).batches.wait("bat_1", { pollInterval: 400, timeout: 1_000 }),
    );

    expect(error).toBeInstanceOf(OptropicError);
    expect(error).toMatchObject({ code: "BATCH_TIMEOUT" });
    expect(clock.waits).toEqual([400, 400, 400]);
  });

  test("ends with the caller's reason, between two questions too", async () => {
    const reason = new Error("the user left");
    const controller = new AbortController();
    const clock = { ...testClock(), sleep: async () => await new Promise<void>(() => controller.abort(reason)) };

    const error = await failureOf(
      clientOf(scripted(job("pending")), { clock }).batches.wait("bat_1", {}, { signal: controller.signal }),
    );

    expect(error).toBe(reason);
  });

  test("ends with the client, between two questions too", async () => {
    let fellAsleep = (): void => undefined;
    const asleep = new Promise<void>((resolve) => (fellAsleep = resolve));
    const clock = {
      ...testClock(),
      sleep: async () => {
        fellAsleep();
        await new Promise<void>(() => undefined);
      },
    };
    const optropic = clientOf(scripted(job("pending")), { clock });
    const waiting = failureOf(optropic.batches.wait("bat_1"));
    await asleep;

    await optropic.close();

    expect(await waiting).toBeInstanceOf(ClosedClientError);
  });

  test.each([
    ["pollInterval", 0],
    ["pollInterval", Infinity],
    ["timeout", 0],
    ["poll_interval", 1_000],
  ])("refuses a wrong %s by its name: %d", async (name, value) => {
    const service = scripted(job("pending"));

    const error = await failureOf(clientOf(service).batches.wait("bat_1", { [name]: value }));

    expect(error).toMatchObject({ name: "ConfigError", message: expect.stringContaining(name) as unknown });
    expect(service.sent).toEqual([]);
  });
});
