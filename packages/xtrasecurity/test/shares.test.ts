import { XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, lost, scripted, text } from "./support/bench.ts";
import { startWorld } from "./support/emulator.ts";
import { furnish } from "./support/things.ts";

const token = "5a".repeat(32);

describe("reading a share", () => {
  test("needs no account: the token of the client is not sent", async () => {
    const service = scripted(json({ key: "A", value: "v" }));

    await clientOf(service).shares.get(token);

    expect(service.sent).toMatchObject([{ method: "GET", path: "/api/secret/share", query: { token } }]);
    expect(service.sent[0]?.headers).not.toHaveProperty("authorization");
  });

  test("counts as a view, until there are none left", async () => {
    const world = startWorld();
    const { secretId } = await furnish(world);
    const share = await world.owner.shares.create(secretId, { maxViews: 1, label: "For Ada" });

    const first = await world.owner.shares.get(share.token);
    const second = await failureOf(world.owner.shares.get(share.token));

    expect(first).toMatchObject({ key: "ONLY_MAIN", value: "main-value-2", viewCount: 1, label: "For Ada" });
    expect(second).toBeInstanceOf(XtraError);
    expect(second).toMatchObject({ status: 410, code: "gone" });
  });

  test.each([
    ["a lost connection", lost()],
    ["a refused connection", lost("ECONNREFUSED")],
    ["a 500", json({ error: "x" }, 500)],
    ["a 503", text("", 503)],
    ["a 429", json({ error: "Too Many Requests", retryAfter: 1 }, 429, { "retry-after": "1" })],
    ["an answer that is cut short", text('{"key":"A","val', 200)],
  ])("is never repeated: %s", async (_what, answer) => {
    const service = scripted(answer);

    const error = await failureOf(clientOf(service).shares.get(token, { maxRetries: 5 }));

    expect(error).toBeInstanceOf(XtraError);
    expect(service.sent).toHaveLength(1);
  });
});

test("a revoked share can no longer be read", async () => {
  const world = startWorld();
  const { secretId } = await furnish(world);
  const share = await world.owner.shares.create(secretId);

  await world.owner.shares.delete(share.id);

  expect(await failureOf(world.owner.shares.get(share.token))).toMatchObject({ status: 410 });
});

test("an expired share can no longer be read", async () => {
  const world = startWorld();
  const { secretId } = await furnish(world);
  const share = await world.owner.shares.create(secretId, { expiresInHours: 2 });

  world.emulator.clock.advance(2 * 3_600_000 + 1);

  expect(await failureOf(world.owner.shares.get(share.token))).toMatchObject({ status: 410 });
});
