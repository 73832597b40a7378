import { NotFoundError, type OrganizationScope } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { type Bench, failureOf, startBench } from "./support/bench.ts";

async function found(name: string, { admin }: Bench): Promise<OrganizationScope> {
  const issuer = admin.issuer("iss_test");
  return issuer.organization((await issuer.organizations.create({ name })).id);
}

describe("an organization", () => {
  test("has members, found by their member_id", async () => {
    const { members } = await found("Acme", startBench());

    await members.create({ member_id: "usr_test", scopes: ["read"] });
    await members.update("usr_test", { scopes: ["read", "write"] });

    expect((await members.list()).data).toMatchObject([{ member_id: "usr_test", scopes: ["read", "write"] }]);
    await members.delete("usr_test");
    expect((await members.list()).data).toEqual([]);
  });

  test("has groups", async () => {
    const { groups } = await found("Acme", startBench());

    const { id } = await groups.create({ name: "admins", scopes: ["write"] });
    await groups.update(id, { name: "owners" });

    expect(await groups.get(id)).toMatchObject({ name: "owners", scopes: ["write"] });
    await groups.delete(id);
    expect(await failureOf(groups.get(id))).toBeInstanceOf(NotFoundError);
  });

  test("invites by email, in lower case, and takes an invitation back", async () => {
    const { invitations } = await found("Acme", startBench());

    const sent = await invitations.create({ email_invited: "Eve@Example.com", scopes: ["read"] });
    await invitations.resend(sent.id);
    await invitations.revoke(sent.id);

    expect(sent.email_invited).toBe("eve@example.com");
    expect(await invitations.get(sent.id)).toMatchObject({ status: "revoked" });
  });

  test("proves a domain for single sign-on by a DNS record", async () => {
    const { sso } = await found("Acme", startBench());

    const record = await sso.addDomain({ domain: "corp.example.com" });
    const check = await sso.verifyDomain("corp.example.com");
    await sso.removeDomain("corp.example.com");

    expect(record).toMatchObject({ domain: "corp.example.com" });
    expect(check).toMatchObject({ verified: true });
    expect(await failureOf(sso.verifyDomain("corp.example.com"))).toBeInstanceOf(NotFoundError);
  });

  test("is renamed through its scope, and its list filters", async () => {
    const bench = startBench();
    const acme = await found("Acme", bench);
    await found("Umbrella", bench);

    await acme.update({ name: "Acme Ltd", status: "suspended" });

    const { data } = await bench.admin.issuer("iss_test").organizations.list({ status: "suspended" });
    expect(data).toMatchObject([{ name: "Acme Ltd" }]);
  });
});

test("what belongs to an issuer is nothing to another account", async () => {
  const { client, emulator } = startBench();
  const { accountId, otherKeyId: id, otherKeySecret: secret } = emulator.fixtures;
  const stranger = client({ apiKey: { id, secret }, accountId });

  const error = (await failureOf(stranger.issuer("iss_test").users.list())) as { status: number };

  expect([403, 404]).toContain(error.status);
});
