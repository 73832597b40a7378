import { ForbiddenError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const key = { name: "deploy", restrictions: { scopes: ["*"] } };

describe("an API key", () => {
  test("shows its secret once, and works as a credential without accountId", async () => {
    const { admin, client } = startBench();

    const { id, secret_plain: secret } = await admin.apiKeys.create(key);

    const own = client({ apiKey: { id, secret } });
    expect((await own.issuers.list()).data).toHaveLength(1);
    expect(await own.whoami()).toMatchObject({ key_id: id });
    expect(JSON.stringify([await admin.apiKeys.get(id), (await admin.apiKeys.list()).data])).not.toContain(secret);
  });

  test("that is rotated works with the new secret only", async () => {
    const { admin, client } = startBench();
    const { id, secret_plain: old } = await admin.apiKeys.create(key);

    const { secret_plain: secret } = await admin.apiKeys.rotate(id);

    expect(await failureOf(client({ apiKey: { id, secret: old } }).whoami())).toMatchObject({ status: 401 });
    expect(await client({ apiKey: { id, secret } }).whoami()).toMatchObject({ key_id: id });
  });

  test("that is blocked works again when it is unblocked, and never when it is revoked", async () => {
    const { admin, client } = startBench();
    const { id, secret_plain: secret } = await admin.apiKeys.create(key);
    const own = client({ apiKey: { id, secret }, accountId: "acc_test" });

    const blocked = await admin.apiKeys.block(id, { reason: "leak?" });
    const whileBlocked = await failureOf(own.issuers.list());
    await admin.apiKeys.unblock(id);
    const afterwards = await own.issuers.list();
    await admin.apiKeys.revoke(id);

    expect(blocked).toMatchObject({ status: "blocked" });
    expect(whileBlocked).toMatchObject({ status: 401 });
    expect(afterwards.data).toHaveLength(1);
    expect(await failureOf(own.issuers.list())).toMatchObject({ status: 401 });
  });

  test("without scopes authenticates and is refused everywhere", async () => {
    const { admin, client } = startBench();
    const made = await admin.apiKeys.create({ name: "idle", restrictions: { scopes: [] } });
    const own = client({ apiKey: { id: made.id, secret: made.secret_plain } });

    const error = await failureOf(own.issuers.list());

    expect(await own.whoami()).toMatchObject({ key_id: made.id });
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error).toMatchObject({ error: "insufficient_scope" });
  });

  test("that lacks what the service requires is a ValidationError that names the fields", async () => {
    const { admin } = startBench();

    const error = await failureOf(admin.apiKeys.create({} as typeof key));

    expect(error).toMatchObject({
      name: "ValidationError",
      fields: expect.arrayContaining([expect.objectContaining({ field: "name" })]) as unknown,
    });
  });

  test("of an organization is listed there and handled like any other", async () => {
    const { admin } = startBench();
    const issuer = admin.issuer("iss_test");
    const { id: organizationId } = await issuer.organizations.create({ name: "Acme" });
    const { apiKeys } = issuer.organization(organizationId);

    const { id } = await apiKeys.create(key);
    await admin.apiKeys.update(id, { name: "renamed" });

    expect((await apiKeys.list()).data).toMatchObject([{ id, name: "renamed" }]);
  });
});

describe("domains", () => {
  test("start unverified, are verified, assigned and removed", async () => {
    const { admin } = startBench();
    const host = "auth.example.com";
    await admin.domains.create({ host });
    const [before] = (await admin.domains.list()).data;

    const verified = await admin.domains.verify(host);
    const assigned = await admin.domains.assign(host, { issuer_id: "iss_test" });
    await admin.domains.unassign(host);
    await admin.domains.delete(host);

    expect(before).toMatchObject({ host, verified: false });
    expect(verified.domains).toMatchObject([{ host, verified: true }]);
    expect(assigned.domains).toMatchObject([{ host, assigned_issuer_id: "iss_test" }]);
    expect((await admin.domains.list()).data).toEqual([]);
  });

  test("that are taken are a ConflictError", async () => {
    const { admin } = startBench();
    await admin.domains.create({ host: "auth.example.com" });

    const error = await failureOf(admin.domains.create({ host: "auth.example.com" }));

    expect(error).toMatchObject({ name: "ConflictError", status: 409, retryable: false });
  });
});
