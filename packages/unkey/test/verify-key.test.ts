import { BadRequestErrorResponse, PreconditionFailedErrorResponse } from "@keyrack/unkey";
import { expect, test } from "vitest";
import { failureOf, noon, startBench } from "./support/bench.ts";
import { furnish } from "./support/world.ts";

test("a verification spends credits until there are not enough", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey({ ...api, credits: { remaining: 3 } });

  const first = await unkey.keys.verifyKey({ key: created.key, credits: { cost: 2 } });
  const second = await unkey.keys.verifyKey({ key: created.key, credits: { cost: 2 } });
  const look = await unkey.keys.verifyKey({ key: created.key, credits: { cost: 0 } });

  expect(first.data).toMatchObject({ code: "VALID", credits: 1 });
  expect(second.data).toMatchObject({ valid: false, code: "USAGE_EXCEEDED", credits: 1 });
  expect(look.data).toMatchObject({ code: "VALID", credits: 1 });
});

test("credits come back with their refill", async () => {
  const { emulator, unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey({
    ...api,
    credits: { remaining: 0, refill: { interval: "daily", amount: 4 } },
  });

  emulator.clock.advance(86_400_000);
  const { data: check } = await unkey.keys.verifyKey({ key: created.key });

  expect(check).toMatchObject({ code: "VALID", credits: 3 });
});

test("an expired and a disabled key are refused by name", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const expired = await unkey.keys.createKey({ ...api, expires: noon - 1 });
  const disabled = await unkey.keys.createKey({ ...api, enabled: false });

  const answers = [
    await unkey.keys.verifyKey({ key: expired.data.key }),
    await unkey.keys.verifyKey({ key: disabled.data.key }),
  ];

  expect(answers.map(({ data }) => data.code)).toEqual(["EXPIRED", "DISABLED"]);
  expect(answers.map(({ data }) => data.valid)).toEqual([false, false]);
});

test("a permission query decides, and a star in it stands for itself", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const permissions = ["documents.*", "mail.send"];
  const { data: created } = await unkey.keys.createKey({ ...api, permissions });

  const codes: string[] = [];
  for (const query of ["mail.send AND documents.*", "documents.read OR mail.send", "documents.read"]) {
    const { data: check } = await unkey.keys.verifyKey({ key: created.key, permissions: query });
    codes.push(check.code);
  }

  expect(codes).toEqual(["VALID", "VALID", "INSUFFICIENT_PERMISSIONS"]);
});

test("a permission query that does not parse is an error, not a refusal", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);

  const error = await failureOf(unkey.keys.verifyKey({ key, permissions: "documents.read AND" }));

  expect(error).toBeInstanceOf(BadRequestErrorResponse);
  expect(error).toMatchObject({ code: "permissions_query_syntax_error", errors: [] });
});

test("a limit is counted down by its name and tells when its window ends", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);

  const passed = await unkey.keys.verifyKey({ key, ratelimits: [{ name: "requests", cost: 9 }] });
  const refused = await unkey.keys.verifyKey({ key, ratelimits: [{ name: "requests", cost: 2 }] });

  expect(passed.data.ratelimits).toMatchObject([{ name: "requests", remaining: 1, exceeded: false }]);
  expect(refused.data).toMatchObject({ code: "RATE_LIMITED", ratelimits: [{ exceeded: true }] });
  expect(refused.data.ratelimits?.[0]?.reset).toBe(noon + 3_600_000);
});

test("an ad-hoc limit holds without being set up", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);
  const ratelimits = [{ name: "burst", limit: 1, duration: 3_600_000 }];

  const codes: string[] = [];
  for (const _attempt of [1, 2]) {
    const { data: check } = await unkey.keys.verifyKey({ key, ratelimits });
    codes.push(check.code);
  }

  expect(codes).toEqual(["VALID", "RATE_LIMITED"]);
});

test("a limit that is nowhere set up is an error", async () => {
  const { emulator, unkey } = startBench();
  const { key } = await furnish(unkey, emulator.fixtures);

  const error = await failureOf(unkey.keys.verifyKey({ key, ratelimits: [{ name: "stranger" }] }));

  expect(error).toBeInstanceOf(PreconditionFailedErrorResponse);
  expect(error).toMatchObject({ code: "precondition_failed" });
});

test("a key behind an address list verifies only for a listed caller", async () => {
  const { emulator, unkey } = startBench();
  const { whitelistKey: key } = emulator.fixtures;

  const outside = await unkey.keys.verifyKey({ key });
  const inside = await unkey.keys.verifyKey({ key }, { headers: { "x-forwarded-for": "203.0.113.1" } });

  expect(outside.data).toMatchObject({ valid: false, code: "FORBIDDEN" });
  expect(inside.data.valid).toBe(true);
});

test("metadata comes back typed with the verification", async () => {
  const { unkey } = startBench();
  const { data: api } = await unkey.apis.createApi({ name: "billing" });
  const { data: created } = await unkey.keys.createKey({ ...api, meta: { plan: "pro" } });

  const { data: check } = await unkey.keys.verifyKey<{ plan: string }>({ key: created.key });

  expect(check.meta?.plan.toUpperCase()).toBe("PRO");
});
