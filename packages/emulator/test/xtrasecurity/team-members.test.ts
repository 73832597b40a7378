import { describe, expect, test } from "vitest";
import { Bench, type Sender } from "./support/bench.ts";
import { aSentence } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";
import { createTeam, enlist, notesOf } from "./support/teams.ts";

describe("PUT /team/role", () => {
  test("gives a member another role, tells the member, and leaves an unchained audit row", async () => {
    const bench = new Bench();
    const memberId = await enlist(bench, await createTeam(bench), { person: "viewer", role: "viewer" });

    const answer = await bench.data("PUT /team/role", { body: { memberId, newRole: "developer" } });

    expect(answer).toEqual({ count: 1 });
    expect(bench.store.memberships.get(memberId)).toMatchObject({ role: "developer" });
    const words = { taskTitle: "Role changed", description: "Your role was changed to developer", status: "unread" };
    expect((await notesOf(bench, "viewer"))[0]).toMatchObject({ ...words, workspaceId: null });
    const row = { action: "role_change", entity: "team_user", entityId: memberId, currentHash: null };
    expect(bench.auditRows.at(-1)).toMatchObject(row);
  });

  test("refuses an unknown member, then the caller's role, then the last admin's fall", async () => {
    const bench = new Bench();
    const { creatorId, ownerId, developerId } = await fill(bench);
    const send = async (as: Sender, memberId: string, newRole = "viewer"): Promise<unknown> =>
      await bench.send("PUT /team/role", { as, body: { memberId, newRole } });
    const forbidden = { status: 403, body: { error: "Forbidden" } };

    expect(await send("outsider", unknownId)).toMatchObject({ status: 404, body: { error: "Team member not found" } });
    expect(await send("outsider", creatorId)).toMatchObject(forbidden);
    expect(await send("developer", creatorId)).toMatchObject(forbidden);
    expect(await send("owner", ownerId)).toMatchObject(forbidden);
    expect(await send("miser", ownerId)).toMatchObject({ status: 200 });
    expect(await send("owner", creatorId)).toMatchObject({ status: 400, body: { error: aSentence } });
    expect(await send("owner", creatorId, "owner")).toMatchObject({ status: 200 });
    expect(await send("owner", developerId, "admin")).toMatchObject({ status: 200 });
    expect(await send("owner", creatorId)).toMatchObject({ status: 200 });
    expect(await send("owner", "tm_1")).toMatchObject({ status: 500, body: { error: "Failed to update role" } });
    expect(await send("nobody", creatorId)).toMatchObject({ status: 401 });
  });
});

describe("DELETE /team/remove", () => {
  test("ends the membership and the running grants in the workspace, and tells whom it concerns", async () => {
    const bench = new Bench();
    const memberId = await enlist(bench, await createTeam(bench), { person: "developer", role: "developer" });
    bench.grant("developer");
    bench.advance(61 * 60_000);
    bench.grant("developer");
    bench.grant("viewer");

    const answer = await bench.data("DELETE /team/remove", { body: { memberId } });

    expect(answer).toEqual({ message: "Member removed successfully" });
    const grants = bench.store.accessRequests.where(() => true).map(({ status }) => status);
    expect(grants).toEqual(["approved", "revoked", "approved"]);
    const note = { taskTitle: "Removed from team", status: "unread", workspaceId: null };
    expect((await notesOf(bench, "developer"))[0]).toMatchObject(note);
    const row = { action: "member_removed", entity: "team_user", entityId: memberId, workspaceId: null };
    expect(bench.auditRows.at(-1)).toMatchObject({ ...row, currentHash: null });
  });

  test("leaves owners to nobody, and admins to owners", async () => {
    const bench = new Bench();
    const { creatorId, ownerId, developerId } = await fill(bench);
    const refusal = async (as: Sender, memberId: string): Promise<string> =>
      await bench.refusal("DELETE /team/remove", { as, body: { memberId } });

    expect(await refusal("owner", unknownId)).toBe("404 Member not found");
    expect(await refusal("owner", creatorId)).toBe("403 Forbidden");
    expect(await refusal("owner", ownerId)).toBe("403 Forbidden");
    expect(await refusal("miser", ownerId)).toBe("403 Forbidden");
    expect(await refusal("developer", developerId)).toBe("403 Forbidden");
    expect(await refusal("nobody", developerId)).toBe("401 Unauthorized");
    expect((await bench.send("DELETE /team/remove", { as: "miser", body: { memberId: creatorId } })).status).toBe(200);
  });

  test("answers a malformed id with a message in the place of an error", async () => {
    const bench = new Bench();

    const answer = await bench.send("DELETE /team/remove", { body: { memberId: "tm_1" } });

    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({ message: "Error removing member" });
  });
});

/** A team of an admin, who made it, an owner (the miser) and a developer. */
async function fill(bench: Bench): Promise<{ creatorId: string; ownerId: string; developerId: string }> {
  const teamId = await createTeam(bench);
  const ownerId = await enlist(bench, teamId, { person: "miser", role: "owner" });
  const developerId = await enlist(bench, teamId, { person: "developer", role: "developer" });
  const creatorId = bench.store.memberships.first(({ role }) => role === "admin")?.id ?? "";
  return { creatorId, ownerId, developerId };
}
