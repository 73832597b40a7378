import { ClosedClientError, path, VERSION, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someToken } from "./support/bench.ts";

describe("request", () => {
  test("reaches any route with the rules of a method, and gives the body as sent", async () => {
    const service = scripted(json({}, 503), json({ used: 1 }));

    const answer = await clientOf(service).request("GET", path`/subscription/${"usage"}`, { query: { a: "b c" } });

    expect(service.sent).toHaveLength(2);
    expect(service.sent[1]).toMatchObject({
      method: "GET",
      path: "/api/subscription/usage",
      query: { a: "b c" },
      headers: { authorization: `Bearer ${someToken}` },
    });
    expect(answer).toEqual({ used: 1 });
  });

  test("gives masked secrets as they are, for it opens nothing", async () => {
    const service = scripted(json({ A: "***" }, 200, { "x-values-masked": "true" }));

    expect(await clientOf(service).request("GET", "/projects/p/envs/e/secrets")).toEqual({ A: "***" });
  });

  test.each(["projects", "//projects", "/a/../b", "/a?b=c"])("refuses %s for a path", async (wrong) => {
    const service = scripted(json({}));

    expect(await failureOf(clientOf(service).request("GET", wrong))).toMatchObject({ code: "invalid_argument" });
    expect(service.sent).toEqual([]);
  });
});

test("a client says who it is", async () => {
  const service = scripted(json({}));

  await clientOf(service).getSecrets("production");

  expect(service.sent[0]?.headers).toMatchObject({
    accept: "application/json",
    "user-agent": `keyrack-xtrasecurity/${VERSION}`,
  });
});

test("a closed client sends nothing more", async () => {
  const service = scripted(json({}));
  const client = clientOf(service);
  await client.close();
  await client.close();

  const errors = [
    await failureOf(client.getSecrets("production")),
    await failureOf(client.secrets.set("production", { A: "1" })),
    await failureOf(client.request("GET", "/user")),
  ];

  for (const error of errors) {
    expect(error).toBeInstanceOf(ClosedClientError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "closed_client" });
  }
  expect(service.sent).toEqual([]);
});

test("a client closes at the end of its block", async () => {
  const kept = await (async () => {
    await using client = clientOf(scripted(json({})));
    await client.getSecrets("production");
    return client;
  })();

  expect(await failureOf(kept.getSecrets("production"))).toBeInstanceOf(ClosedClientError);
});
