import { describe, expect, test } from "vitest";
import { fitsAddress } from "../../src/xtrasecurity/addresses.ts";
import type { Project } from "../../src/xtrasecurity/model.ts";
import { type Answered, Bench, noon, type RequestOptions } from "./support/bench.ts";

const day = 24 * 60 * 60 * 1000;

function secretsOf(bench: Bench, projectId: string = bench.fixtures.projectId): string {
  return `/projects/${projectId}/envs/production/secrets`;
}

function ownProject({ store, fixtures }: Bench): Project {
  const project = store.projects.get(fixtures.projectId);
  if (project === undefined) throw new Error("The owner has no project.");
  return project;
}

/** Sends a request many times, each from an address of its own, and hands back the last answer. */
async function sendOften(bench: Bench, times: number, options: RequestOptions = {}): Promise<Answered> {
  const request = `GET ${secretsOf(bench, bench.fixtures.miserProjectId)}`;
  for (let sent = 1; sent < times; sent += 1) {
    await bench.send(request, { ...options, headers: { "x-forwarded-for": `address ${sent}` } });
  }
  return await bench.send(request, { ...options, headers: { "x-forwarded-for": "address" } });
}

describe("the quota", () => {
  test("of the day is told in every answer of a secured route, refusals of its own included", async () => {
    const bench = new Bench();

    const first = await bench.send(`GET ${secretsOf(bench)}`);
    const refused = await bench.send(`POST ${secretsOf(bench)}`, { as: "outsider", body: {} });

    expect(first.headers.get("x-ratelimit-limit")).toBe("100000");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("99999");
    expect(first.headers.get("x-ratelimit-reset")).toBe(String((noon + day) / 1000));
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("99998");
  });

  test("is not told elsewhere", async () => {
    const bench = new Bench();

    const answer = await bench.send(`GET ${secretsOf(bench)}/KEY/history`);

    expect(answer.headers.get("x-ratelimit-limit")).toBeNull();
  });

  test("is the project owner's, whoever asks", async () => {
    const bench = new Bench();
    const last = await sendOften(bench, 3, { as: "outsider" });

    const own = await bench.send(`GET ${secretsOf(bench, bench.fixtures.miserProjectId)}`, { as: "miser" });

    expect(last.headers.get("x-ratelimit-limit")).toBe("1000");
    expect(own.headers.get("x-ratelimit-remaining")).toBe("996");
  });

  test("is the caller's where the project is unknown, and an address's for nobody", async () => {
    const bench = new Bench();
    const request = `GET ${secretsOf(bench, "0".repeat(24))}`;

    const owner = await bench.send(request);
    const account = await bench.send(request, { as: bench.addAccount([]) });
    const nobody = await bench.send(request, { as: "nobody" });

    const limits = [owner, account, nobody].map(({ headers }) => headers.get("x-ratelimit-limit"));
    expect(limits).toEqual(["100000", "100000", "1000"]);
  });

  test("of a minute refuses with its own limit, as JSON labelled as plain text", async () => {
    const bench = new Bench();

    const { status, headers, text } = await sendOften(bench, 101, { as: "miser" });

    expect(status).toBe(429);
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
    expect(text).toBe('{"error":"Too Many Requests","retryAfter":60}');
    expect(headers.get("retry-after")).toBe("60");
    expect(headers.get("x-ratelimit-limit")).toBe("100");
    expect(headers.get("x-ratelimit-remaining")).toBe("0");
    expect(headers.get("x-ratelimit-reset")).toBe(String((noon + 60_000) / 1000));
  });

  test("can ask to come back in 0 seconds", async () => {
    const bench = new Bench();
    await sendOften(bench, 101, { as: "miser" });
    bench.advance(59_600);

    const { headers } = await sendOften(bench, 1, { as: "miser" });

    expect(headers.get("retry-after")).toBe("0");
  });

  test("of a day refuses until a day after the first request", async () => {
    const bench = new Bench();
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await sendOften(bench, 100, { as: "miser" });
      bench.advance(60_000);
    }

    const spent = await sendOften(bench, 1, { as: "miser" });
    bench.advance(day - 600_000);
    const next = await sendOften(bench, 1, { as: "miser" });

    expect(spent.status).toBe(429);
    expect(spent.headers.get("x-ratelimit-limit")).toBe("1000");
    expect(spent.headers.get("retry-after")).toBe("85800");
    expect(next.status).toBe(200);
  });
});

