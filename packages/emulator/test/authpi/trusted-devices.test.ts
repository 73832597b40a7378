import { expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const month = 30 * 24 * 60 * 60 * 1000;
const path = "issuers/iss_test/users/usr_test/trusted-devices";

test("a device is trusted for 30 days, and the answer says no more than that", async () => {
  const bench = new Bench();

  const { status, data } = await bench.send(`POST ${path}`, { body: { fingerprint: "fp", name: "Laptop" } });

  expect(status).toBe(201);
  expect(data).toEqual({ device_id: expect.stringMatching(/^dev_/), expires_at: noon + month });
  expect(await bench.list(path)).toEqual({
    data: [
      {
        id: data["device_id"],
        fingerprint: "fp",
        name: "Laptop",
        user_agent: null,
        trusted_at: noon,
        expires_at: noon + month,
        last_used_at: null,
      },
    ],
    has_more: false,
    next_cursor: null,
  });
});

test("one device or all of a user's can be forgotten", async () => {
  const bench = new Bench();
  const { device_id: first } = await bench.data(`POST ${path}`, {});
  await bench.data(`POST ${path}`, {});
  await bench.data(`POST ${path}`, {});

  expect((await bench.send(`DELETE ${path}/${String(first)}`)).status).toBe(204);
  expect((await bench.list(path)).data).toHaveLength(2);
  expect(await bench.data(`POST ${path}/revoke-all`)).toEqual({ revoked_count: 2 });
  expect((await bench.list(path)).data).toEqual([]);
});
