import { fitsAddress } from "./addresses.ts";
import type { Call } from "./call.ts";
import type { Project } from "./model.ts";
import { planOf } from "./plans.ts";
import { Refusal, refuse } from "./refusal.ts";
import { json, text } from "./reply.ts";
import { isObject, type Values } from "./values.ts";
import type { Window } from "./windows.ts";

/** The headers about the daily quota that every answer of a secured route's own carries. */
export type QuotaHeaders = Readonly<Record<string, string>>;

const verbsWithBody = ["POST", "PUT", "PATCH", "DELETE"];

/**
 * Takes a request through the gates: the owner's quota is charged first, then a blocked project, its list of addresses
 * and its second factor are looked at, and only then a spent quota refuses.
 */
export function passGates(call: Call, method: string): QuotaHeaders {
  const { project, payer } = findPayer(call, method);
  const charge = chargeQuota(call, payer);
  if (project !== undefined) checkProject(call, project);
  if (charge.isSpent) throw tooMany(charge, call.now);
  return quotaHeaders(charge);
}

interface Payer {
  readonly id: string;
  readonly tier: string;
}

interface Charge {
  readonly limit: number;
  readonly window: Window;
  readonly isSpent: boolean;
}

interface Named {
  readonly project: unknown;
  readonly workspace: unknown;
}

function findPayer(call: Call, method: string): { readonly project: Project | undefined; readonly payer: Payer } {
  const named = findNamed(call, method);
  const project = call.store.projects.peek(named.project);
  const workspace = call.store.workspaces.peek(named.workspace);
  const owner = call.store.users.peek(project?.userId ?? workspace?.createdBy);
  return { project, payer: owner ?? callerAsPayer(call) };
}

function callerAsPayer({ caller, address }: Call): Payer {
  if (caller === undefined) return { id: address, tier: "free" };
  return { id: caller.id, tier: caller.kind === "person" ? caller.user.tier : "enterprise" };
}

/** A body is asked only where neither query nor path names anything. */
function findNamed(call: Call, method: string): Named {
  const { query, params } = call;
  const project = query.get("projectId") || query.get("id") || params["projectId"];
  const workspace = query.get("workspaceId");
  if (project || workspace || !verbsWithBody.includes(method)) return { project, workspace };
  const body = peekBody(call.text);
  return { project: body["projectId"] || body["id"], workspace: body["workspaceId"] };
}

function peekBody(body: string): Values {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function chargeQuota({ store, now }: Call, { id, tier }: Payer): Charge {
  const { requestsPerMinute, requestsPerDay } = planOf(tier);
  const burst = store.burstWindows.count(id, now);
  if (burst.used > requestsPerMinute) return { limit: requestsPerMinute, window: burst, isSpent: true };
  const daily = store.dailyWindows.count(id, now);
  return { limit: requestsPerDay, window: daily, isSpent: daily.used > requestsPerDay };
}

function checkProject({ caller, address }: Call, project: Project): void {
  if (project.isBlocked) throw refuse(403, "This project has been blocked and cannot be used at present.");
  const { ipRestrictions } = project;
  if (ipRestrictions.length > 0 && !ipRestrictions.some(({ ip }) => fitsAddress(ip, address))) {
    const message = `The project's list of addresses does not contain ${address}.`;
    throw new Refusal(json({ error: "Access denied", message, code: "IP_NOT_ALLOWED" }, 403));
  }
  if (project.twoFactorRequired && caller?.kind === "person" && !caller.user.mfaEnabled) {
    const error = "Two-Factor Authentication Required";
    const message = "This project is open only to people who have set up a second factor.";
    throw new Refusal(json({ error, message, code: "2FA_REQUIRED" }, 403));
  }
}

function tooMany(charge: Charge, now: number): Refusal {
  const retryAfter = Math.round((charge.window.end - now) / 1000);
  const body = JSON.stringify({ error: "Too Many Requests", retryAfter });
  return new Refusal(text(body, 429, { ...quotaHeaders(charge), "Retry-After": String(retryAfter) }));
}

function quotaHeaders({ limit, window }: Charge): QuotaHeaders {
  return {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(Math.max(0, limit - window.used)),
    "X-RateLimit-Reset": String(Math.ceil(window.end / 1000)),
  };
}
