import { expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { anId, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";

const path = "/auth/api-keys";

test("a key is made with 200, shown once, and listed as a mask, the oldest first", async () => {
  const bench = new Bench();

  const answer = await bench.send(`POST ${path}`, { body: { label: "desk", expiresAt: "2027-01-01" } });

  const { id, key } = answer.body as { id: string; key: string };
  const facts = { id, label: "desk", createdAt: aTime, expiresAt: "2027-01-01T00:00:00.000Z" };
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ ...facts, key: expect.stringMatching(/^xs_[0-9a-f]{48}$/) });
  const [fixture, made] = await bench.data<Fields[]>(`GET ${path}`);
  expect(fixture).toMatchObject({ id: anId, label: "owner key", expiresAt: null, lastUsed: aTime });
  expect(made).toEqual({ ...facts, lastUsed: null, key: `xs_...${key.slice(-4)}` });
});

test("a key works until its time is over or it is deleted", async () => {
  const bench = new Bench();
  const brief = await bench.data(`POST ${path}`, { body: { expiresAt: "2026-06-15T13:00:00Z" } });
  const long = await bench.data(`POST ${path}`, { body: {} });
  const works = async ({ key }: Fields): Promise<boolean> =>
    (await bench.send("GET /user", { as: { key: String(key) } })).status === 200;

  expect([await works(brief), await works(long)]).toEqual([true, true]);
  bench.advance(60 * 60_000);
  expect([await works(brief), await works(long)]).toEqual([false, true]);
  expect(await bench.data(`DELETE ${path}/${String(long["id"])}`)).toEqual({ success: true });
  expect(await works(long)).toBe(false);
});

test("a label and a workspace can be left out, and a workspace picks the keys of the list", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  const { id, label } = await bench.data(`POST ${path}`, { body: { workspaceId } });

  const keys = await bench.data<Fields[]>(`GET ${path}?workspaceId=${workspaceId}`);

  expect(label).toBe("Generated Key");
  expect(keys).toMatchObject([{ id }]);
});

test("keys are their owner's alone, and no service account has any", async () => {
  const bench = new Bench();
  const [{ id } = {}] = await bench.data<Fields[]>(`GET ${path}`);
  const account = bench.addAccount(["*"]);
  const notFound = "404 Key not found or unauthorized";

  expect(await bench.refusal(`DELETE ${path}/${String(id)}`, { as: "viewer" })).toBe(notFound);
  expect(await bench.refusal(`DELETE ${path}/${unknownId}`)).toBe(notFound);
  for (const request of [`DELETE ${path}/key_1`, `GET ${path}?workspaceId=ws_1`]) {
    expect(await bench.send(request)).toMatchObject({ status: 500, text: "" });
  }
  for (const request of [`GET ${path}`, `POST ${path}`, `DELETE ${path}/${unknownId}`]) {
    expect(await bench.refusal(request, { as: account })).toBe("404 User not found");
    expect(await bench.refusal(request, { as: "nobody" })).toBe("401 Unauthorized");
  }
});
