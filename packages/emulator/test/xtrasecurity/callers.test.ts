import { expect, test } from "vitest";
import { signCliToken } from "../../src/xtrasecurity/cli-token.ts";
import { issueKey } from "../../src/xtrasecurity/credentials.ts";
import { Bench, noon } from "./support/bench.ts";

const hour = 60 * 60 * 1000;

function secretsOf(bench: Bench): string {
  return `/projects/${bench.fixtures.projectId}/envs/production/secrets`;
}

test("a key goes out as a bearer or as X-API-Key", async () => {
  const bench = new Bench();

  const answer = await bench.send(`GET ${secretsOf(bench)}`, {
    as: "nobody",
    headers: { "x-api-key": bench.fixtures.token },
  });

  expect(answer.status).toBe(200);
});

test("X-API-Key wins over a bearer, even when it is wrong", async () => {
  const bench = new Bench();

  const refusal = await bench.refusal(`GET ${secretsOf(bench)}`, { headers: { "x-api-key": "xs_wrong" } });

  expect(refusal).toBe("401 Unauthorized");
});

test.each(["bearer %", "Basic %", "%", "Bearer  %"])("no caller is found in the header %s", async (form) => {
  const bench = new Bench();
  const headers = { authorization: form.replace("%", bench.fixtures.token) };

  const refusal = await bench.refusal(`GET ${secretsOf(bench)}`, { as: "nobody", headers });

  expect(refusal).toBe("401 Unauthorized");
});

test("a key counts until its time is over", async () => {
  const bench = new Bench();
  const owner = { userId: bench.fixtures.userIds.owner };
  const { text: key } = issueKey(bench.store, { owner, expiresAt: new Date(noon + hour).toISOString() });
  const before = await bench.send(`GET ${secretsOf(bench)}`, { as: { key } });
  bench.advance(hour);

  const after = await bench.send(`GET ${secretsOf(bench)}`, { as: { key } });

  expect([before.status, after.status]).toEqual([200, 401]);
});

test("of a key only its hash, its mask and its last use are kept", async () => {
  const bench = new Bench();
  const { token, userIds } = bench.fixtures;

  await bench.send(`GET ${secretsOf(bench)}`);

  const [key] = bench.store.apiKeys.where(({ userId }) => userId === userIds.owner);
  expect(token).toMatch(/^xs_[0-9a-f]{48}$/);
  expect(key).toMatchObject({
    label: "owner key",
    mask: `xs_...${token.slice(-4)}`,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(key?.lastUsed).not.toBeNull();
  expect(JSON.stringify(key)).not.toContain(token);
});

test("the key of a service account works in its own project only", async () => {
  const bench = new Bench();
  const as = bench.addAccount([]);

  const own = await bench.send(`GET ${secretsOf(bench)}`, { as });
  const other = await bench.refusal(`GET /projects/${bench.fixtures.miserProjectId}/envs/production/secrets`, { as });
  const malformed = await bench.refusal("GET /projects/prj_123456789/envs/production/secrets", { as });

  expect(as.key).toMatch(/^xtra_[0-9a-f]{64}$/);
  expect(own.status).toBe(200);
  expect([other, malformed]).toEqual(["403 Access Denied", "403 Access Denied"]);
});

test("a CLI token stands for its key's owner for 24 hours", async () => {
  const bench = new Bench();
  const token = await signCliToken(bench.store, { userId: bench.fixtures.userIds.owner, serviceAccountId: null });
  const before = await bench.send(`GET ${secretsOf(bench)}`, { as: { key: token } });
  bench.advance(24 * hour);

  const after = await bench.send(`GET ${secretsOf(bench)}`, { as: { key: token } });

  expect([before.status, after.status]).toEqual([200, 401]);
});

test("a CLI token of a service account is that account, and one that another server signed is nobody", async () => {
  const bench = new Bench();
  const account = bench.addAccount(["read:secrets"]);
  const owner = { userId: null, serviceAccountId: account.id };
  const own = await signCliToken(bench.store, owner);
  const foreign = await signCliToken(new Bench(2).store, owner);

  const answers = await Promise.all(
    [own, foreign].map(async (key) => await bench.send(`GET ${secretsOf(bench)}`, { as: { key } })),
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 401]);
});
