import { expect, test } from "vitest";
import { Bench, bearer } from "./harness.ts";

const account = "/v1/accounts/acc_test";

test("an account can be fetched and carries its organization", async () => {
  const bench = new Bench();

  const { data } = await bench.send(`GET ${account}`);

  expect(data).toMatchObject({
    id: "acc_test",
    organization: { id: "org_test", issuer_id: "iss_platform", name: "test" },
    owner_user_id: "usr_test",
    domains: [],
    balance_μusd: 0,
  });
});

test("a caller lists the accounts that it reaches, and no other", async () => {
  const bench = new Bench();
  const ids = async (as?: string): Promise<unknown> => {
    const { body } = await bench.send("GET /v1/accounts", as === undefined ? {} : { as });
    return Array.isArray(body["data"]) ? body["data"].map(({ id }) => id) : body;
  };

  expect(await ids()).toEqual(["acc_test"]);
  expect(await ids(bearer(bench.fixtures.severalAccessToken))).toEqual(["acc_other", "acc_test"]);
});

test("metadata and the name of the organization can be changed", async () => {
  const bench = new Bench();

  await bench.data(`PATCH ${account}`, { metadata: { plan: "pro" }, name: "Acme" });
  await bench.data(`PATCH ${account}`, { organization: { description: "Makes anvils" } });

  expect(await bench.data(`GET ${account}`)).toMatchObject({
    metadata: { plan: "pro" },
    organization: { id: "org_test", name: "Acme", description: "Makes anvils" },
  });
});

test("a fault inside the organization is named with its place", async () => {
  const { status, body } = await new Bench().send(`PATCH ${account}`, { body: { organization: { name: 1 } } });

  expect(status).toBe(422);
  expect(body["fields"]).toMatchObject([{ field: "organization.name", code: "invalid_type" }]);
});

test("an account can be neither made nor deleted here", async () => {
  const bench = new Bench();

  expect(await bench.refusal("POST /v1/accounts", { body: {} })).toBe("404 not_found");
  expect(await bench.refusal(`DELETE ${account}`)).toBe("404 not_found");
});
