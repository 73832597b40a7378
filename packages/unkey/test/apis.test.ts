import { NotFoundErrorResponse, PreconditionFailedErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

test("a created API can be fetched by its id", async () => {
  const { unkey } = startBench();
  const { data: created } = await unkey.apis.createApi({ name: "billing" });

  const { data: api } = await unkey.apis.getApi({ apiId: created.apiId });

  expect(api).toEqual({ id: created.apiId, name: "billing" });
});

test("two APIs may have one name", async () => {
  const { unkey } = startBench();

  const first = await unkey.apis.createApi({ name: "billing" });
  const second = await unkey.apis.createApi({ name: "billing" });

  expect(second.data.apiId).not.toBe(first.data.apiId);
});

test("a deleted API is gone, and its keys no longer verify", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: key } = await unkey.keys.createKey(api);

  await unkey.apis.deleteApi(api);

  const error = await failureOf(unkey.apis.getApi(api));
  const { data: check } = await unkey.keys.verifyKey({ key: key.key });
  expect(error).toBeInstanceOf(NotFoundErrorResponse);
  expect(error).toMatchObject({ code: "api_not_found" });
  expect(check).toEqual({ valid: false, code: "NOT_FOUND" });
});

test("an API with delete protection refuses to be deleted", async () => {
  const { emulator, unkey } = startBench();

  const error = await failureOf(unkey.apis.deleteApi({ apiId: emulator.fixtures.protectedApiId }));

  expect(error).toBeInstanceOf(PreconditionFailedErrorResponse);
  expect(error).toMatchObject({ status: 412, code: "protected_resource", category: "application" });
});

test("a page of keys says how the list goes on, and next() gives null after the last page", async () => {
  const { emulator, unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  for (const name of ["a", "b", "c"]) await unkey.keys.createKey({ ...api, name });

  const first = await unkey.apis.listKeys({ ...api, limit: 2 });
  const second = await first.next();
  const third = await second?.next();

  expect(first).toMatchObject({ hasMore: true, pagination: { hasMore: true, cursor: expect.any(String) as unknown } });
  expect(first.meta.requestId).not.toBe(second?.meta.requestId);
  expect(second).toMatchObject({ hasMore: false, pagination: { hasMore: false } });
  expect(new Set([first, second].flatMap((page) => page?.data.map(({ name }) => name)))).toEqual(
    new Set(["a", "b", "c"]),
  );
  expect(third).toBeNull();
  expect(emulator.requests.at(-1)?.json).toEqual({ ...api, limit: 2, cursor: first.pagination.cursor });
});

test("listAllKeys walks every page with the filter of the first", async () => {
  const { emulator, unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  for (const name of ["a", "b", "c"]) await unkey.keys.createKey({ ...api, name, externalId: "user_1" });
  await unkey.keys.createKey({ ...api, name: "d", externalId: "user_2" });
  const before = emulator.requests.length;

  const keys = unkey.apis.listAllKeys({ ...api, limit: 1, externalId: "user_1" }, { prefetch: true });
  const sentBefore = emulator.requests.length;
  const names = await Array.fromAsync(keys, ({ name }) => name);

  const walked = emulator.requests.slice(before);
  expect(sentBefore).toBe(before);
  expect(new Set(names)).toEqual(new Set(["a", "b", "c"]));
  expect(walked).toHaveLength(3);
  expect(walked.every(({ json }) => (json as { externalId: string }).externalId === "user_1")).toBe(true);
});

test("a recoverable key shows its text again only where it is asked to be decrypted", async () => {
  const { emulator, unkey } = startBench();
  const apiId = emulator.fixtures.vaultApiId;
  const { data: created } = await unkey.keys.createKey({ apiId, recoverable: true });

  const plain = await unkey.apis.listKeys({ apiId });
  const decrypted = await unkey.apis.listKeys({ apiId, decrypt: true });

  expect(plain.data[0]).not.toHaveProperty("plaintext");
  expect(decrypted.data[0]?.plaintext).toBe(created.key);
});
