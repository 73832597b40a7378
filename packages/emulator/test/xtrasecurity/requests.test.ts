import { describe, expect, test } from "vitest";
import { createXtraService } from "../../src/xtrasecurity/service.ts";
import { Bench, noon } from "./support/bench.ts";

const unknownId = "0".repeat(24);

function secretsOf(bench: Bench): string {
  return `/projects/${bench.fixtures.projectId}/envs/production/secrets`;
}

test("an unknown path is a 404 with a page", async () => {
  const bench = new Bench();

  const { status, headers, text } = await bench.send("GET /nothing");

  expect(status).toBe(404);
  expect(headers.get("content-type")).toMatch(/^text\/html/);
  expect(text).toMatch(/^<!DOCTYPE html>/);
});

test("a verb that a path does not have is 405 with nothing in it", async () => {
  const bench = new Bench();

  const { status, headers, text } = await bench.send(`PUT ${secretsOf(bench)}/KEY`, { body: { value: "1" } });

  expect(status).toBe(405);
  expect(headers.get("content-type")).toBeNull();
  expect(text).toBe("");
});

test("a fixed segment hides the open one beside it, for every verb", async () => {
  const bench = new Bench();

  const answer = await bench.send(`GET ${secretsOf(bench)}/link`);

  expect(answer.status).toBe(405);
});

test("OPTIONS lists the verbs in alphabetical order", async () => {
  const bench = new Bench();

  const { status, headers } = await bench.send(`OPTIONS ${secretsOf(bench)}`, { as: "nobody" });
  const other = await bench.send(`OPTIONS ${secretsOf(bench)}/KEY/promote`, { as: "nobody" });

  expect(status).toBe(204);
  expect(headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
  expect(headers.get("content-type")).toBeNull();
  expect(other.headers.get("allow")).toBe("OPTIONS, POST");
});

test("HEAD has the headers and the effects of GET, without the body", async () => {
  const bench = new Bench();

  const { status, headers, text } = await bench.send(`HEAD ${secretsOf(bench)}`);

  expect(status).toBe(200);
  expect(text).toBe("");
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("x-ratelimit-remaining")).toBe("99999");
  expect(bench.auditRows).toMatchObject([{ action: "secret.bulk_read" }]);
});

test("a slash at the end leads to the path without it, whatever is there", async () => {
  const bench = new Bench();

  const { status, headers } = await bench.send(`POST ${secretsOf(bench)}/?branch=x`);

  expect(status).toBe(308);
  expect(headers.get("location")).toBe(`/api${secretsOf(bench)}?branch=x`);
  expect(headers.get("content-type")).toBeNull();
});

test("every answer tells a browser not to guess its type", async () => {
  const bench = new Bench();
  const requests = ["GET /nothing", `GET ${secretsOf(bench)}`, `PUT ${secretsOf(bench)}`, "GET /nothing/"];

  for (const request of requests) {
    const { headers } = await bench.send(request);

    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

describe("a failure of the service itself", () => {
  test("behind the gates is JSON labelled as plain text, without a quota", async () => {
    const bench = new Bench();

    const { status, headers, text } = await bench.send(`POST ${secretsOf(bench)}`, { raw: "{" });

    expect(status).toBe(500);
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
    expect(text).toBe('{"error":"Internal Server Error"}');
    expect(headers.get("x-ratelimit-limit")).toBeNull();
  });

  test("elsewhere is empty where the route catches nothing", async () => {
    const bench = new Bench();

    const { status, headers, text } = await bench.send("GET /projects/prj_123456789/envs/production/secrets/KEY");

    expect(status).toBe(500);
    expect(headers.get("content-type")).toBeNull();
    expect(text).toBe("");
  });
});

describe("the limit for an address", () => {
  test("lets 100 requests of a minute pass and refuses the next, on any path", async () => {
    const bench = new Bench();
    for (let sent = 0; sent < 100; sent += 1) await bench.send("GET /nothing", { as: "nobody" });

    const { status, headers, text } = await bench.send(`GET ${secretsOf(bench)}`);

    expect(status).toBe(429);
    expect(text).toBe('{"error":"Too Many Requests"}');
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("retry-after")).toBeNull();
    expect(headers.get("x-ratelimit-limit")).toBeNull();
  });

  test("ends a minute after the first request", async () => {
    const bench = new Bench();
    await bench.send("GET /nothing");
    bench.advance(59_999);
    for (let sent = 0; sent < 99; sent += 1) await bench.send("GET /nothing");
    const last = await bench.send("GET /nothing");
    bench.advance(1);

    const next = await bench.send("GET /nothing");

    expect([last.status, next.status]).toEqual([429, 404]);
  });

  test("counts the first address of X-Forwarded-For", async () => {
    const bench = new Bench();
    const from = (address: string): object => ({ headers: { "x-forwarded-for": address } });
    for (let sent = 0; sent < 100; sent += 1) await bench.send("GET /nothing", from("203.0.113.1, 10.0.0.1"));

    const same = await bench.send("GET /nothing", from("203.0.113.1"));
    const other = await bench.send("GET /nothing", from("203.0.113.2, 203.0.113.1"));

    expect([same.status, other.status]).toEqual([429, 404]);
  });
});

test("the same seed gives the same keys and ids, another seed others", () => {
  const surroundings = { clock: { now: () => noon, advance: () => undefined }, random: () => 0.5 };

  const service = createXtraService(surroundings);

  expect(createXtraService(surroundings).fixtures).toEqual(service.fixtures);
  expect(new Bench(7).fixtures).toEqual(new Bench(7).fixtures);
  expect(new Bench(8).fixtures.token).not.toBe(new Bench(7).fixtures.token);
});

test("ids grow from row to row", async () => {
  const bench = new Bench();
  await bench.data(`POST ${secretsOf(bench)}`, { body: { secrets: { A: "1", B: "2", C: "3" } } });

  const ids = bench.store.secrets.where(() => true).map(({ id }) => id);

  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(3);
  expect(ids[0]).toMatch(/^[0-9a-f]{24}$/);
});

test("the people of the fixtures begin without a team, and only two have a workspace", async () => {
  const bench = new Bench();
  const { fixtures, store } = bench;

  const workspaces = store.workspaces.where(() => true);

  expect(workspaces.map(({ createdBy }) => createdBy)).toEqual([fixtures.userIds.owner, fixtures.userIds.miser]);
  expect(store.memberships.where(() => true)).toEqual([]);
  expect(await bench.refusal(`GET ${secretsOf(bench)}`, { as: "developer" })).toBe("403 Access Denied");
  expect(store.branches.get(fixtures.branchId)).toMatchObject({ name: "main", permissions: ["owner@fixture.test"] });
  expect(store.branches.get(unknownId)).toBeUndefined();
});
