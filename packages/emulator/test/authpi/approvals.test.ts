import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const path = "issuers/iss_test/approvals";

test("the list has the users who wait, in the form of users", async () => {
  const bench = new Bench();
  const id = await bench.create("issuers/iss_test/users", { approval: { status: "pending" } });

  const { data } = await bench.list(path);

  expect(data.map((item) => item["user_id"])).toEqual([id, "usr_pending"]);
});

test.each(["approved", "rejected"])("a user who was %s waits no longer", async (status) => {
  const bench = new Bench();

  const user = await bench.data(`PATCH ${path}/usr_pending`, { status, reason: "known" });

  expect(user).toMatchObject({ id: "usr_pending", approval: { status, reason: "known" } });
  expect((await bench.list(path)).data).toEqual([]);
  expect((await bench.list("events")).data[0]).toMatchObject({ type: `user.approval.${status}` });
});

test("an approval can be fetched as the user and is held against the user's ETag", async () => {
  const bench = new Bench();

  const { data, headers } = await bench.send(`GET ${path}/usr_pending`);

  expect(data).toMatchObject({ id: "usr_pending", username: "alan@example.com" });
  expect(headers.get("etag")).toBe((await bench.send("GET issuers/iss_test/users/usr_pending")).headers.get("etag"));
  expect(await bench.refusal(`PATCH ${path}/usr_pending`, { body: {}, headers: { "if-match": '"1"' } })).toBe(
    "412 precondition_failed",
  );
});
