import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

test("every refusal has a code, a text, a reference and a word on repeating it", async () => {
  const bench = new Bench();

  const { status, headers, body } = await bench.send("GET issuers/iss_nobody");

  expect(status).toBe(404);
  expect(headers.get("content-type")).toBe("application/json");
  expect(body).toEqual({
    error: "not_found",
    error_description: "The requested resource does not exist.",
    retryable: false,
    reference: expect.stringMatching(/^ref_\w{12}$/),
  });
});

test("a missing field is 422 and named", async () => {
  const bench = new Bench();

  const { status, body } = await bench.send("POST issuers", { body: {} });

  expect(status).toBe(422);
  expect(body).toMatchObject({
    error: "invalid_request",
    fields: [{ field: "name", code: "required", message: "name is required" }],
  });
});

test.each([
  ["issuers", { name: 1 }, "name invalid_type"],
  ["issuers", { name: "" }, "name required"],
  ["issuers", { name: null }, "name required"],
  ["issuers", { name: "a", settings: {} }, "settings.access required"],
  ["issuers", { name: "a", available_scopes: [1] }, "available_scopes invalid_type"],
  [
    "issuers",
    { name: "a", settings: { access: { sessions: { max_age: 31_536_001 } } } },
    "settings.access.sessions.max_age invalid_value",
  ],
  [
    "issuers",
    { name: "a", settings: { access: { sessions: { idle_timeout: 2_592_001 } } } },
    "settings.access.sessions.idle_timeout invalid_value",
  ],
  ["issuers/iss_test/agents", {}, "name required"],
  ["issuers/iss_test/agents", { name: "a", scopes: Array.from({ length: 257 }, String) }, "scopes invalid_value"],
  ["issuers/iss_test/clients", {}, "name required"],
  ["issuers/iss_test/clients", { name: "a", confidential: "yes" }, "confidential invalid_type"],
  ["issuers/iss_test/organizations", { address: {} }, "address.country required"],
  ["api-keys", {}, "name required, restrictions required"],
  ["api-keys", { name: "a", restrictions: {} }, "restrictions.scopes required"],
  ["api-keys", { name: "a", restrictions: { scopes: "all" } }, "restrictions.scopes invalid_type"],
  ["api-keys", { name: "a", restrictions: { scopes: [] }, expires_at: 1.5 }, "expires_at invalid_type"],
  ["domains", {}, "host required"],
  ["notes", {}, "subject_type required, subject_id required, content required"],
  ["notes", { subject_type: "key", subject_id: "a", content: "b" }, "subject_type invalid_value"],
  ["webhooks", {}, "url required"],
  ["webhooks", { url: "ftp://example.com" }, "url invalid_value"],
])("a creation in %s refuses %j", async (path, body, faults) => {
  const bench = new Bench();

  const answer = await bench.send(`POST ${path}`, { body });

  const fields = answer.body["fields"];
  const found = Array.isArray(fields) ? fields.map(({ field, code }) => `${field} ${code}`) : [];
  expect([answer.status, found.join(", ")]).toEqual([422, faults]);
});

test.each([["POST issuers"], ["PATCH issuers/iss_test"]])(
  "%s needs JSON: 415 for another type, 400 for what is no JSON object",
  async (request) => {
    const bench = new Bench();
    const form = { "content-type": "application/x-www-form-urlencoded" };

    expect(await bench.refusal(request, { raw: "name=a", headers: form })).toBe("415 invalid_content_type");
    expect(await bench.refusal(request, { raw: '{"name":' })).toBe("400 invalid_request");
    expect(await bench.refusal(request, { raw: '["name"]' })).toBe("400 invalid_request");
    const charset = { "content-type": "Application/JSON; charset=utf-8" };
    expect((await bench.send(request, { raw: '{"name":"a"}', headers: charset })).status).toBeLessThan(300);
  },
);

test("an unknown route, an unknown parent and an unknown id are 404", async () => {
  const bench = new Bench();
  const requests = [
    "GET /v2/me",
    "GET credits",
    "PUT issuers/iss_test",
    "GET issuers/iss_nobody/users",
    "POST issuers/iss_nobody/users",
    "GET issuers/iss_test/users/usr_nobody/tokens",
    "DELETE issuers/iss_test/users/usr_nobody",
    "POST api-keys/key_nobody/block",
  ];

  const refusals = await Promise.all(requests.map(async (request) => await bench.refusal(request)));

  expect(new Set(refusals)).toEqual(new Set(["404 not_found"]));
});

describe("an id in the path", () => {
  test("is read as one segment, whatever it encodes", async () => {
    const bench = new Bench();

    expect(await bench.refusal("GET issuers/iss_test%2Fusers%2Fusr_test")).toBe("404 not_found");
    expect((await bench.send("GET issuers/iss%5Ftest")).status).toBe(200);
    expect(await bench.refusal("GET issuers/%zz")).toBe("404 not_found");
    expect(await bench.refusal("GET issuers/__proto__")).toBe("404 not_found");
  });
});

test("null clears a field that may be empty, and says nothing for one that may not", async () => {
  const bench = new Bench();
  const id = await bench.create("issuers", { name: "one", description: "text" });

  const changed = await bench.data(`PATCH issuers/${id}`, { name: null, description: null });

  expect(changed).toMatchObject({ name: "one", description: null });
});

test("fields that a resource does not have are passed over", async () => {
  const bench = new Bench();

  const issuer = await bench.data("POST issuers", { name: "one", id: "iss_mine", colour: "red", created_at: 1 });

  expect(issuer).not.toHaveProperty("colour");
  expect(issuer["id"]).not.toBe("iss_mine");
  expect(issuer["created_at"]).not.toBe(1);
});
