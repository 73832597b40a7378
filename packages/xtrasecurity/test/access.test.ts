import { ConfigError, TimeoutError, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someProject, testClock } from "./support/bench.ts";
import { addMember, startWorld } from "./support/emulator.ts";
import { as } from "./support/things.ts";

const state = { id: "r", status: "pending", expiresAt: null, projectId: someProject, secretIds: [] };

describe("a request for access", () => {
  test("waits until somebody decides, then runs out and can be taken back", async () => {
    const world = startWorld();
    const { emulator, owner } = world;
    const { projectId } = emulator.fixtures;
    const outsider = as(world, "outsider");
    const { requestId } = await outsider.access.request({ reason: "Debug", duration: 30, projectId });
    const before = await outsider.access.get(requestId);

    const decision = await owner.access.approve(requestId);

    const end = emulator.clock.now() + 30 * 60_000;
    expect(before.status).toBe("pending");
    expect(Math.abs(Date.parse(decision.expiresAt ?? "") - end)).toBeLessThan(5_000);
    expect(await owner.access.revoke(requestId)).toMatchObject({ status: "revoked" });
    expect(await outsider.access.get(requestId)).toMatchObject({ status: "revoked" });
  });

  test("that is decided cannot be decided again", async () => {
    const world = startWorld();
    const { projectId } = world.emulator.fixtures;
    const { requestId } = await as(world, "outsider").access.request({ reason: "Debug", duration: 30, projectId });
    await world.owner.access.reject(requestId);

    const error = await failureOf(world.owner.access.approve(requestId));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining("already rejected") as string });
  });

  test("for one secret narrows what its asker reads to that secret", async () => {
    const world = startWorld();
    const { emulator, owner } = world;
    await owner.secrets.set("production", { ONE: "value-1", TWO: "value-2" });
    const developer = await addMember(world, emulator.fixtures.tokens.developer, "developer");
    const one = (await owner.secrets.list()).find(({ key }) => key === "ONE");
    const { requestId } = await developer.access.request({ reason: "x", duration: 5, secretIds: [one?.id ?? ""] });

    await owner.access.approve(requestId);

    expect(await developer.getSecrets("production")).toEqual({ ONE: "value-1" });
  });

  test("in the administrative family is listed with its asker and its project", async () => {
    const world = startWorld();
    const { emulator, owner } = world;
    const { emails, projectId } = emulator.fixtures;
    const developer = await addMember(world, emulator.fixtures.tokens.developer, "developer");
    const { id } = await developer.access.createRequest({ reason: "Deploy", duration: 10, projectId });

    await owner.access.updateRequest(id, { status: "approved" });

    expect(await owner.access.listRequests({ projectId })).toMatchObject([
      { id, status: "approved", user: { email: emails.developer }, project: { id: projectId } },
    ]);
    expect(await developer.access.list({ mode: "my" })).toMatchObject([{ id }]);
  });

  test("with a token that is unknown is a 500, whose error says what that can mean", async () => {
    const { client, emulator } = startWorld();
    const stranger = client(`xs_${"0".repeat(48)}`);

    const error = await failureOf(
      stranger.access.request({ reason: "x", duration: 5, projectId: emulator.fixtures.projectId }),
    );

    expect(error).toMatchObject({ status: 500, hint: expect.stringContaining("token") as string });
  });
});

describe("wait", () => {
  test("asks again until the request is decided", async () => {
    const clock = testClock();
    const service = scripted(json(state), json(state), json({ ...state, status: "rejected" }));

    const decided = await clientOf(service, { clock }).access.wait("r", { pollInterval: 2_000 });

    expect(decided.status).toBe("rejected");
    expect(clock.waits).toEqual([2_000, 2_000]);
    expect(service.sent.map(({ path, query }) => [path, query])).toEqual(
      Array.from({ length: 3 }, () => ["/api/access/request", { id: "r" }]),
    );
  });

  test("gives up after its time with a TimeoutError", async () => {
    const clock = testClock();
    const service = scripted(json(state));

    const error = await failureOf(
      clientOf(service, { clock }).access.wait("r", { pollInterval: 4_000, timeout: 10_000 }),
    );

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "timeout" });
    expect(clock.waits).toEqual([4_000, 4_000, 2_000]);
  });

  test("ends with the caller's own reason", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const service = scripted((init) => {
      queueMicrotask(() => controller.abort(reason));
      return json(state)(init);
    });

    const error = await failureOf(clientOf(service).access.wait("r", {}, { signal: controller.signal }));

    expect(error).toBe(reason);
  });

  test.each([
    ["pollInterval", { pollInterval: 0 }],
    ["pollInterval", { pollInterval: Infinity }],
    ["timeout", { timeout: Number.NaN }],
    ["params", { interval: 5 } as object],
  ])("refuses a wrong %s before it asks", async (option, params) => {
    const service = scripted();

    const error = await failureOf(clientOf(service).access.wait("r", params));

    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringContaining(option) as string });
    expect(service.sent).toEqual([]);
  });
});

describe("a link", () => {
  test("makes a request in the name of who claims it, once", async () => {
    const world = startWorld();
    const outsider = as(world, "outsider");
    const { token } = await world.owner.access.createLink({ duration: 15, label: "Support" });
    const before = await outsider.access.getLink(token);

    const { requestId } = await outsider.access.claimLink(token);

    const used = await failureOf(outsider.access.getLink(token));
    expect(before).toMatchObject({ label: "Support", maxUses: 1, usedCount: 0, projectName: "Owner Project" });
    expect(await outsider.access.get(requestId)).toMatchObject({ status: "pending" });
    expect(used).toMatchObject({ status: 410, code: "gone" });
  });

  test("needs a paid plan", async () => {
    const world = startWorld();
    const { miserProjectId: projectId } = world.emulator.fixtures;

    const error = await failureOf(as(world, "miser").access.createLink({ projectId, duration: 15 }));

    expect(error).toMatchObject({ status: 403, code: "permission" });
  });
});

test("the glass is broken for a quarter of an hour, written about, and mended", async () => {
  const { access } = startWorld().owner;
  const begun = await access.startBreakGlass({ reason: "Outage" });

  const again = await access.startBreakGlass({ reason: "Outage" });
  await access.logBreakGlass({ command: "restart" });
  await access.endBreakGlass();

  expect(begun).toMatchObject({ success: true, expiresAt: expect.any(String) as string });
  expect(again).toMatchObject({ session: { reason: "Outage", isActive: true } });
  expect(await failureOf(access.logBreakGlass({ command: "restart" }))).toMatchObject({ status: 403 });
});
