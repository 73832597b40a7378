import type { SeenRequest } from "@keyrack/emulator";
import { describe, expect, test } from "vitest";
import { startBench } from "./support/bench.ts";
import { accountRows } from "./support/wire-account.ts";
import { issuerRows } from "./support/wire-issuer.ts";
import { journalRows } from "./support/wire-journal.ts";
import { organizationRows } from "./support/wire-organization.ts";
import type { WireRow } from "./support/wire-row.ts";
import { userRows } from "./support/wire-user.ts";
import { furnish } from "./support/world.ts";

const rows = [...accountRows, ...journalRows, ...issuerRows, ...userRows, ...organizationRows];

describe.each(rows)("$method", ({ call, gives, sends }) => {
  test("is the stated request and gives what the service answers", async () => {
    const { admin, emulator } = startBench();
    const world = await furnish(admin, emulator.fixtures);
    const before = emulator.requests.length;

    const value = await call(admin, world);

    const { json, method, path, query = {} } = sends(world);
    const sent = emulator.requests.slice(before);
    expect(sent).toMatchObject([{ method, path, query }]);
    expect(sent[0]?.json).toEqual(json);
    expect(sent[0]?.headers["content-type"]).toBe(json === undefined ? undefined : "application/json");
    expect(sent[0]?.headers).toMatchObject({ accept: "application/json", authorization: basicOf(world) });
    expect(value).toEqual(gives(world));
  });

  test("passes on what the caller's options say", async () => {
    const { admin, emulator } = startBench();
    const world = await furnish(admin, emulator.fixtures);

    await call(admin, world, { headers: { "X-Trace": "t1" } });

    expect(emulator.requests.at(-1)?.headers).toMatchObject({ "x-trace": "t1" });
  });
});

const lists = rows.flatMap(({ walk, ...row }) => (walk ? [{ ...row, walk }] : []));

test.each(lists)("$method is walked by listAll with the same request", async ({ gives, sends, walk }) => {
  const { admin, emulator } = startBench();
  const world = await furnish(admin, emulator.fixtures);
  const before = emulator.requests.length;

  const data = await Array.fromAsync(walk(admin, world));

  const { method, path, query = {} } = sends(world);
  expect(emulator.requests.slice(before)).toMatchObject([{ method, path, query }]);
  expect({ data }).toEqual(gives(world));
});

test.each([
  ["issuer.users.revokeAllTrustedDevices", "issuer.user.trustedDevices.revokeAll"],
  ["issuer.users.completeEnrollmentVerifiers", "issuer.user.verifiers.completeEnrollment"],
  ["issuer.organizations.domainsSso", "issuer.organization.sso.addDomain"],
  ["issuer.organizations.rotateSecretSso", "issuer.organization.sso.rotateSecret"],
  ["accounts.backlinksNotes", "notes.backlinks"],
  ["accounts.countNotes", "notes.count"],
  ["webhooks.get", "webhook.get"],
])("%s and %s are two names of one request", async (first, second) => {
  const [one, other] = await Promise.all([requestOf(rowOf(first)), requestOf(rowOf(second))]);

  expect(one).toEqual(other);
});

test("every method of the client has its row here", () => {
  const { admin } = startBench();
  const issuer = admin.issuer("iss_1");
  const scopes = {
    issuer,
    "issuer.user": issuer.user("usr_1"),
    "issuer.agent": issuer.agent("agt_1"),
    "issuer.organization": issuer.organization("org_1"),
    webhook: admin.webhook("wh_1"),
  };

  const methods = [
    "whoami",
    ...groupsOf(admin, ""),
    ...Object.entries(scopes).flatMap(([name, scope]) => [...methodsOf(scope, name), ...groupsOf(scope, `${name}.`)]),
  ];

  // Entering a scope is no request, and listAll sends what list sends.
  const requests = methods.filter((name) => !/\.(?:listAll|user|agent|organization)$/.test(name));
  expect(rows.map(({ method }) => method).toSorted()).toEqual(requests.toSorted());
});

function rowOf(method: string): WireRow {
  const found = rows.find((row) => row.method === method);
  if (found) return found;
  throw new Error(`There is no row ${method}.`);
}

async function requestOf({ call }: WireRow): Promise<Omit<SeenRequest, "headers">> {
  const { admin, emulator } = startBench();
  const world = await furnish(admin, emulator.fixtures);
  await call(admin, world);
  const { headers: _headers, ...request } = emulator.requests.at(-1) ?? notSent();
  return request;
}

function notSent(): never {
  throw new Error("Nothing was sent.");
}

function groupsOf(owner: object, prefix: string): string[] {
  const groups = Object.entries(owner).filter(([name]) => name !== "http") as [string, object][];
  return groups.flatMap(([name, group]) => methodsOf(group, prefix + name));
}

function methodsOf(owner: object, name: string): string[] {
  const names = new Set<string>();
  for (
    let level: object = Object.getPrototypeOf(owner);
    level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    for (const method of Object.getOwnPropertyNames(level))
      if (method !== "constructor") names.add(`${name}.${method}`);
  }
  return [...names];
}

function basicOf({ keyId, keySecret }: { keyId: string; keySecret: string }): string {
  return `Basic ${btoa(`${keyId}:${keySecret}`)}`;
}
