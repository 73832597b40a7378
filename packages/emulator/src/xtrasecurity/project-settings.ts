import { type Call, param } from "./call.ts";
import { databaseFault, type Fault } from "./fault.ts";
import type { Project } from "./model.ts";
import { failWith, found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { isObject, parseJson, type Values } from "./values.ts";

const path = "/project/:id";
const accessLevels: readonly unknown[] = ["private", "team", "public"];
const securityLevels: readonly unknown[] = ["low", "medium", "high"];

/** The settings of a project that the service lets everybody change, without a login. */
export const projectSettingRoutes: readonly Route[] = [
  { method: "PUT", path: `${path}/access`, run: setAccess, fail: failWith("Failed to update access level") },
  {
    method: "PUT",
    path: `${path}/security-level`,
    run: setSecurityLevel,
    fail: failWith("Failed to update security level"),
  },
  {
    method: "PATCH",
    path: `${path}/security-settings`,
    run: changeSecuritySettings,
    fail: failWith("Failed to update security settings"),
  },
  {
    method: "POST",
    path: `${path}/ip-restrictions`,
    run: addRestriction,
    fail: failWith("Failed to add IP restriction"),
  },
  {
    method: "DELETE",
    path: `${path}/ip-restrictions`,
    run: keepRestrictions,
    fail: failWith("Failed to remove IP restriction"),
  },
];

function setAccess(call: Call): Response {
  const { accessLevel } = readObject(call, "Invalid access level");
  if (!accessLevels.includes(accessLevel)) throw refuse(400, "Invalid access level");
  return change(call, () => ({ accessControl: String(accessLevel) }));
}

function setSecurityLevel(call: Call): Response {
  const { securityLevel } = readObject(call, "Invalid security level");
  if (!securityLevels.includes(securityLevel)) throw refuse(400, "Invalid security level");
  return change(call, () => ({ securityLevel: String(securityLevel) }));
}

function changeSecuritySettings(call: Call): Response {
  const body = readObject(call, "Invalid security settings");
  const changes = Object.entries(settings).flatMap(([name, isValid]) => {
    const value = body[name];
    if (value === undefined) return [];
    if (!isValid(value)) throw refuse(400, "Invalid security settings");
    return [[name, value] as const];
  });
  for (const [, value] of changes) {
    if (typeof value === "number" && !Number.isInteger(value)) throw invalid("a whole number is expected");
  }
  return change(call, () => Object.fromEntries(changes));
}

/** Adds an address even where the list has it. */
function addRestriction(call: Call): Response {
  const { ip, description } = readObject(call, "Invalid IP restriction format");
  const isAddress = typeof ip === "string" && /^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/.test(ip);
  const isDescribed = typeof description === "string" && description.length >= 1 && description.length <= 255;
  if (!isAddress || !isDescribed) throw refuse(400, "Invalid IP restriction format");
  return change(call, ({ ipRestrictions, updatedAt }) => ({
    ipRestrictions: [...ipRestrictions, { ip, description, addedAt: updatedAt }],
  }));
}

/** Looks for the address where the service never finds one, and so reports a success without removing anything. */
function keepRestrictions(call: Call): Response {
  found(call.store.projects.get(param(call, "id")), "Project not found");
  return json({ success: true });
}

type Test = (value: unknown) => boolean;

const isBoolean: Test = (value) => typeof value === "boolean";

function isWithin(least: number, most: number): Test {
  return (value) => typeof value === "number" && value >= least && value <= most;
}

const settings: Readonly<Record<string, Test>> = {
  twoFactorRequired: isBoolean,
  passwordMinLength: isWithin(8, 128),
  passwordRequireSpecialChars: isBoolean,
  passwordRequireNumbers: isBoolean,
  passwordExpiryDays: isWithin(0, 365),
};

function readObject({ text }: Call, refusal: string): Values {
  const body = parseJson(text);
  if (!isObject(body) || Array.isArray(body)) throw refuse(400, refusal);
  return body;
}

function change(call: Call, decide: (project: Project) => Partial<Project>): Response {
  const project = call.store.projects.get(param(call, "id"));
  if (project === undefined) throw invalid("there is no such project");
  project.updatedAt = call.store.createTime();
  return json(Object.assign(project, decide(project)));
}

function invalid(reason: string): Fault {
  return databaseFault("project", "update", reason);
}
