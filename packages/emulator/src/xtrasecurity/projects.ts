import { getProjects } from "./projects-read.ts";
import { updateProject } from "./projects-update.ts";
import { createProject, deleteProject } from "./projects-write.ts";
import { failWith } from "./refusal.ts";
import type { Route } from "./route.ts";

/** The projects themselves. */
export const projectRoutes: readonly Route[] = [
  { method: "GET", path: "/project", isSecured: true, run: getProjects, fail: failWith("Failed to fetch projects") },
  {
    method: "POST",
    path: "/project",
    isSecured: true,
    run: createProject,
    fail: failWith("Failed to create project"),
  },
  { method: "PUT", path: "/project", isSecured: true, run: updateProject, fail: failWith("Failed to update project") },
  {
    method: "DELETE",
    path: "/project",
    isSecured: true,
    run: deleteProject,
    fail: failWith("Failed to delete project"),
  },
];
