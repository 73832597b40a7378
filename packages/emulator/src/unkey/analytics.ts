import { type Answer, type Call, requirePermission } from "./call.ts";
import { Problem } from "./problem.ts";

/** Refuses with 412 whatever the SQL, as a service without an analytics store does. */
export function getVerifications(call: Call): Answer {
  requirePermission(call, "api.*.read_analytics");
  throw notConfigured();
}

/** Refuses with 412 whatever the SQL, as a service without an analytics store does. */
export function getRatelimits(call: Call): Answer {
  requirePermission(call, "ratelimit.*.read_analytics");
  throw notConfigured();
}

function notConfigured(): Problem {
  return new Problem("analyticsNotConfigured", "Analytics are not configured.");
}
