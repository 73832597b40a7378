import { describe, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

describe("events", () => {
  test("tell what was created, and are found by type, issuer and time", async () => {
    const { admin, emulator } = startBench();
    const { agents, users } = admin.issuer("iss_test");
    await agents.create({ name: "bot" });
    emulator.clock.advance(60_000);
    const middle = emulator.clock.now();
    await users.create({ email: "a@example.com" });

    const both = await admin.events.list({ event_types: "agent.created,user.created" });
    const late = await admin.events.list({ after: middle });
    const other = await admin.events.list({ issuer_id: "iss_none" });

    expect(both.data.map(({ type }) => type).toSorted()).toEqual(["agent.created", "user.created"]);
    expect(late.data.map(({ type }) => type)).toEqual(["user.created"]);
    expect(other.data).toEqual([]);
  });

  test("can be fetched one by one, whole", async () => {
    const { admin } = startBench();
    await admin.issuer("iss_test").agents.create({ name: "bot" });
    const [listed] = (await admin.events.list({ limit: 1 })).data;

    const event = await admin.events.get(listed?.id ?? "");

    expect(event).toMatchObject({ id: listed?.id, type: "agent.created", data: expect.any(Object) as unknown });
  });
});

describe("webhooks", () => {
  test("are made from a URL alone, deliver events, and show their secrets once", async () => {
    const { admin } = startBench();

    const created = await admin.webhooks.create({ url: "https://hooks.example.com", auth: { type: "signature" } });
    await admin.issuer("iss_test").agents.create({ name: "bot" });

    const webhook = admin.webhook(created.id);
    const { data } = await webhook.deliveries.list({ event_type: "agent.created" });
    expect(created.auth.signature_secret_plain).toMatch(/^whs_/);
    expect(await webhook.get()).not.toHaveProperty("auth.signature_secret_plain");
    expect(data).toMatchObject([{ webhook_id: created.id, event_type: "agent.created" }]);
  });

  test("send one delivery again", async () => {
    const { admin } = startBench();
    const { id } = await admin.webhooks.create({ url: "https://hooks.example.com" });
    await admin.issuer("iss_test").agents.create({ name: "bot" });
    const { deliveries } = admin.webhook(id);
    const [delivery] = (await deliveries.list({ event_type: "agent.created" })).data;

    const again = await deliveries.redeliver(delivery?.id ?? "");

    expect(again).toMatchObject({ id: delivery?.id, attempt_count: 2, success: true });
  });

  test("are changed and deleted through their scope", async () => {
    const { admin } = startBench();
    const webhook = admin.webhook((await admin.webhooks.create({ url: "https://hooks.example.com" })).id);

    await webhook.update({ status: "disabled", status_reason: "quiet hours" });

    expect(await webhook.get()).toMatchObject({ status: "disabled", status_reason: "quiet hours" });
    await webhook.delete();
    expect(await failureOf(webhook.get())).toMatchObject({ status: 404 });
  });
});

describe("notes", () => {
  test("are found by what they are about, counted, pinned and deleted", async () => {
    const { admin } = startBench();
    const about = { subject_type: "user", subject_id: "usr_test" };
    const { id } = await admin.notes.create({ ...about, content: "Calls at noon." });

    await admin.notes.update(id, { pinned: true });

    expect((await admin.notes.list({ ...about, pinned: true })).data).toMatchObject([
      { id, content: "Calls at noon." },
    ]);
    expect((await admin.notes.list({ pinned: false })).data).toEqual([]);
    expect(await admin.notes.count(about)).toMatchObject({ count: 1 });
    await admin.notes.delete(id);
    expect(await admin.accounts.countNotes("acc_test", about)).toMatchObject({ count: 0 });
  });
});

test("a client's secret is shown when it is made and when it is rotated, and never else", async () => {
  const { admin } = startBench();
  const { clients } = admin.issuer("iss_test");

  const created = await clients.create({ name: "web", confidential: true });
  const { secret } = await clients.rotateSecret(created.id);

  const seen = JSON.stringify([await clients.get(created.id), (await clients.list()).data]);
  expect(created.secret).toEqual(expect.any(String));
  expect(secret).not.toBe(created.secret);
  expect(seen).not.toContain(secret);
  expect(seen).not.toContain(created.secret);
});

test("an agent proves itself with a verifier whose secret is shown once", async () => {
  const { admin } = startBench();
  const { id } = await admin.issuer("iss_test").agents.create({ name: "bot" });
  const { verifiers } = admin.issuer("iss_test").agent(id);

  const { id: verifierId, secret } = await verifiers.create({ type: "secret" });

  const { data } = await verifiers.list();
  expect(secret).toEqual(expect.any(String));
  expect(data).toMatchObject([{ id: verifierId }]);
  expect(JSON.stringify(data)).not.toContain(secret);
  await verifiers.delete(verifierId);
  expect((await verifiers.list()).data).toEqual([]);
});
