import { failWithText } from "./refusal.ts";
import type { Route } from "./route.ts";
import { listRuns, runSchedule } from "./rotation-runs.ts";
import { createSchedule, deleteSchedule, listSchedules, switchSchedule } from "./rotation-schedules.ts";

const schedules = "/rotation/schedules";

/** Plans to rotate secrets; none runs unless somebody calls for it. */
export const rotationRoutes: readonly Route[] = [
  { method: "GET", path: schedules, run: listSchedules, fail: failWithText },
  { method: "POST", path: schedules, run: createSchedule, fail: failWithText },
  { method: "PATCH", path: schedules, run: switchSchedule, fail: failWithText },
  { method: "DELETE", path: schedules, run: deleteSchedule, fail: failWithText },
  { method: "POST", path: "/rotation/run", run: runSchedule, fail: failWithText },
  { method: "GET", path: "/rotation/history", run: listRuns, fail: failWithText },
];
