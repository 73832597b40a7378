import { expect, test } from "vitest";
import { Bench, type Fields } from "./support/bench.ts";
import { anId, aTime } from "./support/forms.ts";
import { unknownId } from "./support/secrets.ts";
import { createTeam, invite, notesOf } from "./support/teams.ts";

test("a person sees the own notifications, the newest first", async () => {
  const bench = new Bench();
  const { userIds, emails, workspaceId } = bench.fixtures;
  const [first, second] = [await createTeam(bench), await createTeam(bench, { name: "Breakers" })];
  await invite(bench, first, { person: "viewer", role: "viewer" });

  const notes = await notesOf(bench, "owner");

  expect(first < second).toBe(true);
  expect(notes).toHaveLength(2);
  expect(notes[0]).toEqual({
    id: anId,
    userId: userIds.owner,
    userEmail: emails.owner,
    taskTitle: "Team Created",
    description: 'Team "Breakers" created',
    message: expect.any(String),
    status: "success",
    read: false,
    createdAt: aTime,
    workspaceId,
  });
});

test("a workspace in the query leaves out what belongs to no workspace", async () => {
  const bench = new Bench();
  const { workspaceId } = bench.fixtures;
  await invite(bench, await createTeam(bench), { person: "viewer", role: "viewer" });

  expect(await notesOf(bench, "viewer")).toHaveLength(1);
  expect(await bench.data(`GET /notifications?workspaceId=${workspaceId}`, { as: "viewer" })).toEqual({
    notifications: [],
  });
  expect(await bench.data(`GET /notifications?workspaceId=${workspaceId}`)).toMatchObject({ notifications: [{}] });
});

test("a notification can be marked as read and deleted", async () => {
  const bench = new Bench();
  await createTeam(bench);
  const [note] = await notesOf(bench, "owner");
  const id = String(note?.["id"]);

  const marked = await bench.data<{ notification: Fields }>("PATCH /notifications", { body: { id, read: true } });

  expect(marked).toEqual({ notification: { ...note, read: true } });
  expect(await bench.data("PATCH /notifications", { body: { id } })).toEqual({ notification: note });
  expect(await bench.data(`DELETE /notifications?id=${id}`)).toEqual({ success: true });
  expect(await notesOf(bench, "owner")).toEqual([]);
});

test("a change needs an id, of a row that is there and one's own; a malformed id is the route's 500", async () => {
  const bench = new Bench();
  await createTeam(bench);
  const [note] = await notesOf(bench, "owner");
  const id = String(note?.["id"]);
  const patch = async (body: object): Promise<string> =>
    await bench.refusal("PATCH /notifications", { as: "viewer", body });
  const remove = async (query: string): Promise<string> =>
    await bench.refusal(`DELETE /notifications${query}`, { as: "viewer" });

  expect([await patch({}), await remove("")]).toEqual(Array(2).fill("400 Notification id required"));
  expect([await patch({ id: unknownId }), await remove(`?id=${unknownId}`)]).toEqual(
    Array(2).fill("404 Notification not found"),
  );
  expect([await patch({ id }), await remove(`?id=${id}`)]).toEqual(Array(2).fill("403 Unauthorized"));
  expect(await patch({ id: "ntf_1" })).toBe("500 Failed to update");
  expect(await remove("?id=ntf_1")).toBe("500 Failed to delete");
  for (const request of ["GET", "PATCH", "DELETE"]) {
    expect(await bench.refusal(`${request} /notifications`, { as: "nobody" })).toBe("401 Unauthorized");
  }
  expect(await bench.refusal("GET /notifications", { as: bench.addAccount(["*"]) })).toBe("500 ");
  expect(await bench.refusal("GET /notifications?workspaceId=ws_1")).toBe("500 ");
  expect(await bench.refusal("PATCH /notifications", { raw: "{" })).toBe("500 Failed to update");
});
