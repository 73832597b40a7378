import { expect, test } from "vitest";
import { type AuditDraft, AuditLog, hashAuditRow } from "../../src/xtrasecurity/audit-log.ts";

function draft(number: number, settings: Partial<AuditDraft> = {}): AuditDraft {
  return {
    id: String(number),
    userId: "user",
    action: "secret.read",
    entity: "secret",
    entityId: "1",
    changes: null,
    timestamp: new Date(number).toISOString(),
    workspaceId: null,
    ipAddress: null,
    userAgent: null,
    isChained: true,
    ...settings,
  };
}

test("a chained row hangs on the newest, and its hash covers its content", () => {
  const log = new AuditLog();

  log.add([draft(1)]);
  log.add([draft(2)]);

  const [first, second] = log.rows;
  expect(first?.previousHash).toBe("0".repeat(64));
  expect(second?.previousHash).toBe(first?.currentHash);
  expect(second === undefined ? "" : hashAuditRow(second)).toBe(second?.currentHash);
  expect(second === undefined ? "" : hashAuditRow({ ...second, action: "other" })).not.toBe(second?.currentHash);
});

test("an unchained row has no hashes, and the next begins at nothing", () => {
  const log = new AuditLog();
  log.add([draft(1)]);

  log.add([draft(2, { isChained: false })]);
  log.add([draft(3)]);

  expect(log.rows[1]).toMatchObject({ previousHash: null, currentHash: null });
  expect(log.rows[2]?.previousHash).toBe("0".repeat(64));
});

test("rows stand by time, and a row of the past does not become the newest", () => {
  const log = new AuditLog();
  log.add([draft(5)]);
  const newest = log.rows[0]?.currentHash;

  log.add([draft(3)]);
  log.add([draft(7)]);

  expect(log.rows.map(({ id }) => id)).toEqual(["3", "5", "7"]);
  expect(log.rows[2]?.previousHash).toBe(newest);
});

test("the newest 10,000 rows are kept, with the hash that the oldest of them hangs on", () => {
  const log = new AuditLog();
  for (let number = 1; number <= 10_002; number += 1) log.add([draft(number)]);

  const [oldest] = log.rows;

  expect(log.rows).toHaveLength(10_000);
  expect(oldest?.id).toBe("3");
  expect(log.hashBefore).toBe(oldest?.previousHash);
});
