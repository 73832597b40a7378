import { ForbiddenErrorResponse, GoneErrorResponse, NotFoundErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, noon, startBench } from "./support/bench.ts";

const hour = 3_600_000;
const request = { namespace: "mail", identifier: "user_1", limit: 2, duration: hour };

test("requests are counted until the limit is used up, and pass again in a later window", async () => {
  const { emulator, unkey } = startBench();

  const first = await unkey.ratelimit.limit(request);
  const second = await unkey.ratelimit.limit(request);
  const third = await unkey.ratelimit.limit(request);
  emulator.clock.advance(2 * hour);
  const later = await unkey.ratelimit.limit(request);

  expect(first.data).toEqual({ success: true, limit: 2, remaining: 1, reset: noon + hour });
  expect([second, third, later].map(({ data }) => data.success)).toEqual([true, false, true]);
});

test("a peek counts nothing and says whether a request would pass", async () => {
  const { emulator, unkey } = startBench();

  const before = await unkey.ratelimit.peek(request);
  await unkey.ratelimit.limit({ ...request, cost: 2 });
  const after = await unkey.ratelimit.peek(request);
  const again = await unkey.ratelimit.peek(request);

  expect(before.data).toMatchObject({ success: true, remaining: 2 });
  expect(after.data).toMatchObject({ success: false, remaining: 0 });
  expect(again.data).toEqual(after.data);
  expect(emulator.requests.at(-1)).toMatchObject({ path: "/v2/ratelimit.limit", json: { ...request, cost: 0 } });
});

test("several limits are counted together or not at all", async () => {
  const { unkey } = startBench();
  const wide = { ...request, namespace: "all", limit: 10 };

  const passed = await unkey.ratelimit.multiLimit([wide, { ...request, cost: 2 }]);
  const refused = await unkey.ratelimit.multiLimit([wide, request]);
  const left = await unkey.ratelimit.peek(wide);

  expect(passed.data).toMatchObject({ passed: true, limits: [{ remaining: 9 }, { remaining: 0 }] });
  expect(refused.data).toMatchObject({ passed: false, limits: [{ passed: true, remaining: 9 }, { passed: false }] });
  expect(left.data.remaining).toBe(9);
});

test("an override replaces the limit that is asked for, by name or by pattern", async () => {
  const { unkey } = startBench();
  await unkey.ratelimit.limit(request);
  const override = await unkey.ratelimit.setOverride({ ...request, identifier: "team_*", limit: 50 });

  const { data } = await unkey.ratelimit.limit({ ...request, identifier: "team_7" });

  expect(data).toMatchObject({ limit: 50, remaining: 49, overrideId: override.data.overrideId });
});

test("an override keeps its id when it is changed, and is gone when it is deleted", async () => {
  const { unkey } = startBench();
  await unkey.ratelimit.limit(request);
  const first = await unkey.ratelimit.setOverride({ ...request, limit: 50 });
  const second = await unkey.ratelimit.setOverride({ ...request, limit: 60 });

  await unkey.ratelimit.deleteOverride({ namespace: "mail", identifier: "user_1" });

  const error = await failureOf(unkey.ratelimit.getOverride({ namespace: "mail", identifier: "user_1" }));
  expect(second.data).toEqual(first.data);
  expect(error).toBeInstanceOf(NotFoundErrorResponse);
  expect(error).toMatchObject({ code: "ratelimit_override_not_found" });
});

test("listAllOverrides walks every override of a namespace", async () => {
  const { unkey } = startBench();
  await unkey.ratelimit.limit(request);
  for (const identifier of ["a", "b", "c"]) await unkey.ratelimit.setOverride({ ...request, identifier });

  const overrides = unkey.ratelimit.listAllOverrides({ namespace: "mail", limit: 2 });
  const identifiers = await Array.fromAsync(overrides, ({ identifier }) => identifier);

  expect(identifiers.toSorted()).toEqual(["a", "b", "c"]);
});

test("a deleted namespace is gone for good", async () => {
  const { emulator, unkey } = startBench();

  const error = await failureOf(unkey.ratelimit.limit({ ...request, namespace: emulator.fixtures.goneNamespace }));

  expect(error).toBeInstanceOf(GoneErrorResponse);
  expect(error).toMatchObject({ status: 410, code: "ratelimit_namespace_gone", retryable: false, attempts: 1 });
});

test("a root key that may not make namespaces gets a 403 that names the permission", async () => {
  const { client, emulator } = startBench();
  const limited = client({ rootKey: emulator.fixtures.limitedRootKey });

  const error = await failureOf(limited.ratelimit.limit(request));

  expect(error).toBeInstanceOf(ForbiddenErrorResponse);
  expect(error).toMatchObject({ code: "insufficient_permissions", system: "unkey", category: "authorization" });
});
