import { recordDeed } from "./audit.ts";
import { type Call, param, readBody, requireCaller, requirePerson } from "./call.ts";
import type { Person } from "./caller.ts";
import { Columns } from "./columns.ts";
import type { Project } from "./model.ts";
import { failWithText, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

const path = "/project/:id/ip";

/** The addresses from which a project may be reached, for its creator only. */
export const projectAddressRoutes: readonly Route[] = [
  { method: "GET", path, run: listAddresses, fail: failWithText },
  { method: "POST", path, run: allowAddress, fail: failWithText },
  { method: "DELETE", path, run: forgetAddress, fail: failWithText },
];

function listAddresses(call: Call): Response {
  const { name: projectName, ipRestrictions } = findOwn(call, requirePerson(call));
  return json({ projectName, ipRestrictions, count: ipRestrictions.length });
}

function allowAddress(call: Call): Response {
  const { columns, ip } = readWish(call);
  const person = requirePerson(call);
  const project = findOwn(call, person);
  const isKnown = project.ipRestrictions.some((restriction) => restriction.ip === ip);
  if (isKnown) throw refuse(400, "IP already in restrictions");
  const description = columns.optionalText("description") || "";
  const time = call.store.createTime();
  setAddresses(project, [...project.ipRestrictions, { ip, description, addedAt: time }], time);
  leaveTrace(call, person, { action: "project_ip_add", project, changes: { ip, description } });
  return answer(`IP ${ip} added to project restrictions`, project);
}

/** Succeeds for an address that is not in the list, too. */
function forgetAddress(call: Call): Response {
  const { ip } = readWish(call);
  const person = requirePerson(call);
  const project = findOwn(call, person);
  const kept = project.ipRestrictions.filter((restriction) => restriction.ip !== ip);
  setAddresses(project, kept, call.store.createTime());
  leaveTrace(call, person, { action: "project_ip_remove", project, changes: { ip } });
  return answer(`IP ${ip} removed from project restrictions`, project);
}

function readWish(call: Call): { readonly columns: Columns; readonly ip: string } {
  requireCaller(call);
  const columns = new Columns(readBody(call), { model: "project", operation: "update" });
  const ip = columns.optionalText("ip");
  if (!ip) throw refuse(400, "IP address is required");
  return { columns, ip };
}

function findOwn(call: Call, { id }: Person): Project {
  const project = call.store.projects.get(param(call, "id"));
  if (project === undefined || project.userId !== id) throw refuse(404, "Project not found");
  return project;
}

function setAddresses(project: Project, ipRestrictions: Project["ipRestrictions"], updatedAt: string): void {
  Object.assign(project, { ipRestrictions, updatedAt });
}

interface Change {
  readonly action: string;
  readonly project: Project;
  readonly changes: object;
}

function leaveTrace(call: Call, person: Person, { action, project, changes }: Change): void {
  recordDeed(call, person, { action, entity: "project", entityId: project.id, changes, isUnchained: true });
}

function answer(message: string, { ipRestrictions }: Project): Response {
  return json({ success: true, message, ipRestrictions });
}
