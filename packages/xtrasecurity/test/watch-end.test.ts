import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { promisify } from "node:util";
import type { XtraClient } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, hold, json, latch, scripted, type TestClock, testClock } from "./support/bench.ts";
import { settle } from "./support/watching.ts";

describe("a watch ends", () => {
  const ways: readonly [
    what: string,
    end: (watch: { client: XtraClient; stop: () => void; abort: () => void }) => unknown,
  ][] = [
    ["by the function that it gave", ({ stop }) => stop()],
    ["by its signal", ({ abort }) => abort()],
    ["with the client", async ({ client }) => await client.close()],
  ];

  test.each(ways)("%s, in the middle of a poll", async (_what, end) => {
    const held = hold(json({ A: "2" }));
    const service = scripted(json({ A: "1" }), held.prepared, json({}));
    const client = clientOf(service);
    const controller = new AbortController();
    const events: unknown[] = [];
    const note = (event: unknown): void => void events.push(event);
    const { signal } = controller;
    const stop = client.watch("production", { signal, onChange: note, onError: note });
    await held.arrived;

    await end({ client, stop, abort: () => controller.abort() });
    held.release();
    await settle();

    expect(held.wasAborted()).toBe(true);
    expect(events).toEqual([]);
    expect(service.sent).toHaveLength(2);
  });

  test.each(ways)("%s, in the middle of a wait", async (_what, end) => {
    const waiting = latch();
    const clock: TestClock = {
      ...testClock(),
      sleep: async (_ms, signal) => {
        waiting.open();
        await new Promise<never>((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        });
      },
    };
    const service = scripted(json({}));
    const client = clientOf(service, { clock });
    const controller = new AbortController();
    const stop = client.watch("production", { signal: controller.signal, onChange: () => undefined });
    await waiting.opened;

    await end({ client, stop, abort: () => controller.abort() });
    await settle();

    expect(service.sent).toHaveLength(1);
  });

  test.each(ways)("%s, and leaves no trace on its signal", async (_what, end) => {
    const held = hold(json({}));
    const client = clientOf(scripted(held.prepared));
    const controller = new AbortController();
    const { signal } = controller;
    const stop = client.watch("production", { signal, onChange: () => undefined });
    await held.arrived;

    await end({ client, stop, abort: () => controller.abort() });
    await settle();

    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("before it began, where its signal has aborted", async () => {
    const service = scripted(json({}));

    clientOf(service).watch("production", { signal: AbortSignal.abort(), onChange: () => undefined });
    await settle();

    expect(service.sent).toEqual([]);
  });
});

test("a watch of a closed client says so once", async () => {
  const service = scripted(json({}));
  const client = clientOf(service);
  await client.close();
  const errors: unknown[] = [];

  client.watch("production", { onChange: () => undefined, onError: (error) => void errors.push(error) });
  await settle();

  expect(errors).toMatchObject([{ code: "closed_client" }]);
  expect(service.sent).toEqual([]);
});

test("a watch alone does not keep a program running", async () => {
  const program = `
    import { XtraClient } from "@keyrack/xtrasecurity";
    const fetch = async () => Response.json({});
    const client = new XtraClient({ token: "xs_1", projectId: "p", fetch });
    client.watch("production", { onChange: () => undefined });
  `;
  const flags = ["--conditions=@keyrack/source", "--input-type=module", "--eval", program];

  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: import.meta.dirname, timeout: 20_000 });

  expect(stdout).toBe("");
}, 30_000);
