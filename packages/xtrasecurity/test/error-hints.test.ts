import { type Method, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  json,
  scripted,
  someAccountToken,
  someProject,
  someToken,
  text,
} from "./support/bench.ts";

const id = "64b0c0ffee64b0c0ffee64b0";

async function refusedWith(method: Method, path: string, status: number, token = someToken): Promise<XtraError> {
  const client = clientOf(scripted(json({ error: "s" }, status)), { maxRetries: 0, token });
  return (await failureOf(client.request(method, path, method === "GET" ? {} : { body: {} }))) as XtraError;
}

describe("a 401 that is no bad token", () => {
  test("is explained where somebody who may not do this gets it, too", async () => {
    const client = clientOf(scripted(text("Unauthorized", 401)));

    const error = (await failureOf(client.request("DELETE", `/branch/${id}`))) as XtraError;

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ status: 401, code: "authentication", hint: expect.stringContaining("good token") });
    expect(error.message).toBe(`DELETE /branch/${id} failed with 401: Unauthorized; ${error.hint}`);
  });

  test.each<[Method, string]>([
    ["POST", `/branch/${id}/clear`],
    ["POST", `/project/${id}/clear`],
    ["POST", `/project/${id}/toggle-block`],
  ])("is explained on %s %s", async (method, path) => {
    expect((await refusedWith(method, path, 401)).hint).toContain("good token");
  });

  test("is not explained elsewhere", async () => {
    expect((await refusedWith("GET", "/project", 401)).hint).toBeUndefined();
  });
});

describe("a 500 that is no fault of the service", () => {
  test("is explained where the path holds an id of another form", async () => {
    const service = scripted(json({}, 500));

    const error = await failureOf(
      clientOf(service, { maxRetries: 0 }).getSecrets("production", { projectId: "prj_123456789" }),
    );

    expect(error).toMatchObject({ code: "server", hint: expect.stringContaining("24 hexadecimal digits") });
    expect(error).toMatchObject({ hint: expect.stringContaining("in the path") });
  });

  test("says what an id in the query could be", async () => {
    expect((await refusedWith("GET", "/project", 500)).hint).toContain("also answers 500 to an id");
  });

  test("is not about the names of environments and secrets", async () => {
    const service = scripted(json({}, 500));

    const error = await failureOf(clientOf(service, { maxRetries: 0 }).secrets.get("production", "A"));

    expect((error as XtraError).hint).not.toContain("in the path");
  });

  test.each<[Method, string]>([
    ["POST", "/access/request"],
    ["POST", "/access/approve"],
    ["GET", "/access/list"],
    ["POST", "/audit/cli-logs"],
  ])("says on %s %s that the token may be unknown", async (method, path) => {
    expect((await refusedWith(method, path, 500)).hint).toContain("token that is unknown");
  });

  test.each<[Method, string]>([
    ["GET", "/project"],
    ["POST", "/project"],
    ["POST", "/branch"],
    ["GET", "/secret"],
    ["GET", "/team"],
    ["GET", `/team/${id}`],
    ["GET", "/workspace"],
    ["GET", "/access-requests"],
    ["POST", "/access/request"],
    ["GET", "/audit"],
    ["GET", "/notifications"],
    ["POST", `/projects/${someProject}/envs/clone`],
    ["GET", `/projects/${someProject}/webhooks`],
  ])("says on %s %s that a service account has no business there", async (method, path) => {
    const { hint } = await refusedWith(method, path, 500, someAccountToken);

    expect(hint).toBe("service-account tokens are not supported by this endpoint");
  });

  test.each<[Method, string]>([
    ["GET", `/projects/${someProject}/envs/production/secrets`],
    ["GET", "/branch"],
    ["POST", "/secret"],
  ])("does not say so on %s %s, which accounts can use", async (method, path) => {
    expect((await refusedWith(method, path, 500, someAccountToken)).hint ?? "").not.toContain("service-account");
  });

  test("keeps its hint to itself after other answers", async () => {
    expect((await refusedWith("GET", "/project", 503)).hint).toBeUndefined();
    expect((await refusedWith("GET", "/project", 404)).hint).toBeUndefined();
  });
});
