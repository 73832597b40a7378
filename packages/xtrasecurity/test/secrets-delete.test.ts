import { XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, printed, scripted, secretsPath, someSecret } from "./support/bench.ts";

describe("delete", () => {
  const row = (id: string, key = "A", environmentType = "production"): object => ({
    id,
    key,
    environmentType,
    value: someSecret,
  });
  const list = json([
    { id: "b1", name: "main", secrets: [row("s1"), row("s2", "B"), row("s3", "A", "staging")] },
    { id: "b2", name: "next", secrets: [row("s4"), row("s5", "ONLY_NEXT"), row("s6", "TWICE"), row("s7", "TWICE")] },
  ]);
  const gone = json({ message: "Secret deleted successfully" });

  test.each([
    ["A", undefined, ["s1"]],
    ["A", "next", ["s4"]],
    ["TWICE", "next", ["s6", "s7"]],
  ])("takes %s off the branch that is meant (%s), by its id", async (key, branch, ids) => {
    const service = scripted(list, gone);

    await clientOf(service).secrets.delete("production", key, { branch });

    expect(service.sent[0]).toMatchObject({
      method: "GET",
      path: "/api/branch",
      query: { projectId: expect.any(String) },
    });
    expect(service.sent.slice(1)).toMatchObject(
      ids.map((id) => ({ method: "DELETE", path: "/api/secret", query: { id } })),
    );
  });

  test("takes one that is on no branch by its key", async () => {
    const service = scripted(list, gone);

    await clientOf(service).secrets.delete("production", "LINKED");

    expect(service.sent[1]).toMatchObject({ method: "DELETE", path: `${secretsPath}/LINKED` });
  });

  test.each([
    ["ONLY_NEXT", undefined],
    ["ONLY_NEXT", "main"],
    ["B", "next"],
    ["NOWHERE", "next"],
  ])("touches nothing where the key %s could be hit on another branch (%s)", async (key, branch) => {
    const service = scripted(list, gone);

    const error = await failureOf(clientOf(service).secrets.delete("production", key, { branch }));

    expect(error).toBeInstanceOf(XtraError);
    expect(error).toMatchObject({ code: "not_found", keys: [key] });
    expect(service.sent).toHaveLength(1);
    expect(printed(error)).not.toContain("hunter2");
  });
});
