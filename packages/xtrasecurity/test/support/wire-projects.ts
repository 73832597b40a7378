import { expect } from "vitest";
import type { WireRow } from "./wire-row.ts";

const text = expect.any(String) as unknown;
const some = (part: object): unknown => expect.arrayContaining([expect.objectContaining(part)]) as unknown;

/** The wire rows of projects, branches and workspaces. */
export const projectRows: readonly WireRow[] = [
  {
    method: "projects.list",
    call: async ({ projects }, { workspaceId }) => await projects.list({ workspaceId }),
    route: "GET /project",
    query: { workspaceId: "{workspaceId}" },
    answer: some({ name: "Empty", description: "" }),
  },
  {
    method: "projects.get",
    call: async ({ projects }, { projectId }) => await projects.get(projectId),
    route: "GET /project",
    query: { id: "{projectId}" },
    answer: { name: "Owner Project", currentUserRole: "owner", branches: some({ name: "feature" }) },
  },
  {
    method: "projects.getProject",
    call: async ({ projects }, { projectId }) => await projects.getProject(projectId),
    route: "GET /project",
    query: { id: "{projectId}" },
    answer: { name: "Owner Project" },
  },
  {
    method: "projects.create",
    call: async ({ projects }, { workspaceId }) => await projects.create({ name: "Billing", workspaceId }),
    route: "POST /project",
    json: ({ workspaceId }) => ({ name: "Billing", workspaceId, description: "" }),
    answer: { name: "Billing", branches: [{ name: "main" }], secrets: [], user: { email: "owner@fixture.test" } },
  },
  {
    method: "projects.update",
    call: async ({ projects }, { projectId }) => await projects.update(projectId, { name: "Core", teamIds: [] }),
    route: "PUT /project",
    query: { id: "{projectId}" },
    json: () => ({ name: "Core", teamIds: [] }),
    answer: { name: "Core", teamProjects: [] },
  },
  {
    method: "projects.delete",
    call: async ({ projects }, { emptyProjectId }) => await projects.delete(emptyProjectId),
    route: "DELETE /project",
    query: { id: "{emptyProjectId}" },
    answer: undefined,
  },
  {
    method: "projects.listIps",
    call: async ({ projects }, { projectId }) => await projects.listIps(projectId),
    route: "GET /project/{projectId}/ip",
    answer: [],
  },
  {
    method: "projects.addIp",
    call: async ({ projects }, { projectId }) => await projects.addIp(projectId, { ip: "10.0.0.0/8" }),
    route: "POST /project/{projectId}/ip",
    json: () => ({ ip: "10.0.0.0/8" }),
    answer: [{ ip: "10.0.0.0/8", description: "", addedAt: text }],
  },
  {
    method: "projects.removeIp",
    call: async ({ projects }, { projectId }) => await projects.removeIp(projectId, "10.0.0.1"),
    route: "DELETE /project/{projectId}/ip",
    json: () => ({ ip: "10.0.0.1" }),
    answer: [],
  },
  {
    method: "projects.listTeams",
    call: async ({ projects }, { projectId }) => await projects.listTeams(projectId),
    route: "GET /project/{projectId}/teams",
    answer: [{ id: text, team: { name: "Crew" } }],
  },
  {
    method: "projects.addTeam",
    call: async ({ projects }, { otherTeamId, projectId }) => await projects.addTeam(projectId, otherTeamId),
    route: "POST /project/{projectId}/teams",
    json: ({ otherTeamId: teamId }) => ({ teamId }),
    answer: { team: { name: "Guests" } },
  },
  {
    method: "projects.removeTeam",
    call: async ({ projects }, { projectId, teamProjectId }) => await projects.removeTeam(projectId, teamProjectId),
    route: "DELETE /project/{projectId}/teams/{teamProjectId}",
    answer: undefined,
  },
  {
    method: "projects.exportKubernetes",
    call: async ({ projects }, { projectId }) =>
      await projects.exportKubernetes(projectId, {
        env: "production",
        namespace: "shop",
        name: "keys",
        format: "yaml",
      }),
    route: "GET /projects/{projectId}/kubernetes",
    query: { env: "production", namespace: "shop", name: "keys", format: "yaml" },
    answer: expect.stringMatching(/kind: Secret[\s\S]*name: keys/) as unknown,
  },
  {
    method: "branches.list",
    call: async ({ branches }, { projectId }) => await branches.list(projectId),
    route: "GET /branch",
    query: { projectId: "{projectId}" },
    answer: [
      { name: "main", secretCount: 2, user: { email: "owner@fixture.test" } },
      { name: "feature", secretCount: 1 },
    ],
  },
  {
    method: "branches.get",
    call: async ({ branches }, { featureId }) => await branches.get(featureId),
    route: "GET /branch",
    query: { projectId: "{projectId}" },
    answer: { name: "feature", secretCount: 1 },
  },
  {
    method: "branches.getByName",
    call: async ({ branches }) => await branches.getByName(undefined, "feature"),
    route: "GET /branch",
    query: { projectId: "{projectId}" },
    answer: { name: "feature", secretCount: 1 },
  },
  {
    method: "branches.create",
    call: async ({ branches }) =>
      await branches.create(undefined, {
        name: "next",
        description: "Next",
        versionNo: "2",
        permissions: ["a@b.test"],
      }),
    route: "POST /branch",
    json: ({ projectId }) => ({
      name: "next",
      description: "Next",
      versionNo: "2",
      permissions: ["a@b.test"],
      projectId,
    }),
    answer: { name: "next", versionNo: "2" },
  },
  {
    method: "branches.createBranch",
    call: async ({ branches }, { projectId }) =>
      await branches.createBranch(projectId, { name: "hotfix/api-v2", baseEnv: "Production" }),
    route: "POST /branch",
    json: ({ projectId }) => ({ name: "hotfix/api-v2", projectId, base_env: "production" }),
    answer: { name: "hotfix/api-v2" },
  },
  {
    method: "branches.update",
    call: async ({ branches }, { featureId }) => await branches.update(featureId, { name: "renamed" }),
    route: "PUT /branch",
    json: ({ featureId: id }) => ({ id, name: "renamed" }),
    answer: { name: "renamed" },
  },
  {
    method: "branches.delete",
    call: async ({ branches }, { featureId }) => await branches.delete(featureId),
    route: "DELETE /branch/{featureId}",
    answer: undefined,
  },
  {
    method: "branches.clear",
    call: async ({ branches }, { featureId }) => await branches.clear(featureId),
    route: "POST /branch",
    query: { operation: "clear", branchId: "{featureId}" },
    answer: undefined,
  },
  {
    method: "branches.compare",
    call: async ({ branches }, { branchId: base, featureId: compare }) => await branches.compare({ base, compare }),
    route: "GET /branch/compare",
    query: { base: "{branchId}", compare: "{featureId}" },
    answer: { added: [], removed: [{ key: "ONLY_MAIN" }], modified: [{ key: "API_KEY" }] },
  },
  {
    method: "workspaces.list",
    call: async ({ workspaces }) => await workspaces.list(),
    route: "GET /workspace",
    answer: some({ name: "Empty", role: "owner" }),
  },
  {
    method: "workspaces.get",
    call: async ({ workspaces }, { workspaceId }) => await workspaces.get(workspaceId),
    route: "GET /workspace",
    query: { id: "{workspaceId}" },
    answer: { role: "owner", projects: some({ name: "Owner Project" }) },
  },
  {
    method: "workspaces.create",
    call: async ({ workspaces }) => await workspaces.create({ name: "Lab", description: "Trials" }),
    route: "POST /workspace",
    json: () => ({ name: "Lab", description: "Trials" }),
    answer: { name: "Lab", workspaceType: "personal" },
  },
  {
    method: "workspaces.update",
    call: async ({ workspaces }, { workspaceId }) => await workspaces.update(workspaceId, { name: "Office" }),
    route: "PUT /workspace",
    query: { id: "{workspaceId}" },
    json: ({ workspaceId: id }) => ({ id, name: "Office" }),
    answer: { name: "Office" },
  },
  {
    method: "workspaces.delete",
    call: async ({ workspaces }, { emptyWorkspaceId }) => await workspaces.delete(emptyWorkspaceId),
    route: "DELETE /workspace",
    query: { id: "{emptyWorkspaceId}" },
    answer: undefined,
  },
];
