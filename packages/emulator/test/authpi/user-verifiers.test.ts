import { describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const tenMinutes = 10 * 60 * 1000;
const path = "issuers/iss_test/users/usr_test/verifiers";

async function enrol(bench: Bench): Promise<{ readonly id: string; readonly codes: readonly string[] }> {
  await bench.data(`POST ${path}`, { name: "Phone" });
  const { verifier_id, backup_codes } = await bench.data(`POST ${path}/complete-enrollment`, { code: "123456" });
  return { id: String(verifier_id), codes: Array.isArray(backup_codes) ? backup_codes : [] };
}

describe("an enrolment", () => {
  test("starts with a secret and its address for an authenticator", async () => {
    const bench = new Bench();

    const { status, data } = await bench.send(`POST ${path}`, { body: { type: "totp" } });

    expect(status).toBe(201);
    expect(data).toEqual({
      enrollment_id: expect.stringMatching(/^enr_/),
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      provisioning_uri: `otpauth://totp/AuthPI:ada%40example.com?secret=${String(data["secret"])}&issuer=AuthPI`,
      expires_at: noon + tenMinutes,
    });
    expect((await bench.list(path)).data).toEqual([]);
  });

  test("ends with a verifier and ten backup codes", async () => {
    const bench = new Bench();

    const { id, codes } = await enrol(bench);

    expect(new Set(codes).size).toBe(10);
    expect((await bench.list(path)).data).toMatchObject([{ id, type: "totp", status: "active", name: "Phone" }]);
    expect((await bench.send(`GET ${path}/${id}`)).text).not.toContain(codes[0]);
  });

  test("goes on after a wrong code, can be named, and is completed once", async () => {
    const bench = new Bench();
    const { enrollment_id } = await bench.data(`POST ${path}`, {});
    await bench.data(`POST ${path}`, {});
    const complete = async (code: string): Promise<unknown> =>
      (await bench.data(`POST ${path}/complete-enrollment`, { enrollment_id, code }))["success"];

    expect(await complete("000000")).toBe(false);
    expect(await complete("123456")).toBe(true);
    expect(await complete("123456")).toBe(false);
  });

  test("has to be completed within ten minutes", async () => {
    const bench = new Bench();
    await bench.data(`POST ${path}`, {});

    bench.advance(tenMinutes);

    expect(await bench.data(`POST ${path}/complete-enrollment`, {})).toEqual({
      success: false,
      error: expect.any(String),
    });
  });
});

test("a backup code passes once, and the answer says how many are left", async () => {
  const bench = new Bench();
  const { id, codes } = await enrol(bench);

  expect(await bench.data(`POST ${path}/${id}/verify`, { code: codes[0] })).toEqual({ success: true, remaining: 9 });
  expect(await bench.data(`POST ${path}/${id}/verify`, { code: codes[1] })).toEqual({ success: true, remaining: 8 });
  expect(await bench.data(`POST ${path}/${id}/verify`, { code: codes[0] })).not.toHaveProperty("remaining");
});

test("the code 000000 is wrong, and every other is right", async () => {
  const bench = new Bench();
  const { id } = await enrol(bench);

  expect(await bench.data(`POST ${path}/${id}/verify`, { code: "000000" })).toMatchObject({ success: false });
  expect(await bench.data(`POST ${path}/${id}/verify`, { code: "123456" })).toEqual({ success: true });
  expect((await bench.list("events?limit=2")).data.map(({ type }) => type)).toEqual([
    "user.mfa.verification.succeeded",
    "user.mfa.verification.failed",
  ]);
});

test("new backup codes take the place of the old", async () => {
  const bench = new Bench();
  const { id, codes } = await enrol(bench);

  const { codes: anew } = await bench.data(`POST ${path}/${id}/regenerate`);

  expect(anew).toHaveLength(10);
  expect(anew).not.toContain(codes[0]);
  expect(await bench.data(`POST ${path}/${id}/verify`, { code: codes[0] })).not.toHaveProperty("remaining");
});

test("a verifier can be renamed and deleted; what the service wrote stays", async () => {
  const bench = new Bench();
  const { id } = await enrol(bench);

  const changed = await bench.data(`PATCH ${path}/${id}`, { name: "Tablet", colour: "red", id: "vrf_x", user_id: "x" });

  expect(changed).toMatchObject({ id, user_id: "usr_test", name: "Tablet", colour: "red" });
  expect((await bench.send(`DELETE ${path}/${id}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${path}/${id}`)).toBe("404 not_found");
});
