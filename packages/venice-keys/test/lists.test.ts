import { ConfigError, type RateLimitLogFilters } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted } from "./support/bench.ts";

const keys = ["a", "b", "c", "d", "e"].map((id) => ({ id }));

describe("keys", () => {
  test.each([
    [{}, "abcde"],
    [{ limit: 2 }, "ab"],
    [{ page: 2, limit: 2 }, "cd"],
    [{ page: 3, limit: 2 }, "e"],
    [{ page: 4, limit: 2 }, ""],
    [{ page: 1 }, "abcde"],
    [{ page: 2 }, ""],
  ])("on the page %j are cut from the one answer", async (params, ids) => {
    const service = scripted(json({ object: "list", data: keys }));

    const page = await clientOf(service).apiKeys.list(params);

    expect(page.map(({ id }) => id).join("")).toBe(ids);
    expect(service.sent.map(({ url }) => url.search)).toEqual([""]);
  });

  test.each([{ page: 0 }, { page: 1.5 }, { limit: 0 }, { limit: -1 }, { cursor: "x" }])(
    "are not asked for with %j",
    async (params) => {
      const service = scripted(json({ data: keys }));

      const error = await failureOf(clientOf(service).apiKeys.list(params));

      expect(error).toBeInstanceOf(ConfigError);
      expect(service.sent).toHaveLength(0);
    },
  );

  test("are walked in one request, which waits for the first key to be asked for", async () => {
    const service = scripted(json({ object: "list", data: keys }));
    const walk = clientOf(service).apiKeys.listAll({}, { prefetch: true, maxPages: 1 });

    const before = service.sent.length;
    const walked = await Array.fromAsync(walk);

    expect(before).toBe(0);
    expect(walked.map(({ id }) => id).join("")).toBe("abcde");
    expect(service.sent).toHaveLength(1);
  });
});

describe("entries of the log", () => {
  const entries = [
    { apiKeyId: "a", timestamp: "2026-06-15T12:00:03Z", modelId: "endpoint:api/v1/x" },
    { apiKeyId: "b", timestamp: "2026-06-15T12:00:02.000Z", modelId: "model:unknown" },
    { apiKeyId: "a", timestamp: "2026-06-15T12:00:01Z", modelId: "m" },
    { apiKeyId: "a", timestamp: "unreadable", modelId: "n" },
  ];

  async function modelsWith(filters: RateLimitLogFilters): Promise<string[]> {
    const service = scripted(json({ object: "list", data: entries }));
    const found = await clientOf(service).apiKeys.getRateLimitLogs(filters);
    expect(service.sent.map(({ url }) => url.href)).toEqual(["https://api.venice.ai/api/v1/api_keys/rate_limits/log"]);
    return found.map(({ modelId }) => modelId);
  }

  test.each<[RateLimitLogFilters, string[]]>([
    [{}, ["endpoint:api/v1/x", "model:unknown", "m", "n"]],
    [{ apiKeyId: "a" }, ["endpoint:api/v1/x", "m", "n"]],
    [{ apiKeyId: "c" }, []],
    [{ startDate: "2026-06-15T12:00:02Z" }, ["endpoint:api/v1/x", "model:unknown"]],
    [{ endDate: new Date("2026-06-15T12:00:02Z") }, ["model:unknown", "m"]],
    [{ startDate: "2026-06-15T12:00:01Z", endDate: "2026-06-15T12:00:02Z", limit: 1 }, ["model:unknown"]],
    [{ limit: 2, page: 2 }, ["m", "n"]],
    [{ apiKeyId: "a", limit: 1, page: 2 }, ["m"]],
  ])("are chosen here by %j", async (filters, models) => {
    const found = await modelsWith(filters);

    expect(found).toEqual(models);
  });

  test.each([
    [{ startDate: "soon" }, "startDate"],
    [{ endDate: new Date(Number.NaN) }, "endDate"],
    [{ endDate: 5 as unknown as string }, "endDate"],
    [{ apiKeyId: 5 as unknown as string }, "apiKeyId"],
    [{ limit: 0 }, "limit"],
    [{ event_type: "exceeded" } as RateLimitLogFilters, "event_type"],
  ])("are not asked for with %j", async (filters, name) => {
    const service = scripted(json({ data: entries }));

    const error = await failureOf(clientOf(service).apiKeys.getRateLimitLogs(filters));

    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(name);
    expect(service.sent).toHaveLength(0);
  });
});
