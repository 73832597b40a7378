import { asked, asPerson, type Call, readBody, requireCaller } from "./call.ts";
import { Columns } from "./columns.ts";
import { checkedId, databaseFault } from "./fault.ts";
import type { Schedule } from "./model-events.ts";
import type { Project, Secret } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { isManager, projectMemberships, workspaceRole } from "./roles.ts";
import { nextRun } from "./rotation-times.ts";
import type { Store } from "./store.ts";
import type { Values } from "./values.ts";

/** Lists the newest first. */
export function listSchedules(call: Call): Response {
  const { store } = call;
  const isShown = readScope(call);
  const schedules = store.schedules.where(({ projectId }) => isShown(store.projects.peek(projectId)));
  return json(schedules.toReversed().map((schedule) => describe(store, schedule)));
}

/**
 * Tells which projects a list is about: the one in the query, to any login; those of the workspace in the query, all
 * of them to its owner and admins; else those that the caller has made or reaches through a team.
 */
export function readScope(call: Call): (project: Project | undefined) => boolean {
  const { store } = call;
  const caller = requireCaller(call);
  const projectId = readId(call, "projectId");
  if (projectId !== undefined) return (project) => project?.id === projectId;
  const person = asPerson(caller);
  const workspaceId = readId(call, "workspaceId");
  const seesAll = isManager(workspaceRole(store, person, workspaceId));
  return (project) =>
    project !== undefined &&
    (workspaceId === undefined || project.workspaceId === workspaceId) &&
    (seesAll || project.userId === person.id || projectMemberships(store, person.id, project).length > 0);
}

/** Plans the rotation of a secret of the project in the body, which has no other plan yet; every login may. */
export function createSchedule(call: Call): Response {
  const { store, now } = call;
  requireCaller(call);
  const body = readBody(call);
  const secret = findSecret(store, body);
  if (secret === undefined || secret.projectId !== body["projectId"]) throw refuse(404, "Secret not found or invalid");
  if (store.schedules.first(({ secretId }) => secretId === secret.id) !== undefined) {
    throw refuse(409, "A rotation schedule for this secret exists already.");
  }
  const columns = new Columns(body, { model: "rotationSchedule", operation: "create" });
  const frequency = columns.text("frequency");
  const customDays = frequency === "custom" ? (columns.integer("customDays") ?? null) : null;
  const createdAt = store.createTime();
  const schedule = store.schedules.add({
    id: store.createId(),
    secretId: secret.id,
    projectId: secret.projectId,
    environment: secret.environmentType,
    frequency,
    customDays,
    nextRotation: nextRun({ frequency, customDays }, now),
    lastRotation: null,
    status: "active",
    method: columns.text("rotationMethod"),
    webhookUrl: columns.optionalText("webhookUrl") ?? null,
    createdAt,
    updatedAt: createdAt,
  });
  return json(describe(store, schedule), 201);
}

/** Takes a schedule up again, or pauses it for a false and for a missing `enabled`, and shows the row as it is stored, under other names than the list's. */
export function switchSchedule(call: Call): Response {
  requireCaller(call);
  const body = readBody(call);
  const schedule = findSchedule(call.store, body["id"], "update");
  schedule.status = body["enabled"] ? "active" : "paused";
  schedule.updatedAt = call.store.createTime();
  return json(schedule);
}

/** Deletes a schedule that has never run; the record of a run keeps it for ever. */
export function deleteSchedule(call: Call): Response {
  const { store } = call;
  requireCaller(call);
  const schedule = findSchedule(store, asked(call, "id"), "delete");
  if (store.rotationRuns.first(({ scheduleId }) => scheduleId === schedule.id) !== undefined) {
    throw databaseFault("rotationSchedule", "delete", "The record of a run still needs the schedule.");
  }
  store.schedules.delete(schedule);
  return json({ message: "Schedule deleted successfully" });
}

function readId(call: Call, name: string): string | undefined {
  const id = asked(call, name);
  return id === undefined ? undefined : checkedId("rotationSchedule", id);
}

/** Finds a secret by its id, else by its key: on the named branch, or on any where no branch has that name. */
function findSecret(store: Store, { secretId, secretKey, projectId, branch }: Values): Secret | undefined {
  if (secretId) return store.secrets.get(secretId);
  if (!secretKey || projectId === undefined) return undefined;
  const wantedProject = checkedId("secret", projectId);
  const wantedBranch = store.branches.first((row) => row.projectId === wantedProject && row.name === branch);
  return store.secrets.first(
    (secret) =>
      secret.key === secretKey &&
      secret.projectId === wantedProject &&
      (wantedBranch === undefined || secret.branchId === wantedBranch.id),
  );
}

/** The service goes for the row without a look whether it is there, and the database refuses. */
function findSchedule(store: Store, id: unknown, operation: string): Schedule {
  if (!id) throw refuse(400, "Schedule ID required");
  const schedule = store.schedules.get(id);
  if (schedule !== undefined) return schedule;
  throw databaseFault("rotationSchedule", operation, "No record was found.");
}

function describe(store: Store, schedule: Schedule): object {
  const { id, secretId, projectId, frequency, customDays, status, nextRotation, lastRotation } = schedule;
  const secret = store.secrets.peek(secretId);
  return {
    id,
    secretId,
    secretKey: secret?.key,
    projectId,
    projectName: store.projects.peek(projectId)?.name,
    branch: nameBranch(store, secret),
    frequency,
    customDays,
    enabled: status === "active",
    nextRotation,
    lastRotation: lastRotation ?? undefined,
    rotationMethod: schedule.method,
    webhookUrl: schedule.webhookUrl,
    createdAt: schedule.createdAt,
  };
}

/** Names the branch of a secret, or calls it `Global` where it has none. */
export function nameBranch(store: Store, secret: Secret | undefined): string {
  return store.branches.peek(secret?.branchId)?.name ?? "Global";
}
