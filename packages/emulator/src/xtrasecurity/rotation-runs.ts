import { type Call, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { Fault } from "./fault.ts";
import type { RotationRun, Schedule } from "./model-events.ts";
import type { Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { projectRole } from "./roles.ts";
import { nameBranch, readScope } from "./rotation-schedules.ts";
import { nextRun } from "./rotation-times.ts";
import { appendEntry, rewriteSecret } from "./secret-rows.ts";
import type { Store } from "./store.ts";

const valueBytes = 32;
const listedRuns = 50;

/** Gives a schedule's secret 64 random hex digits for a value, whatever method the schedule names. */
export async function runSchedule(call: Call): Promise<Response> {
  const { store, now } = call;
  const caller = requireCaller(call);
  const { scheduleId } = readBody(call);
  if (!scheduleId) throw refuse(400, "Schedule ID required");
  const schedule = found(store.schedules.get(scheduleId), "Schedule not found");
  checkRole(call, caller, schedule);
  if (schedule.status === "paused") throw new Fault("Schedule is paused");
  const secret = store.secrets.peek(schedule.secretId);
  if (secret === undefined) throw new Fault("Secret not found");
  const startedAt = store.createTime();
  await rotate(call, caller, secret);
  const completedAt = store.createTime();
  Object.assign(schedule, { lastRotation: completedAt, nextRotation: nextRun(schedule, now), updatedAt: completedAt });
  store.rotationRuns.add({ id: store.createId(), scheduleId: schedule.id, status: "success", startedAt, completedAt });
  return json({ success: true, newValue: "HIDDEN" });
}

/** Lists the last 50 runs, the newest first, of the projects that a list of schedules would be about; no value goes out. */
export function listRuns(call: Call): Response {
  const { store } = call;
  const isShown = readScope(call);
  const runs = store.rotationRuns.where(({ scheduleId }) =>
    isShown(store.projects.peek(store.schedules.peek(scheduleId)?.projectId)),
  );
  return json(
    runs
      .toReversed()
      .slice(0, listedRuns)
      .map((run) => describe(store, run)),
  );
}

function describe(store: Store, { id, scheduleId, status, startedAt, completedAt }: RotationRun): object {
  const schedule = store.schedules.peek(scheduleId);
  const secret = store.secrets.peek(schedule?.secretId);
  return {
    id,
    secretId: schedule?.secretId,
    secretKey: secret?.key,
    projectName: store.projects.peek(schedule?.projectId)?.name,
    branch: nameBranch(store, secret),
    rotationType: schedule?.method === "manual" ? "manual" : "scheduled",
    status,
    oldValue: "***",
    newValue: "***",
    rotatedBy: "system",
    rotatedAt: completedAt,
    duration: Date.parse(completedAt) - Date.parse(startedAt),
    errorMessage: null,
    rollbackAvailable: false,
  };
}

function checkRole({ store }: Call, caller: Caller, { projectId }: Schedule): void {
  const project = store.projects.peek(projectId);
  const role = project === undefined ? undefined : projectRole(store, caller, project);
  if (role !== undefined && role !== "viewer") return;
  throw refuse(403, "Forbidden: Your role in the project does not permit rotating secrets.");
}

async function rotate({ store }: Call, caller: Caller, secret: Secret): Promise<void> {
  const { version, updatedBy, lastUpdated: createdAt, value } = secret;
  const sealed = await store.vault.seal(store.createHex(valueBytes));
  const time = store.createTime();
  const rotatedBy = caller.kind === "person" ? caller.user.email : `sa_${caller.account.name}@bot`;
  appendEntry(secret, { version, value, createdAt, rotatedBy });
  rewriteSecret(secret, { value: [sealed], lastUpdated: time, updatedBy });
}
