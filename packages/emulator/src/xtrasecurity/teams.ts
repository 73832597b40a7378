import { failWith, failWithText } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { acceptInvitation, inviteMember, listInvitations } from "./team-invitations.ts";
import { changeMemberRole, removeMember } from "./team-members.ts";
import { getTeam, listTeams } from "./teams-read.ts";
import { createTeam, deleteTeam, updateTeam } from "./teams-write.ts";

/** The teams, who is in them and who shall be. */
export const teamRoutes: readonly Route[] = [
  { method: "GET", path: "/team", isSecured: true, run: listTeams, fail: failWithText },
  { method: "POST", path: "/team", isSecured: true, run: createTeam, fail: failWithText },
  { method: "PUT", path: "/team", isSecured: true, run: updateTeam, fail: failWithText },
  { method: "DELETE", path: "/team", isSecured: true, run: deleteTeam, fail: failWithText },
  { method: "GET", path: "/team/:id", run: getTeam, fail: failWithText },
  { method: "GET", path: "/team/invite", run: listInvitations },
  { method: "POST", path: "/team/invite", run: inviteMember, fail: failWithText },
  { method: "POST", path: "/team/invite/accept", run: acceptInvitation, fail: failWithText },
  { method: "PUT", path: "/team/role", run: changeMemberRole, fail: failWith("Failed to update role") },
  {
    method: "DELETE",
    path: "/team/remove",
    run: removeMember,
    fail: () => json({ message: "Error removing member" }, 500),
  },
];
