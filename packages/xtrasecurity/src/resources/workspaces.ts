import { Resource } from "@keyrack/core";
import { holdsList } from "../answers.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import { projectOf } from "../stripping.ts";
import type { OpenText } from "../types/open-text.ts";
import type { Project } from "../types/project.ts";

/** What holds projects and teams. */
export interface Workspace {
  id: string;
  name: string;
  description: string;
  icon: string | null;
  workspaceType: OpenText<"personal">;
  /** The id of its owner. */
  createdBy: string;
  subscriptionPlan: OpenText<"free" | "pro" | "enterprise">;
  projectLimit: number;
  /** ISO 8601. */
  subscriptionEnd: string | null;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** The caller's part in a workspace. */
export type WorkspaceRole = OpenText<"owner" | "admin" | "member" | "viewer">;

/** A workspace as a list shows it. */
export interface ListedWorkspace extends Workspace {
  role: WorkspaceRole;
}

/** A workspace with its projects. */
export interface WorkspaceDetail extends ListedWorkspace {
  projects: Project[];
}

/** A workspace to be made. */
export interface CreateWorkspaceParams {
  name: string;
  description?: string | undefined;
  icon?: string | undefined;
  workspaceType?: string | undefined;
}

/** What to change of a workspace. */
export interface UpdateWorkspaceParams {
  name?: string | undefined;
  description?: string | undefined;
  icon?: string | undefined;
  workspaceType?: string | undefined;
}

/** What holds projects and teams. A service account's token works for none of this. */
export class Workspaces extends Resource {
  /** Lists the caller's own workspaces, then those of the caller's teams. `GET /workspace` */
  async list(options?: XtraCallOptions): Promise<ListedWorkspace[]> {
    return await this.http.get("/workspace", { expects: "array" }, options);
  }

  /** Fetches one workspace with its projects. `GET /workspace?id=` */
  async get(id: string, options?: XtraCallOptions): Promise<WorkspaceDetail> {
    const spec = { query: { id: checkText("id", id) }, judge: holdsList("projects") };
    const workspace = await this.http.get<WorkspaceDetail>("/workspace", spec, options);
    return { ...workspace, projects: workspace.projects.map(projectOf) };
  }

  /** Creates a workspace; `plan_limit` where the plan allows no more. Members beside `name` are not known for sure. `POST /workspace` */
  async create(params: CreateWorkspaceParams, options?: XtraCallOptions): Promise<Workspace> {
    return await this.http.post("/workspace", { json: checkParams(params, "name") }, options);
  }

  /**
   * Changes a workspace; for its owner and admins. Whether the service reads the id from the query or from the body is
   * not known for sure, so it goes with both. `PUT /workspace?id=`
   */
  async update(id: string, params: UpdateWorkspaceParams, options?: XtraCallOptions): Promise<Workspace> {
    const spec = { query: { id: checkText("id", id) }, json: { ...checkParams(params), id } };
    return await this.http.put("/workspace", spec, options);
  }

  /** Deletes a workspace. 500 while it has a project. `DELETE /workspace?id=` */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/workspace", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }
}
