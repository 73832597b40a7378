import { Resource } from "@keyrack/core";
import { holdsList, textOfFile } from "../answers.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import { path } from "../service.ts";
import { projectOf } from "../stripping.ts";
import type {
  AddIpParams,
  CreatedProject,
  CreateProjectParams,
  ExportKubernetesParams,
  IpRestriction,
  ListedProject,
  ProjectDetail,
  UpdatedProject,
  UpdateProjectParams,
} from "../types/project.ts";
import type { ProjectTeam } from "../types/team.ts";

/** Projects, and from where and by which teams they may be reached. A service account's token works for none of this. */
export class Projects extends Resource {
  /** Lists the projects that the caller created or reaches through a team, oldest first. `GET /project` */
  async list(params: { workspaceId?: string | undefined } = {}, options?: XtraCallOptions): Promise<ListedProject[]> {
    const { workspaceId } = checkParams(params);
    const spec = { query: { workspaceId }, expects: "array" } as const;
    return (await this.http.get<ListedProject[]>("/project", spec, options)).map(projectOf);
  }

  /** Fetches one project. `GET /project?id=` */
  async get(id: string, options?: XtraCallOptions): Promise<ProjectDetail> {
    // Without an id the service would list all projects.
    return projectOf(await this.http.get("/project", { query: { id: checkText("id", id) } }, options));
  }

  /** The same as `get`. `GET /project?id=` */
  async getProject(id: string, options?: XtraCallOptions): Promise<ProjectDetail> {
    return await this.get(id, options);
  }

  /**
   * Creates a project with a branch `main`; for owners and admins of the workspace, 403 also for a workspace that does
   * not exist. `plan_limit` where the workspace is full. `POST /project`
   */
  async create(params: CreateProjectParams, options?: XtraCallOptions): Promise<CreatedProject> {
    // The service has a 500 for a missing description.
    const json = { ...checkParams(params, "name", "workspaceId"), description: params.description ?? "" };
    return projectOf(await this.http.post("/project", { json }, options));
  }

  /** Changes, moves or gives away a project. `PUT /project?id=` */
  async update(id: string, params: UpdateProjectParams, options?: XtraCallOptions): Promise<UpdatedProject> {
    const spec = { query: { id: checkText("id", id) }, json: checkParams(params) };
    return projectOf(await this.http.put("/project", spec, options));
  }

  /**
   * Deletes a project with its secrets and branches.
   *
   * Delete its service accounts and webhooks first: with one of them the service answers 500, keeps the project, and
   * its secrets, branches and teams are gone all the same. 500 without loss while a rotation schedule is there.
   * `DELETE /project?id=`
   */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/project", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }

  /** Lists the addresses that may reach a project; for its creator, else 404. `GET /project/{id}/ip` */
  async listIps(id: string, options?: XtraCallOptions): Promise<IpRestriction[]> {
    return ipsOf(await this.http.get(path`/project/${id}/ip`, { judge: holdsIps }, options));
  }

  /** Lets an address in, and with the first one keeps all others out; gives all of them. `POST /project/{id}/ip` */
  async addIp(id: string, params: AddIpParams, options?: XtraCallOptions): Promise<IpRestriction[]> {
    const spec = { json: checkParams(params, "ip"), judge: holdsIps };
    return ipsOf(await this.http.post(path`/project/${id}/ip`, spec, options));
  }

  /** Takes an address off the list again; gives those that are left. `DELETE /project/{id}/ip` */
  async removeIp(id: string, ip: string, options?: XtraCallOptions): Promise<IpRestriction[]> {
    const spec = { json: { ip: checkText("ip", ip) }, judge: holdsIps };
    return ipsOf(await this.http.delete(path`/project/${id}/ip`, spec, options));
  }

  /** Lists the teams of a project; for its owner and admins. `GET /project/{id}/teams` */
  async listTeams(id: string, options?: XtraCallOptions): Promise<ProjectTeam[]> {
    return await this.http.get(path`/project/${id}/teams`, { expects: "array" }, options);
  }

  /** Opens a project to a team. 409 where it is open to it already. `POST /project/{id}/teams` */
  async addTeam(id: string, teamId: string, options?: XtraCallOptions): Promise<ProjectTeam> {
    return await this.http.post(path`/project/${id}/teams`, { json: { teamId: checkText("teamId", teamId) } }, options);
  }

  /** Closes a project to a team, by the id of the link that `listTeams` shows. `DELETE /project/{id}/teams/{teamProjectId}` */
  async removeTeam(id: string, teamProjectId: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete(path`/project/${id}/teams/${teamProjectId}`, { expects: "void" }, options);
  }

  /**
   * Fetches the secrets of an environment as the text of a Kubernetes manifest: base64, not encrypted. From all
   * branches at once, and empty where a value could not be decrypted; for the project's creator. 404 without secrets.
   * `GET /projects/{projectId}/kubernetes`
   */
  async exportKubernetes(id: string, params: ExportKubernetesParams = {}, options?: XtraCallOptions): Promise<string> {
    const { env, format, name, namespace } = checkParams(params);
    const spec = { query: { env, namespace, name, format }, expects: "bytes", headers: { accept: "*/*" } } as const;
    return textOfFile(
      await this.http.get(path`/projects/${id}/kubernetes`, spec, options),
      "GET /projects/{}/kubernetes",
    );
  }
}

const holdsIps = holdsList("ipRestrictions");

function ipsOf({ ipRestrictions }: { ipRestrictions: IpRestriction[] }): IpRestriction[] {
  return ipRestrictions;
}
