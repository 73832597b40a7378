import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { unknownId } from "./support/secrets.ts";

interface Setting {
  readonly route: string;
  readonly good: Fields;
  readonly bad: readonly unknown[];
  readonly refusal: string;
  readonly failure: string;
}

const settings: readonly Setting[] = [
  {
    route: "PUT access",
    good: { accessLevel: "team" },
    bad: [{}, { accessLevel: "secret" }, []],
    refusal: "400 Invalid access level",
    failure: "500 Failed to update access level",
  },
  {
    route: "PUT security-level",
    good: { securityLevel: "high" },
    bad: [{}, { securityLevel: "highest" }, null],
    refusal: "400 Invalid security level",
    failure: "500 Failed to update security level",
  },
  {
    route: "PATCH security-settings",
    good: { twoFactorRequired: true },
    bad: [{ twoFactorRequired: "yes" }, { passwordMinLength: 7 }, { passwordExpiryDays: 366 }, []],
    refusal: "400 Invalid security settings",
    failure: "500 Failed to update security settings",
  },
  {
    route: "POST ip-restrictions",
    good: { ip: "10.0.0.0/8", description: "office" },
    bad: [{ ip: "10.0.0.1" }, { ip: "host", description: "d" }, { ip: "10.0.0.1", description: "" }],
    refusal: "400 Invalid IP restriction format",
    failure: "500 Failed to add IP restriction",
  },
];

function requestOf({ route }: Setting, id: string): string {
  return route.replace(" ", ` /project/${id}/`);
}

describe.each(settings)("$route", (setting) => {
  test("answers with the plain project and asks nobody for a login", async () => {
    const bench = new Bench();
    const { projectId } = bench.fixtures;
    const before = structuredClone(bench.store.projects.get(projectId));

    const answer = await bench.data<Fields>(requestOf(setting, projectId), { as: "nobody", body: setting.good });

    const changed = Object.keys(answer).filter((name) => {
      return JSON.stringify(answer[name]) !== JSON.stringify({ ...before }[name]);
    });
    expect(answer).toEqual(bench.store.projects.get(projectId));
    expect(changed).toHaveLength(2);
    expect(changed).toContain("updatedAt");
  });

  test("refuses what does not fit, before it looks for the project", async () => {
    const bench = new Bench();

    for (const body of setting.bad) {
      expect(await bench.refusal(requestOf(setting, unknownId), { body })).toBe(setting.refusal);
    }
  });

  test("fails with 500 for an unknown project, a malformed one, and a body that is no JSON", async () => {
    const bench = new Bench();
    const { good: body, failure } = setting;

    expect(await bench.refusal(requestOf(setting, unknownId), { body })).toBe(failure);
    expect(await bench.refusal(requestOf(setting, "x"), { body })).toBe(failure);
    expect(await bench.refusal(requestOf(setting, bench.fixtures.projectId), { raw: "{" })).toBe(failure);
  });
});

test("security settings keep what is not sent", async () => {
  const bench = new Bench();
  const path = `PATCH /project/${bench.fixtures.projectId}/security-settings`;
  await bench.data(path, { body: { passwordMinLength: 12, passwordRequireNumbers: true } });

  const project = await bench.data(path, { body: { passwordExpiryDays: 0, status: "blocked" } });

  expect(project).toMatchObject({
    passwordMinLength: 12,
    passwordRequireNumbers: true,
    passwordExpiryDays: 0,
    status: "active",
  });
});

test("security settings that ask for a second factor close the project to people without one", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  await bench.data(`PATCH /project/${projectId}/security-settings`, { body: { twoFactorRequired: true } });

  const { status, body } = await bench.send(`GET /project?id=${projectId}`);

  expect(status).toBe(403);
  expect(body).toMatchObject({ error: "Two-Factor Authentication Required", code: "2FA_REQUIRED" });
});

test("taking an address restriction away reports a success and takes nothing away", async () => {
  const bench = new Bench();
  const { projectId } = bench.fixtures;
  const path = `/project/${projectId}/ip-restrictions`;
  await bench.data(`POST ${path}`, { body: { ip: "10.0.0.1", description: "d" } });

  const answer = await bench.data(`DELETE ${path}?ip=10.0.0.1`, { as: "nobody" });

  expect(answer).toEqual({ success: true });
  expect(bench.store.projects.get(projectId)?.ipRestrictions).toMatchObject([{ ip: "10.0.0.1", description: "d" }]);
  expect(await bench.refusal(`DELETE /project/${unknownId}/ip-restrictions`)).toBe("404 Project not found");
  expect(await bench.refusal("DELETE /project/x/ip-restrictions")).toBe("500 Failed to remove IP restriction");
});