test("a blocked project refuses everybody before the login, and still charges its owner", async () => {
  const bench = new Bench();
  const project = ownProject(bench);
  project.isBlocked = true;

  const refused = await bench.send(`GET ${secretsOf(bench)}`, { as: "nobody" });
  project.isBlocked = false;
  const next = await bench.send(`GET ${secretsOf(bench)}`);

  expect(refused.status).toBe(403);
  expect(refused.body).toEqual({ error: expect.stringMatching(/^This project has been blocked/) });
  expect(refused.headers.get("x-ratelimit-limit")).toBeNull();
  expect(next.headers.get("x-ratelimit-remaining")).toBe("99998");
});

test("a project with a list of addresses refuses all others, before the login", async () => {
  const bench = new Bench();
  const restriction = { ip: "203.0.113.0/24", description: "", addedAt: bench.store.createTime() };
  ownProject(bench).ipRestrictions.push(restriction);

  const refused = await bench.send(`GET ${secretsOf(bench)}`, { as: "nobody" });
  const admitted = await bench.send(`GET ${secretsOf(bench)}`, { headers: { "x-forwarded-for": "203.0.113.7" } });

  expect(refused.status).toBe(403);
  expect(refused.body).toEqual({ error: "Access denied", message: expect.any(String), code: "IP_NOT_ALLOWED" });
  expect(admitted.status).toBe(200);
});

test.each([
  ["*", "2001:db8::1", true],
  ["2001:db8::1", "2001:db8::1", true],
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["192.168.1.128/25", "192.168.1.127", false],
  ["0.0.0.0/0", "8.8.8.8", true],
  ["10.0.0.1/32", "10.0.0.1", true],
  ["10.0.0.0/33", "10.0.0.0", false],
  ["10.0.0.0/8", "10.0.0.256", false],
  ["10.0.0.1", "10.0.0.2", false],
  ["10.0.*.*", "10.0.7.1", true],
  ["10.0.0.*", "10.0.1.1", false],
  ["10.0.0.*", "10.0.0.x", false],
])("an entry %s and the address %s: %s", (entry, address, fits) => {
  expect(fitsAddress(entry, address)).toBe(fits);
});

test("a project that wants a second factor refuses people without one, and nobody else", async () => {
  const bench = new Bench();
  ownProject(bench).twoFactorRequired = true;
  const statusFor = async (as: RequestOptions["as"]): Promise<number> =>
    (await bench.send(`GET ${secretsOf(bench)}`, { as })).status;

  const refused = await bench.send(`GET ${secretsOf(bench)}`);

  expect(refused.status).toBe(403);
  expect(refused.body).toEqual({
    error: "Two-Factor Authentication Required",
    message: expect.any(String),
    code: "2FA_REQUIRED",
  });
  expect(await statusFor(bench.addAccount([]))).toBe(200);
  expect(await statusFor("nobody")).toBe(401);
});

test("a project in the query goes before that of the path, one in the body is not looked at then", async () => {
  const bench = new Bench();
  ownProject(bench).isBlocked = true;
  const { projectId } = bench.fixtures;
  const path = secretsOf(bench, bench.fixtures.miserProjectId);

  const byQuery = await bench.refusal(`GET ${path}?id=${projectId}`, { as: "miser" });
  const byBody = await bench.send(`POST ${path}`, { as: "miser", body: { projectId, secrets: {} } });

  expect(byQuery).toMatch(/^403 This project has been blocked/);
  expect(byBody.status).toBe(200);
});
