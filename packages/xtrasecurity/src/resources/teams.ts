import { Resource } from "@keyrack/core";
import { holdsList, holdsObject, notFound } from "../answers.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import { path } from "../service.ts";
import { withPerson } from "../stripping.ts";
import type { CreatedInvite, ListedTeam, Membership, Team, TeamDetail, TeamInvite, TeamRole } from "../types/team.ts";

/** A team to be made. */
export interface CreateTeamParams {
  name: string;
  workspaceId: string;
  /** @defaultValue "" */
  description?: string | undefined;
  /** @defaultValue "blue" */
  teamColor?: string | undefined;
  roles?: readonly string[] | undefined;
}

/** What to change of a team. */
export interface UpdateTeamParams {
  name?: string | undefined;
  description?: string | undefined;
}

/** Whom to invite. */
export interface InviteParams {
  teamId: string;
  /** Of somebody who has an account. */
  email: string;
  role: TeamRole;
}

/** Teams and their members. A service account's token works for none of this. */
export class Teams extends Resource {
  /** Lists teams, oldest first: of a workspace for its owner and admins, else those of the caller. `GET /team` */
  async list(params: { workspaceId?: string | undefined } = {}, options?: XtraCallOptions): Promise<ListedTeam[]> {
    const { workspaceId } = checkParams(params);
    return await this.http.get("/team", { query: { workspaceId }, expects: "array" }, options);
  }

  /** Fetches a team with its members; the service asks for no more than a login. The code `not_found` where there is none. `GET /team/{id}` */
  async get(id: string, options?: XtraCallOptions): Promise<TeamDetail> {
    const team = await this.http.get<TeamDetail | null>(
      path`/team/${id}`,
      { judge: isTeamOrNull, expects: "any" },
      options,
    );
    // The service has a 200 for what does not exist.
    if (!team) throw notFound("GET /team/{}", "that team");
    return { ...team, members: team.members.map(withPerson) };
  }

  /** Creates a team whose admin is the caller; for owners and admins of the workspace. 409 where the caller has one of that name there. `POST /team` */
  async create(params: CreateTeamParams, options?: XtraCallOptions): Promise<ListedTeam> {
    // The service has a 500 for a missing description.
    const json = { ...checkParams(params, "name", "workspaceId"), description: params.description ?? "" };
    return await this.http.post("/team", { json }, options);
  }

  /** Changes a team; for owners and admins of the workspace and for the team's creator. `PUT /team` */
  async update(id: string, params: UpdateTeamParams, options?: XtraCallOptions): Promise<Team> {
    const json = { ...checkParams(params), teamId: checkText("id", id) };
    return await this.http.put("/team", { json }, options);
  }

  /**
   * Deletes a team. The service's published code answers 500 to this for every team that was made over the API, as
   * its creator cannot leave it. `DELETE /team`
   */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/team", { json: { teamId: checkText("id", id) }, expects: "void" }, options);
  }

  /** Invites somebody to a team; for its owners and admins. 409 where they are in it or invited. `POST /team/invite` */
  async invite(params: InviteParams, options?: XtraCallOptions): Promise<CreatedInvite> {
    const json = { member: checkParams(params, "teamId", "email", "role") };
    return await this.http.post("/team/invite", { json, judge: holdsObject("invite") }, options);
  }

  /** Lists the caller's invitations. `GET /team/invite` */
  async listInvites(options?: XtraCallOptions): Promise<TeamInvite[]> {
    const { invites } = await this.http.get<{ invites: TeamInvite[] }>(
      "/team/invite",
      { judge: holdsList("invites") },
      options,
    );
    return invites.map(withPerson);
  }

  /** Joins a team that the caller is invited to. `POST /team/invite/accept` */
  async acceptInvite(teamId: string, options?: XtraCallOptions): Promise<Membership> {
    const json = { teamId: checkText("teamId", teamId), status: "active" };
    const { acceptInvite } = await this.http.post<{ acceptInvite: Membership }>(
      "/team/invite/accept",
      { json, judge: holdsObject("acceptInvite") },
      options,
    );
    return acceptInvite;
  }

  /** Declines an invitation of the caller. `POST /team/invite/accept` */
  async declineInvite(teamId: string, options?: XtraCallOptions): Promise<void> {
    const json = { teamId: checkText("teamId", teamId), status: "decline" };
    await this.http.post("/team/invite/accept", { json, expects: "void" }, options);
  }

  /** Gives a member another role; for owners, and for admins where the member is no owner. 400 for the last admin. `PUT /team/role` */
  async setRole(memberId: string, role: TeamRole, options?: XtraCallOptions): Promise<void> {
    const json = { memberId: checkText("memberId", memberId), newRole: checkText("role", role) };
    await this.http.put("/team/role", { json, expects: "void" }, options);
  }

  /**
   * Takes a member out of a team and ends the access that was granted them in its workspace. Owners stay; an admin can
   * remove no admins. `DELETE /team/remove`
   */
  async removeMember(memberId: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete(
      "/team/remove",
      { json: { memberId: checkText("memberId", memberId) }, expects: "void" },
      options,
    );
  }
}

function isTeamOrNull(body: unknown): string | undefined {
  return body === null ? undefined : holdsList("members")(body);
}
