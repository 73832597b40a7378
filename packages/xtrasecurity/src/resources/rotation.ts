import type { HttpClient } from "@keyrack/core";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import type { ProjectSource } from "../project.ts";
import type { ProjectTools } from "../project-resource.ts";
import type { OpenText } from "../types/open-text.ts";

/** How often a secret is rotated: every 1, 7, 30 or 90 days, or every `customDays`. */
export type RotationFrequency = "daily" | "weekly" | "monthly" | "quarterly" | "custom";

/** How a new value comes about. The service makes 64 random hexadecimal digits whatever this says. */
export type RotationMethod = "auto-generate" | "webhook" | "manual";

/** A plan to rotate one secret. */
export interface RotationSchedule {
  id: string;
  secretId: string;
  secretKey: string;
  projectId: string;
  projectName: string;
  /** A branch's name; `Global` for a secret on none. */
  branch: string;
  frequency: OpenText<RotationFrequency>;
  /** Null unless the frequency is `custom`. */
  customDays: number | null;
  enabled: boolean;
  /** ISO 8601. */
  nextRotation: string;
  /** ISO 8601; absent until it has run. */
  lastRotation?: string;
  rotationMethod: OpenText<RotationMethod>;
  webhookUrl: string | null;
  /** ISO 8601. */
  createdAt: string;
}

/** A plan as it is stored: the answer to a change has other names than lists. */
export interface StoredSchedule {
  id: string;
  secretId: string;
  projectId: string;
  environment: string;
  frequency: OpenText<RotationFrequency>;
  customDays: number | null;
  /** ISO 8601. */
  nextRotation: string;
  /** ISO 8601; null until it has run. */
  lastRotation: string | null;
  status: OpenText<"active" | "paused">;
  method: OpenText<RotationMethod>;
  webhookUrl: string | null;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** A run of a plan. Which members it has is not known for sure. */
export interface RotationRun {
  id: string;
  [member: string]: unknown;
}

/** Whose plans to list. */
export interface ListSchedulesParams {
  /** @defaultValue the client's `projectId`, unless `workspaceId` is given */
  projectId?: string | undefined;
  workspaceId?: string | undefined;
}

/** A plan to be made: for the secret of `secretId`, or the oldest one of the project with `secretKey`, in any environment. */
export interface CreateScheduleParams {
  secretId?: string | undefined;
  secretKey?: string | undefined;
  /** @defaultValue the client's `projectId` */
  projectId?: string | undefined;
  /** A branch's name, for `secretKey`. @defaultValue any */
  branch?: string | undefined;
  frequency: RotationFrequency;
  /** Days between two runs, for `custom`. @defaultValue 30 */
  customDays?: number | undefined;
  rotationMethod: RotationMethod;
  webhookUrl?: string | undefined;
}

/**
 * Plans by which the service replaces values by itself, with 64 random hexadecimal digits: for values that nobody else
 * has to know. But for `run`, the service asks for a login only, whatever the role.
 */
export class Rotation {
  readonly #http: HttpClient;
  readonly #project: ProjectSource;

  constructor({ http, project }: ProjectTools) {
    this.#http = http;
    this.#project = project;
  }

  /** Lists the plans of a project or a workspace, newest first. `GET /rotation/schedules` */
  async list(params: ListSchedulesParams = {}, options?: XtraCallOptions): Promise<RotationSchedule[]> {
    const { projectId: given, workspaceId } = checkParams(params);
    const isProject = given !== undefined || workspaceId === undefined;
    const projectId = isProject ? await this.#project.id(given, options) : undefined;
    const spec = { query: { projectId, workspaceId }, expects: "array" } as const;
    return await this.#http.get("/rotation/schedules", spec, options);
  }

  /** Creates a plan. 409 where the secret has one. `POST /rotation/schedules` */
  async create(params: CreateScheduleParams, options?: XtraCallOptions): Promise<RotationSchedule> {
    const checked = checkParams(params, "frequency", "rotationMethod");
    const json = { ...checked, projectId: await this.#project.id(params.projectId, options) };
    return await this.#http.post("/rotation/schedules", { json, secrets: [params.webhookUrl] }, options);
  }

  /** Switches a plan on or off. `PATCH /rotation/schedules` */
  async update(id: string, params: { enabled: boolean }, options?: XtraCallOptions): Promise<StoredSchedule> {
    const json = { ...checkParams(params), id: checkText("id", id) };
    return await this.#http.patch("/rotation/schedules", { json }, options);
  }

  /** Deletes a plan. 500 once it has run: switch it off instead. `DELETE /rotation/schedules?id=` */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.#http.delete("/rotation/schedules", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }

  /** Runs a plan at once; the new value is read like any other. 403 without a role that may, 500 where it is switched off. `POST /rotation/run` */
  async run(id: string, options?: XtraCallOptions): Promise<void> {
    await this.#http.post("/rotation/run", { json: { scheduleId: checkText("id", id) }, expects: "void" }, options);
  }

  /** Lists the last 50 runs, newest first. `GET /rotation/history` */
  async history(options?: XtraCallOptions): Promise<RotationRun[]> {
    return await this.#http.get("/rotation/history", { expects: "array" }, options);
  }
}
