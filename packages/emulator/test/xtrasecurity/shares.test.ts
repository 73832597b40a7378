import { describe, expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { createSecret, sentence } from "./support/by-id.ts";
import { unknownId } from "./support/secrets.ts";

interface Shared {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

async function share(bench: Bench, settings: Fields = {}): Promise<Shared> {
  const secretId = await createSecret(bench);
  return await bench.data<Shared>("POST /secret/share", { body: { secretId, ...settings } });
}

describe("making a share", () => {
  test("hands out an address and a token for a day", async () => {
    const bench = new Bench();
    const secretId = await createSecret(bench);

    const answer = await bench.send("POST /secret/share", { body: { secretId } });

    const { token } = answer.body as Shared;
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      shareUrl: `https://xtra.example/share/${token}`,
      token: expect.stringMatching(/^[0-9a-f]{64}$/),
      expiresAt: "2026-06-16T12:00:00.000Z",
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
  });

  test("is open to every login and takes the hours that it is given", async () => {
    const bench = new Bench();
    const secretId = await createSecret(bench);

    const answer = await bench.send("POST /secret/share", { as: "outsider", body: { secretId, expiresInHours: 2 } });

    expect(answer).toMatchObject({ status: 201, body: { expiresAt: "2026-06-15T14:00:00.000Z" } });
  });

  test("is refused without a login, without a secret's id and for an unknown secret", async () => {
    const bench = new Bench();
    const ask = async (body: object, as: "owner" | "nobody" = "owner"): Promise<string> =>
      await bench.refusal("POST /secret/share", { as, body });

    expect(await ask({}, "nobody")).toBe("401 Unauthorized");
    expect(await ask({})).toBe("400 secretId is required");
    expect(await ask({ secretId: unknownId })).toBe("404 Secret not found");
  });

  test.each([{ secretId: "x" }, { expiresInHours: "soon" }, { maxViews: "many" }, { label: 5 }])(
    "fails with an empty 500 for %o",
    async (settings) => {
      const bench = new Bench();
      const secretId = await createSecret(bench);

      const answer = await bench.send("POST /secret/share", { body: { secretId, ...settings } });

      expect([answer.status, answer.text, answer.headers.get("Content-Type")]).toEqual([500, "", null]);
    },
  );
});

describe("reading a share", () => {
  test("needs no login and counts the view", async () => {
    const bench = new Bench();
    const { token, expiresAt } = await share(bench, { label: "for Ann" });

    const first = await bench.data(`GET /secret/share?token=${token}`, { as: "nobody" });
    const second = await bench.data(`GET /secret/share?token=${token}`, { as: "nobody" });

    expect(first).toEqual({
      key: "KEY",
      value: "one",
      environmentType: "development",
      label: "for Ann",
      viewCount: 1,
      maxViews: null,
      expiresAt,
    });
    expect(second).toMatchObject({ viewCount: 2 });
  });

  test("has no label where none or an empty one was given", async () => {
    const bench = new Bench();
    const { token } = await share(bench, { label: "" });

    expect(await bench.data(`GET /secret/share?token=${token}`)).toMatchObject({ label: null });
  });

  test("is allowed as often as the share says, and HEAD counts too", async () => {
    const bench = new Bench();
    const { token } = await share(bench, { maxViews: "2" });
    await bench.send(`HEAD /secret/share?token=${token}`, { as: "nobody" });

    const last = await bench.data(`GET /secret/share?token=${token}`);
    const refusal = await bench.refusal(`GET /secret/share?token=${token}`);

    expect(last).toMatchObject({ viewCount: 2, maxViews: 2 });
    expect([refusal.slice(0, 3), refusal.slice(4)]).toEqual(["410", expect.stringMatching(sentence)]);
  });

  test("is refused without a token, for an unknown one, after its time and once the secret is gone", async () => {
    const bench = new Bench();
    const { token } = await share(bench, { expiresInHours: 1 });
    const read = async (query: string): Promise<string> => await bench.refusal(`GET /secret/share${query}`);

    expect(await read("")).toBe("400 Token is required");
    expect(await read("?token=x")).toBe("404 Invalid or expired link");
    bench.advance(60 * 60_000 + 1);
    expect(await read(`?token=${token}`)).toBe("410 This link has expired");
    await bench.data(`DELETE /secret?id=${bench.store.secrets.first(() => true)?.id ?? ""}`);
    expect(await read(`?token=${token}`)).toBe("404 Invalid or expired link");
  });
});

describe("revoking a share", () => {
  test("ends it", async () => {
    const bench = new Bench();
    const { id, token } = await share(bench);

    const answer = await bench.data(`DELETE /secret/share?id=${id}`);

    expect(answer).toEqual({ success: true });
    expect(await bench.refusal(`GET /secret/share?token=${token}`)).toBe("410 This link has been revoked");
  });

  test("is for its creator, after the id and the share were looked at", async () => {
    const bench = new Bench();
    const { id } = await share(bench);
    const ask = async (query: string, as: "owner" | "outsider" | "nobody" = "owner"): Promise<string> =>
      await bench.refusal(`DELETE /secret/share${query}`, { as });

    expect(await ask("", "nobody")).toBe("401 Unauthorized");
    expect(await ask("", "outsider")).toBe("400 Share ID is required");
    expect(await ask(`?id=${unknownId}`, "outsider")).toBe("404 Share link not found");
    expect(await ask(`?id=${id}`, "outsider")).toBe("403 Forbidden");
    expect(await ask("?id=x")).toBe("500 ");
  });
});
