import type { Bench, Fields } from "./bench.ts";

/** What a daily schedule of the secret `KEY` needs beside its project. */
export const plan: Fields = { secretKey: "KEY", frequency: "daily", rotationMethod: "auto-generate" };

/** Makes a schedule in the owner's project and hands out its id. */
export async function createSchedule(bench: Bench, settings: Fields = {}): Promise<string> {
  const body = { ...plan, projectId: bench.fixtures.projectId, ...settings };
  const { id } = await bench.data<{ id: string }>("POST /rotation/schedules", { body });
  return id;
}
