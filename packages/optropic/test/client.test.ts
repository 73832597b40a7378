import { readFileSync } from "node:fs";
import {
  ClosedClientError,
  type Hooks,
  Optropic,
  OptropicClient,
  path,
  Permission,
  VERSION,
  withMeta,
} from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, startBench } from "./support/bench.ts";

test("the client has two names and one version", () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

  expect(OptropicClient).toBe(Optropic);
  expect(VERSION).toBe(manifest.version);
});

test("there are twelve permissions, those that only read first", () => {
  const { ALL_READ, ALL_WRITE, all, ...constants } = Permission;
  const read = ["assets:read", "audit:read", "compliance:read", "provenance:read"];

  expect(all()).toEqual([...ALL_READ, ...ALL_WRITE]);
  expect(ALL_READ).toEqual(read);
  expect(Object.values(constants).toSorted()).toEqual([...all()].toSorted());
  expect(Object.entries(constants).filter(([name, value]) => name !== value.toUpperCase().replace(":", "_"))).toEqual(
    [],
  );
});

test("the user agent names this package", async () => {
  const service = scripted(json({}));

  await clientOf(service).getQuota();

  expect(service.sent[0]?.headers).toMatchObject({ "user-agent": `keyrack-optropic/${VERSION}` });
});

describe("request()", () => {
  test("reaches any route by the rules of a method and gives the body as sent", async () => {
    const { emulator, optropic } = startBench();
    emulator.failNext({ status: 503 });

    const body = await optropic.request("POST", "/keysets", {
      body: { name: "Production" },
      idempotencyKey: "order-1",
    });

    expect(body).toMatchObject({ name: "Production" });
    expect(emulator.requests.map(({ headers, path: sent }) => [sent, headers["idempotency-key"]])).toEqual([
      ["/v1/keysets", "order-1"],
      ["/v1/keysets", "order-1"],
    ]);
  });

  test("takes a path of the tag, in which a value is one segment", async () => {
    const service = scripted(json({ data: [] }));

    const body = await clientOf(service).request("GET", path`/assets/${"a/b"}`, { query: { deep: true } });

    expect(service.sent[0]?.url.href).toBe("https://api.optropic.com/v1/assets/a%2Fb?deep=true");
    expect(body).toEqual({ data: [] });
  });
});

test("withMeta tells of a success what its value does not", async () => {
  const { emulator, optropic } = startBench();
  emulator.failNext({ status: 503 });

  const { meta, value } = await withMeta(async (options) => await optropic.keysets.create({ name: "A" }, options));

  expect(value.name).toBe("A");
  expect(meta).toMatchObject({
    status: 201,
    attempts: 2,
    route: "/keysets",
    idempotencyKey: expect.any(String) as unknown,
  });
  expect(meta.requestId).toMatch(/^req_/);
});

test("hooks see route and attempts, and their headers join the request", async () => {
  const order: string[] = [];
  const hooks: Hooks = {
    onRequest: ({ attempt, call }) => {
      order.push(`request ${attempt} ${call.route}`);
      return { traceparent: "00-1-1-01", "x-api-key": "other" };
    },
    onRetry: ({ waitMs }) => void order.push(`wait ${waitMs}`),
  };
  const { emulator, optropic } = startBench({ hooks });
  emulator.failNext({ status: 503 });

  await failureOf(optropic.keys.retrieve("key_1"));

  expect(order).toEqual(["request 1 /keys/{}", "wait 1250", "request 2 /keys/{}"]);
  expect(emulator.requests[1]?.headers).toMatchObject({
    traceparent: "00-1-1-01",
    "x-api-key": emulator.fixtures.apiKey,
  });
});

describe("the end of a client", () => {
  test("close() ends calls in flight, and later calls fail without a request", async () => {
    const { emulator, optropic } = startBench();
    emulator.inject({ kind: "delay", ms: 60_000 });
    const pending = failureOf(optropic.keys.list());

    await optropic.close();
    await optropic.close();

    const sent = emulator.requests.length;
    expect(await pending).toBeInstanceOf(ClosedClientError);
    expect(await failureOf(optropic.keys.list())).toBeInstanceOf(ClosedClientError);
    expect(emulator.requests).toHaveLength(sent);
  });

  test("`await using` closes at the end of the block", async () => {
    const { client } = startBench();
    let kept: Optropic;

    {
      await using optropic = client();
      kept = optropic;
    }

    expect(await failureOf(kept.getQuota())).toMatchObject({ code: "closed_client" });
  });
});
