import { InternalServerErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, noon, startBench } from "./support/bench.ts";
import { furnish } from "./support/world.ts";

// Where the published description of rate limits and their behaviour differ, the client follows the behaviour.

const hour = 3_600_000;
const request = { namespace: "mail", identifier: "user_1", limit: 2, duration: hour };

test("setOverride after deleteOverride is described as working, gives the old id and has no effect", async () => {
  const { unkey } = startBench();
  await unkey.ratelimit.limit(request);
  const first = await unkey.ratelimit.setOverride({ ...request, limit: 50 });
  await unkey.ratelimit.deleteOverride({ namespace: "mail", identifier: "user_1" });

  const second = await unkey.ratelimit.setOverride({ ...request, limit: 60 });

  const { data: overrides } = await unkey.ratelimit.listOverrides({ namespace: "mail" });
  expect(second.data).toEqual(first.data);
  expect(overrides).toEqual([]);
});

test("cost 0 on a used-up limit succeeds for the service: peek reads what is left", async () => {
  const { unkey } = startBench();
  await unkey.ratelimit.limit({ ...request, cost: 2 });

  const look = await unkey.ratelimit.limit({ ...request, cost: 0 });
  const peek = await unkey.ratelimit.peek(request);

  expect(look.data).toMatchObject({ success: true, remaining: 0 });
  expect(peek.data).toMatchObject({ success: false, remaining: 0 });
});

test("an unknown named limit is described nowhere and is a 412 with a class of its own", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);

  const error = await failureOf(unkey.keys.verifyKey({ key, ratelimits: [{ name: "stranger" }] }));

  expect(error).toMatchObject({ name: "PreconditionFailedErrorResponse", code: "precondition_failed" });
});

test("a limit's reset is described as a duration and is a time in Unix milliseconds", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);

  const { data: check } = await unkey.keys.verifyKey({ key, ratelimits: [{ name: "requests" }] });

  expect(check.ratelimits?.[0]?.reset).toBe(noon + hour);
});

test("an ad-hoc limit's id is described as at least 8 characters and is empty", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);

  const { data: check } = await unkey.keys.verifyKey({
    key,
    ratelimits: [{ name: "burst", limit: 5, duration: hour }],
  });

  expect(check.ratelimits).toMatchObject([{ id: "", name: "burst", remaining: 4 }]);
});

test("listOverrides is described with 10 to a page and gives 50: no size is sent that was not asked for", async () => {
  const { emulator, unkey } = startBench();
  await unkey.ratelimit.limit(request);
  for (let count = 0; count < 11; count++)
    await unkey.ratelimit.setOverride({ ...request, identifier: `user_${count}` });

  const { data: overrides } = await unkey.ratelimit.listOverrides({ namespace: "mail" });

  expect(overrides).toHaveLength(11);
  expect(emulator.requests.at(-1)?.json).toEqual({ namespace: "mail" });
});

test("getOverride is described as exact and gives the override that holds, by a pattern too", async () => {
  const { unkey } = startBench();
  await unkey.ratelimit.limit(request);
  await unkey.ratelimit.setOverride({ ...request, identifier: "team_*", limit: 50 });

  const { data: override } = await unkey.ratelimit.getOverride({ namespace: "mail", identifier: "team_7" });

  expect(override).toMatchObject({ identifier: "team_*", limit: 50 });
});

test("multiLimit is described as independent checks and counts all or nothing", async () => {
  const { unkey } = startBench();
  const other = { ...request, identifier: "user_2", limit: 1 };
  await unkey.ratelimit.limit(other);

  const { data } = await unkey.ratelimit.multiLimit([request, other]);

  const { data: left } = await unkey.ratelimit.peek(request);
  expect(data.limits.map(({ passed }) => passed)).toEqual([true, false]);
  expect(left.remaining).toBe(2);
});

test("an unknown namespace is described as 404 and is made, or refused with 403", async () => {
  const { client, emulator, unkey } = startBench();
  const limited = client({ rootKey: emulator.fixtures.limitedRootKey });

  const error = await failureOf(limited.ratelimit.limit(request));
  const { data } = await unkey.ratelimit.limit(request);

  expect(error).toMatchObject({ status: 403, code: "insufficient_permissions" });
  expect(data.success).toBe(true);
});

test("an ad-hoc limit below its bounds switches off every limit of the call: it is refused before it is sent", async () => {
  const { emulator, unkey } = startBench();

  const errors = [
    await failureOf(unkey.keys.verifyKey({ key: "sk_1", ratelimits: [{ name: "burst", limit: 0, duration: hour }] })),
    await failureOf(unkey.keys.verifyKey({ key: "sk_1", ratelimits: [{ name: "burst", limit: 5, duration: 999 }] })),
  ];

  expect(errors).toMatchObject([{ code: "invalid_argument" }, { code: "invalid_argument" }]);
  expect(emulator.requests).toEqual([]);
});

test("an override of 0 is described as a ban and makes limit fail: it is not hammered", async () => {
  const { emulator, unkey } = startBench();
  await unkey.ratelimit.limit(request);
  await unkey.ratelimit.setOverride({ ...request, limit: 0 });
  const before = emulator.requests.length;

  const error = await failureOf(unkey.ratelimit.limit(request));

  expect(error).toBeInstanceOf(InternalServerErrorResponse);
  expect(emulator.requests).toHaveLength(before + 2);
});
