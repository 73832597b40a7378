import { describe, expect, test } from "vitest";
import { clientOf, json, scripted, startBench } from "./support/bench.ts";
import { verbs } from "./support/verbs.ts";

describe("the idempotency key", () => {
  test("is another one for each call, and none for GET and DELETE", async () => {
    const service = scripted(json({}));
    const optropic = clientOf(service);

    for (const [, call] of [...verbs, ...verbs]) await call(optropic);

    const keys = service.sent.map(({ headers }) => headers["idempotency-key"]);
    expect(keys.map((key) => typeof key)).toEqual(
      [...Array<string>(2)].flatMap(() => ["undefined", "string", "string", "undefined"]),
    );
    expect(new Set(keys).size).toBe(5);
  });

  test("can be given, for any call", async () => {
    const service = scripted(json({}));
    const optropic = clientOf(service);

    await optropic.keysets.create({ name: "Production" }, { idempotencyKey: "order-1" });
    await optropic.keys.revoke("key_1", { idempotencyKey: "order-2" });

    expect(service.sent.map(({ headers }) => headers["idempotency-key"])).toEqual(["order-1", "order-2"]);
  });

  test("gives the first answer again and makes nothing new", async () => {
    const { optropic } = startBench();

    const first = await optropic.keysets.create({ name: "Production" }, { idempotencyKey: "order-1" });
    const second = await optropic.keysets.create({ name: "Production" }, { idempotencyKey: "order-1" });

    expect(second).toEqual(first);
    expect((await optropic.keysets.list()).data).toHaveLength(1);
  });
});
