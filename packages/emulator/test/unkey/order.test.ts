import { describe, expect, test } from "vitest";
import { methodPaths } from "../../src/unkey/method-paths.ts";
import { Bench, typeOf } from "./harness.ts";

const json = { "Content-Type": "application/json" };

describe("outside the methods", () => {
  test.each(["/", "/v2", "/v2/keys.createKey/", "/v2/Keys.createKey", "/v1/keys.createKey"])(
    "the unknown path %s is a plain-text 404",
    async (path) => {
      const answer = await new Bench().send(path, { method: "POST", headers: json, body: "{}" });

      expect(answer).toMatchObject({ status: 404, text: "404 page not found\n" });
      expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    },
  );

  test.each(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])(
    "%s on a method is a plain-text 405 that allows POST",
    async (method) => {
      const answer = await new Bench().send("/v2/keys.createKey", { method });

      expect(answer).toMatchObject({ status: 405, text: "Method Not Allowed\n" });
      expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
      expect(answer.headers.get("Allow")).toBe("POST");
    },
  );

  test("a query string does not change the route", async () => {
    const bench = new Bench();
    const headers = { ...json, Authorization: `Bearer ${bench.fixtures.rootKey}` };

    const answer = await bench.send("/v2/permissions.listRoles?limit=0", { method: "POST", headers, body: "{}" });

    expect(answer.status).toBe(200);
  });

  test("liveness answers GET and HEAD without credentials", async () => {
    const bench = new Bench();

    const got = await bench.send("/v2/liveness", { method: "GET" });
    const headed = await bench.send("/v2/liveness", { method: "HEAD" });

    expect(JSON.parse(got.text)).toEqual({
      meta: { requestId: expect.stringMatching(/^req_[0-9a-zA-Z]{9}$/) },
      data: { message: expect.any(String) },
    });
    expect(headed).toMatchObject({ status: 200, text: "" });
  });

  test("another verb on liveness is a 405 that allows GET and HEAD", async () => {
    const answer = await new Bench().send("/v2/liveness", { method: "POST" });

    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe("GET, HEAD");
  });
});

describe("what a request is refused for comes in this order", () => {
  const steps: [string, RequestInit, string, string][] = [
    ["a missing Authorization header", { headers: {}, body: "" }, "security", "invalid_input"],
    ["a blank Authorization header", { headers: { Authorization: " " }, body: "" }, "security", "invalid_input"],
    [
      "a content type that is not JSON",
      { headers: { Authorization: "x", "Content-Type": "text/plain" }, body: "" },
      "requestBody",
      "invalid_input",
    ],
    [
      "a content type that ends in +json",
      { headers: { Authorization: "x", "Content-Type": "application/problem+json" }, body: "{}" },
      "requestBody",
      "invalid_input",
    ],
    ["an empty body", { headers: { Authorization: "x", ...json }, body: "" }, "requestBody", "invalid_input"],
    [
      "a body that is not JSON",
      { headers: { Authorization: "x", ...json }, body: "{" },
      "requestBody",
      "invalid_input",
    ],
    [
      "a body against the schema",
      { headers: { Authorization: "x", ...json }, body: "{}" },
      "/required",
      "invalid_input",
    ],
  ];

  test.each(steps)("%s", async (_title, init, location, code) => {
    const answer = await new Bench().send("/v2/apis.createApi", { method: "POST", ...init });

    const { error } = JSON.parse(answer.text);
    expect(answer.headers.get("Content-Type")).toBe("application/json");
    expect(error).toMatchObject({ status: 400, type: typeOf(`unkey/application/${code}`), errors: [{ location }] });
    expect("fix" in error.errors[0]).toBe(!location.startsWith("/"));
  });

  test.each(["x", "bearer abc", "Bearerabc", "Bearer", "Basic abc", "Bearer    "])(
    "the credentials %j are malformed",
    async (Authorization) => {
      const init = { method: "POST", headers: { ...json, Authorization }, body: `{"name":"payments"}` };

      const answer = await new Bench().send("/v2/apis.createApi", init);

      const { error } = JSON.parse(answer.text);
      expect(error).toMatchObject({ status: 400, type: typeOf("unkey/authentication/malformed"), errors: [] });
    },
  );

  test("a body above 10 MiB counts as an empty one, and the connection ends", async () => {
    const { body, headers } = await new Bench().callRaw(
      "apis.createApi",
      JSON.stringify({ name: "x".repeat(10 * 1024 * 1024) }),
    );

    expect(body.error?.errors).toMatchObject([{ location: "requestBody" }]);
    expect(headers.get("connection")).toBe("close");
  });

  test("the letter case and the parameters of the content type do not matter", async () => {
    const headers = { "Content-Type": "Application/JSON; charset=latin1" };

    const { status } = await new Bench().call("apis.createApi", { name: "payments" }, { headers });

    expect(status).toBe(200);
  });

  test("spaces around the root key do not matter", async () => {
    const bench = new Bench();

    const { status } = await bench.call(
      "apis.createApi",
      { name: "payments" },
      { rootKey: `  ${bench.fixtures.rootKey} ` },
    );

    expect(status).toBe(200);
  });

  test.each([
    ["nonsense", 401, "Unauthorized", "unkey/authentication/key_not_found"],
    ["whitelistKey", 401, "Unauthorized", "unkey/authentication/key_not_found"],
    ["closedRootKey", 403, "Workspace is disabled", "unkey/authorization/workspace_disabled"],
    ["disabledRootKey", 403, "Key is disabled", "unkey/authorization/key_disabled"],
    ["expiredRootKey", 403, "Forbidden", "unkey/authorization/forbidden"],
    ["nakedRootKey", 403, "Insufficient Permissions", "unkey/authorization/insufficient_permissions"],
    ["zeroRootKey", 429, "Too Many Requests", "user/too_many_requests/workspace_rate_limited"],
  ])("the root key %s is refused with %i %s", async (name, status, title, path) => {
    const bench = new Bench();
    const rootKey = Object.entries(bench.fixtures).find(([member]) => member === name)?.[1] ?? name;

    const answer = await bench.call("apis.createApi", { name: "payments" }, { rootKey });

    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      meta: { requestId: expect.stringMatching(/^req_[0-9a-zA-Z]{9}$/) },
      error: { title, detail: expect.any(String), status, type: typeOf(path) },
    });
  });
});

describe("the content type of a problem", () => {
  test.each([
    [undefined, "application/json"],
    ["application/json", "application/json"],
    ["text/html", "application/json"],
    ["application/json, application/problem+json", "application/problem+json"],
    ["application/*", "application/problem+json"],
    ["*/*", "application/problem+json"],
  ])("for Accept %s is %s", async (accept, expected) => {
    const bench = new Bench();
    const headers: Record<string, string> = accept === undefined ? {} : { Accept: accept };

    const { headers: answered } = await bench.call("apis.getApi", { apiId: "api_unknown" }, { headers });

    expect(answered.get("Content-Type")).toBe(expected);
  });

  test("is plain JSON for a schema violation, whatever is accepted", async () => {
    const { headers } = await new Bench().call("apis.getApi", {}, { headers: { Accept: "*/*" } });

    expect(headers.get("Content-Type")).toBe("application/json");
  });
});

test.each(methodPaths)("%s looks at the body before it looks at the root key", async (path) => {
  const { status, body } = await new Bench().call(path, "not an object", { rootKey: "nonsense" });

  expect(status).toBe(400);
  expect(body.error?.errors).toMatchObject([{ location: "/type" }]);
});
