import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const path = "issuers/iss_test/sessions";
const ofUser = "issuers/iss_test/users/usr_test/sessions";

test("a user's sessions come all at once and can be narrowed by status", async () => {
  const bench = new Bench();
  await bench.data(`POST ${path}/ses_client/suspend`);

  const all = await bench.list(`${ofUser}?limit=1`);

  expect(all).toMatchObject({
    data: [
      { id: "ses_client", type: "rp", op_session_id: "ses_test" },
      { id: "ses_test", type: "op" },
    ],
    has_more: false,
  });
  expect((await bench.list(`${ofUser}?status=suspended`)).data).toMatchObject([{ id: "ses_client" }]);
  expect((await bench.list("issuers/iss_test/users/usr_owner/sessions")).data).toEqual([]);
});

test("a suspended session can be reactivated", async () => {
  const bench = new Bench();

  const suspended = await bench.data(`POST ${path}/ses_test/suspend`, { reason: "odd place" });
  const active = await bench.data(`POST ${path}/ses_test/reactivate`);

  expect(suspended).toMatchObject({ status: "suspended", status_reason: "odd place", status_by: "key_test" });
  expect(active).toMatchObject({ status: "active", status_reason: null });
});

test("the end of the issuer's session ends those at clients, not the other way round", async () => {
  const bench = new Bench();
  const reverse = new Bench();

  await bench.data(`POST ${path}/ses_test/revoke`, { reason: "stolen" });
  await reverse.data(`POST ${path}/ses_client/revoke`);

  const revoked = { status: "revoked", revoked_at: expect.any(Number), revoked_reason: "stolen" };
  expect(await bench.data(`GET ${path}/ses_test`)).toMatchObject(revoked);
  expect(await bench.data(`GET ${path}/ses_client`)).toMatchObject(revoked);
  expect(await reverse.data(`GET ${path}/ses_test`)).toMatchObject({ status: "active" });
});

test.each(["reactivate", "suspend", "revoke"])("a revoked session stays revoked: %s is 409", async (action) => {
  const bench = new Bench();
  await bench.data(`POST ${path}/ses_test/revoke`);

  expect(await bench.refusal(`POST ${path}/ses_test/${action}`)).toBe("409 conflict");
});
