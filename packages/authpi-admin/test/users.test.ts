import { NotFoundError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

describe("a user", () => {
  test("that was created can be fetched, found in the list by user_id, changed and deleted", async () => {
    const { admin } = startBench();
    const { users } = admin.issuer("iss_test");

    const created = await users.create({ email: "alice@example.com", display_name: "Alice" });
    const listed = await users.list();
    const changed = await users.update(created.id, { status: "suspended" });
    await users.delete(created.id);

    expect(created).toMatchObject({ username: "alice@example.com", profile: { display_name: "Alice" } });
    expect(listed.data).toContainEqual(expect.objectContaining({ user_id: created.id, status: "active" }));
    expect(changed).toMatchObject({ id: created.id, status: "suspended" });
    expect(await failureOf(users.get(created.id))).toBeInstanceOf(NotFoundError);
  });

  test("is found by its status", async () => {
    const { admin } = startBench();
    const { users } = admin.issuer("iss_test");
    await users.update("usr_test", { status: "disabled" });

    const { data } = await users.list({ status: "disabled" });

    expect(data).toMatchObject([{ user_id: "usr_test" }]);
  });

  test("can be worked on through its scope as through the list", async () => {
    const { admin } = startBench();
    const user = admin.issuer("iss_test").user("usr_test");

    const changed = await user.update({ metadata: { plan: "pro" } });
    const seen = await admin.issuer("iss_test").users.get("usr_test");

    expect(seen).toEqual(changed);
  });

  test("that waits for an approval is let in", async () => {
    const { admin, emulator } = startBench();
    const { pendingUserId } = emulator.fixtures;
    const { approvals } = admin.issuer("iss_test");
    const before = await approvals.list();

    await approvals.update(pendingUserId, { status: "approved" });

    expect(before.data.map(({ user_id }) => user_id)).toEqual([pendingUserId]);
    expect((await approvals.list()).data).toEqual([]);
  });
});

describe("sessions", () => {
  test("of a user are listed under the user and ended under the issuer", async () => {
    const { admin, emulator } = startBench();
    const { clientSessionId, sessionId } = emulator.fixtures;
    const issuer = admin.issuer("iss_test");

    const before = await issuer.user("usr_test").sessions.list({ status: "active" });
    const ended = await issuer.sessions.revoke(sessionId, { reason: "device lost" });

    expect(before.data.map(({ id }) => id).toSorted()).toEqual([clientSessionId, sessionId].toSorted());
    expect(ended).toMatchObject({ id: sessionId, type: "op", status: "revoked" });
    expect(await issuer.sessions.get(clientSessionId)).toMatchObject({ type: "rp", status: "revoked" });
    expect((await issuer.user("usr_test").sessions.list({ status: "active" })).data).toEqual([]);
  });
});

describe("a personal token", () => {
  test("is shown once, works as a credential, and ends when it is revoked", async () => {
    const { admin, client, emulator } = startBench();
    const { accountId } = emulator.fixtures;
    const { tokens } = admin.issuer("iss_test").user("usr_test");

    const { token_plain } = await tokens.create({ name: "ci", restrictions: { scopes: ["*"] } });

    const [listed] = (await tokens.list()).data.filter(({ name }) => name === "ci");
    const bearer = client({ accessToken: token_plain, accountId });
    expect(JSON.stringify(listed)).not.toContain(token_plain);
    expect((await bearer.issuers.list()).data).toHaveLength(1);
    await admin.tokens.revoke(listed?.id ?? "");
    expect(await failureOf(bearer.issuers.list())).toMatchObject({ status: 401 });
    expect(await admin.tokens.get(listed?.id ?? "")).toMatchObject({ status: "revoked" });
  });
});

describe("a second factor", () => {
  test("is enrolled with its first code, shows its secret once, and gives backup codes anew", async () => {
    const { admin } = startBench();
    const { verifiers } = admin.issuer("iss_test").user("usr_test");

    const { enrollment_id, secret } = await verifiers.create({ type: "totp" });
    const { success, verifier_id } = await verifiers.completeEnrollment({ enrollment_id, code: "123456" });
    const seen = await verifiers.get(verifier_id ?? "");
    const { codes } = await verifiers.regenerate(verifier_id ?? "");

    expect(success).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(secret);
    expect(codes.length).toBeGreaterThan(0);
    expect(await verifiers.verify(verifier_id ?? "", { code: "654321" })).toMatchObject({ success: true });
  });
});

test("devices are trusted no longer, all at once", async () => {
  const { admin } = startBench();
  const { trustedDevices } = admin.issuer("iss_test").user("usr_test");
  await trustedDevices.create({ fingerprint: "f1", name: "laptop" });
  const { device_id } = await trustedDevices.create({ fingerprint: "f2", name: "phone" });
  await trustedDevices.delete(device_id);

  const { revoked_count } = await trustedDevices.revokeAll();

  expect(revoked_count).toBe(1);
  expect((await trustedDevices.list()).data).toEqual([]);
});
