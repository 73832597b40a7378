import { inspect } from "node:util";
import { RotationError, VeniceError } from "@keyrack/venice-keys";
import { describe, expect, test } from "vitest";
import { failureOf } from "./support/bench.ts";
import { idsOf, startRotation, works } from "./support/rotation.ts";

function printed(error: unknown): string {
  return inspect(error, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(error) + String(error);
}

describe("a delivery that fails", () => {
  test("takes the new key back: the old one works on, and the error shows nothing of the secret", async () => {
    const bench = await startRotation();
    const { delivered, old, venice } = bench;
    const deliver = async (apiKey: string): Promise<void> => {
      delivered.push(apiKey);
      await Promise.resolve();
      throw Object.assign(new Error(`cannot write ${apiKey} as ${btoa(apiKey)}`), { apiKey });
    };

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }));

    const [newKey = ""] = delivered;
    expect(error).toBeInstanceOf(RotationError);
    expect(error).toBeInstanceOf(VeniceError);
    expect(error).toMatchObject({
      code: "rotation_deliver_failed",
      step: "deliver",
      remaining: [old.id],
      uncertain: [],
      maybeApplied: false,
    });
    expect(await idsOf(bench)).toEqual([old.id]);
    expect([await works(bench, newKey), await works(bench, old.apiKey)]).toEqual([false, true]);
    expect(printed(error)).not.toContain(newKey.slice(-20));
    expect(printed(error)).not.toContain(btoa(newKey).slice(4, 40));
  });

  test("and a new key that cannot be deleted: both are named", async () => {
    const bench = await startRotation();
    const { emulator, old, venice } = bench;
    const deliver = (): never => {
      emulator.failNext({ status: 403, body: { error: "API access is disabled" } });
      throw new Error("No room.");
    };

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }));

    const ids = await idsOf(bench);
    expect(ids).toHaveLength(2);
    expect(error).toMatchObject({ step: "deliver", uncertain: [], cause: { name: "PermissionDeniedError" } });
    expect((error as RotationError).remaining.toSorted()).toEqual(ids.toSorted());
    for (const id of ids) expect(String(error)).toContain(id);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ step: "deliver", uncertain: [] });
  });

  test("and a new key of which no answer tells: that one is named as uncertain", async () => {
    const bench = await startRotation();
    const { emulator, old, venice } = bench;
    const deliver = (): never => {
      emulator.inject({ kind: "drop", route: "DELETE /api/v1/api_keys", times: 9 });
      throw new Error("No room.");
    };

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }, { maxRetries: 0 }));

    expect(error).toMatchObject({ remaining: [old.id], maybeApplied: true, cause: { name: "APIConnectionError" } });
    expect((error as RotationError).uncertain).toHaveLength(1);
    expect(String(error)).toContain("not known: whether");
    expect(await idsOf(bench)).toEqual([old.id]);
  });
});

describe("a new key that cannot be verified", () => {
  test("is taken back, and the error says why", async () => {
    const bench = await startRotation();
    const { delivered, emulator, old, venice } = bench;
    const refusal = { status: 401, body: { error: "Authentication failed" } };
    emulator.inject({ kind: "fail", route: "GET /api/v1/api_keys/rate_limits", ...refusal });

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver: (apiKey) => void delivered.push(apiKey) }));

    expect(error).toMatchObject({
      code: "rotation_verify_failed",
      step: "verify",
      remaining: [old.id],
      cause: { name: "AuthenticationError", code: "authentication_failed" },
    });
    expect(await idsOf(bench)).toEqual([old.id]);
    expect(printed(error)).not.toContain(delivered[0]?.slice(-20));
  });

  test("shows in no error, however the service quotes it", async () => {
    const bench = await startRotation();
    const { delivered, emulator, old, venice } = bench;
    const deliver = (apiKey: string): void => {
      delivered.push(apiKey);
      emulator.inject({
        kind: "fail",
        route: "GET /api/v1/api_keys/rate_limits",
        status: 400,
        body: { error: `what is ${apiKey.slice("VENICE_INFERENCE_KEY_".length)}?` },
      });
    };

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }, { maxRetries: 0 }));

    expect(error).toMatchObject({ step: "verify" });
    expect(printed(error)).not.toContain(delivered[0]?.slice(0, 30));
  });
});

