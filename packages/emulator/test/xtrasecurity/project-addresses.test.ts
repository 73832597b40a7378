import { describe, expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { unknownId } from "./support/secrets.ts";

function pathOf(bench: Bench): string {
  return `/project/${bench.fixtures.projectId}/ip`;
}

test("an address is allowed and forgotten again, and the list says what is allowed", async () => {
  const bench = new Bench();
  const path = pathOf(bench);

  const added = await bench.data(`POST ${path}`, { body: { ip: "10.0.0.1", description: "office" } });
  const list = await bench.data(`GET ${path}`);
  const removed = await bench.data(`DELETE ${path}`, { body: { ip: "10.0.0.1" } });

  const ipRestrictions = [{ ip: "10.0.0.1", description: "office", addedAt: expect.stringMatching(/Z$/) }];
  expect(added).toEqual({ success: true, message: "IP 10.0.0.1 added to project restrictions", ipRestrictions });
  expect(list).toEqual({ projectName: "Owner Project", ipRestrictions, count: 1 });
  expect(removed).toEqual({
    success: true,
    message: "IP 10.0.0.1 removed from project restrictions",
    ipRestrictions: [],
  });
});

test("an address has no description where none is given, and can be forgotten without being there", async () => {
  const bench = new Bench();
  await bench.data(`POST ${pathOf(bench)}`, { body: { ip: "10.0.0.1" } });

  const answer = await bench.data(`DELETE ${pathOf(bench)}`, { body: { ip: "10.0.0.2" } });

  expect(answer).toMatchObject({ success: true, ipRestrictions: [{ ip: "10.0.0.1", description: "" }] });
});

test("an allowed address closes the secured routes to all others", async () => {
  const bench = new Bench();
  await bench.data(`POST ${pathOf(bench)}`, { body: { ip: "10.0.0.1" } });
  const read = async (address: string): Promise<number> => {
    const headers = { "X-Forwarded-For": address };
    return (await bench.send(`GET /project?id=${bench.fixtures.projectId}`, { headers })).status;
  };

  expect([await read("10.0.0.1"), await read("10.0.0.2")]).toEqual([200, 403]);
});

test("allowing and forgetting leave audit rows without a workspace and outside the chain", async () => {
  const bench = new Bench();
  const { projectId, userIds } = bench.fixtures;
  await bench.data(`POST ${pathOf(bench)}`, { body: { ip: "10.0.0.1" } });
  await bench.data(`DELETE ${pathOf(bench)}`, { body: { ip: "10.0.0.1" } });

  const facts = { userId: userIds.owner, entity: "project", entityId: projectId, workspaceId: null, currentHash: null };
  expect(bench.auditRows).toMatchObject([
    { action: "project_ip_add", ...facts },
    { action: "project_ip_remove", ...facts },
  ]);
});

test("an address is not allowed twice", async () => {
  const bench = new Bench();
  await bench.data(`POST ${pathOf(bench)}`, { body: { ip: "10.0.0.1" } });

  expect(await bench.refusal(`POST ${pathOf(bench)}`, { body: { ip: "10.0.0.1" } })).toBe(
    "400 IP already in restrictions",
  );
});

describe.each(["GET", "POST", "DELETE"])("%s of addresses", (verb) => {
  const options = verb === "GET" ? {} : { body: { ip: "10.0.0.1" } };

  test("is for the project's creator, whatever role others have", async () => {
    const bench = new Bench();
    bench.join("developer", "owner");

    expect(await bench.refusal(`${verb} ${pathOf(bench)}`, { ...options, as: "nobody" })).toBe("401 Unauthorized");
    expect(await bench.refusal(`${verb} ${pathOf(bench)}`, { ...options, as: "developer" })).toBe(
      "404 Project not found",
    );
    expect(await bench.refusal(`${verb} /project/${unknownId}/ip`, options)).toBe("404 Project not found");
  });

  test("fails with 500 for a malformed id and for a service account", async () => {
    const bench = new Bench();
    const as = bench.addAccount(["*"]);

    expect(await bench.refusal(`${verb} /project/x/ip`, options)).toMatch(/^500 \s*Invalid `prisma/);
    expect(await bench.refusal(`${verb} ${pathOf(bench)}`, { ...options, as })).toMatch(/^500 \s*Invalid `prisma/);
  });
});

test.each(["POST", "DELETE"])(
  "%s wants an address before it looks for the project, and JSON before that",
  async (verb) => {
    const bench = new Bench();

    expect(await bench.refusal(`${verb} /project/${unknownId}/ip`, { body: {} })).toBe("400 IP address is required");
    expect(await bench.refusal(`${verb} /project/${unknownId}/ip`, { raw: "" })).toMatch(/^500 /);
  },
);
