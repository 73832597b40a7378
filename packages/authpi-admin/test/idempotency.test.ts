import { withMeta } from "@keyrack/authpi-admin";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

test("a key is never made up, and goes out with creates, updates and actions", async () => {
  const { admin, emulator } = startBench();

  await admin.issuers.create({ name: "Shop" });
  await admin.issuers.create({ name: "Shop" }, { idempotencyKey: "k1" });
  await admin.issuers.update("iss_test", { description: "x" }, { idempotencyKey: "k2" });
  await admin.apiKeys.block("key_legacy", {}, { idempotencyKey: "k3" });

  const keys = emulator.requests.map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toEqual([undefined, "k1", "k2", "k3"]);
});

test("a key makes the service answer a repeated create with the first answer", async () => {
  const { admin } = startBench();
  const options = { idempotencyKey: "k1" };
  const call = async (): Promise<unknown> => await admin.issuers.create({ name: "Shop" }, options);

  const first = await call();
  const { meta, value } = await withMeta(
    async (given) => await admin.issuers.create({ name: "Shop" }, { ...options, ...given }),
  );

  expect(value).toMatchObject({ id: (first as { id: string }).id });
  expect(meta).toMatchObject({ status: 201, idempotencyKey: "k1" });
  expect((await admin.issuers.list({ q: "Shop" })).data).toHaveLength(1);
});

test("a key with another body is refused by the service", async () => {
  const { admin } = startBench();
  const options = { idempotencyKey: "k1" };
  await admin.issuers.create({ name: "Shop" }, options);

  const error = await failureOf(admin.issuers.create({ name: "Other" }, options));

  expect(error).toMatchObject({ name: "ValidationError", status: 422, idempotencyKey: "k1" });
});