describe("an old key that cannot be deleted", () => {
  test("is named beside the new one, which stays in use", async () => {
    const bench = await startRotation();
    const { delivered, emulator, old, venice } = bench;
    const refusal = { status: 500, body: { error: "An unknown error occurred" } };
    emulator.inject({ kind: "fail", route: "DELETE /api/v1/api_keys", times: 9, ...refusal });

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver: (apiKey) => void delivered.push(apiKey) }));

    const ids = await idsOf(bench);
    expect(error).toMatchObject({ code: "rotation_delete_failed", step: "delete", uncertain: [old.id] });
    expect((error as RotationError).remaining).toEqual(ids.filter((id) => id !== old.id));
    expect([await works(bench, delivered[0] ?? ""), await works(bench, old.apiKey)]).toEqual([true, true]);
  });

  test("because somebody else deleted it is as good as deleted", async () => {
    const bench = await startRotation();
    const { old, venice } = bench;
    const deliver = async (): Promise<void> => void (await venice.apiKeys.delete(old.id));

    const rotated = await venice.apiKeys.rotate(old.id, { deliver });

    expect(await idsOf(bench)).toEqual([rotated.id]);
  });
});

describe("a caller who aborts", () => {
  test.each(["resolves", "rejects"])(
    "while a delivery that %s gets the own reason, and no key is left over",
    async (end) => {
      const bench = await startRotation();
      const { old, venice } = bench;
      const controller = new AbortController();
      const reason = new Error("Shutting down.");
      const deliver = (): void => {
        controller.abort(reason);
        if (end === "rejects") throw new Error("Interrupted.");
      };

      const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }, { signal: controller.signal }));

      expect(error).toBe(reason);
      expect(await idsOf(bench)).toEqual([old.id]);
    },
  );

  test("with no error as a reason gets one that is a VeniceError", async () => {
    const { old, venice } = await startRotation();
    const controller = new AbortController();
    const deliver = (): never => {
      controller.abort("enough");
      throw new Error("Interrupted.");
    };

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }, { signal: controller.signal }));

    expect(error).toBeInstanceOf(VeniceError);
    expect(error).toMatchObject({ code: "aborted" });
  });

  test("once the new key is verified does not stop the old one from being deleted", async () => {
    const bench = await startRotation();
    const { emulator, old, venice } = bench;
    const controller = new AbortController();
    const onMeta = ({ path }: { path: string }): void => {
      if (path === "/api_keys/rate_limits") controller.abort(new Error("Too late."));
    };

    const rotated = await venice.apiKeys.rotate(
      old.id,
      { deliver: () => undefined },
      { signal: controller.signal, onMeta },
    );

    expect(await idsOf(bench)).toEqual([rotated.id]);
    expect(emulator.requests.length).toBeGreaterThan(4);
  });

  test("and whose new key cannot be taken back is told which keys are left", async () => {
    const { emulator, old, venice } = await startRotation();
    const controller = new AbortController();
    const deliver = (): void => {
      emulator.failNext({ status: 403, body: { error: "API access is disabled" } });
      controller.abort(new Error("Shutting down."));
    };

    const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }, { signal: controller.signal }));

    expect(error).toBeInstanceOf(RotationError);
    expect((error as RotationError).remaining).toHaveLength(2);
  });
});

test("a client that is closed meanwhile leaves both keys, and the error names them", async () => {
  const { old, venice } = await startRotation();
  const deliver = async (): Promise<void> => await venice.close();

  const error = await failureOf(venice.apiKeys.rotate(old.id, { deliver }));

  expect(error).toBeInstanceOf(RotationError);
  expect(error).toMatchObject({ step: "verify", cause: { name: "ClosedClientError" } });
  expect((error as RotationError).remaining).toHaveLength(2);
});
