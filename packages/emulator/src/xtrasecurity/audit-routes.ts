import { listAudit } from "./audit-list.ts";
import { uploadLogs } from "./audit-upload.ts";
import { countEvents, exportAudit, showDashboard, verifyChain } from "./audit-views.ts";
import { failWith, failWithText } from "./refusal.ts";
import type { Route } from "./route.ts";

const fail = failWith("Internal Server Error");

/** What was done, by whom, and whether the record of it is whole. */
export const auditRoutes: readonly Route[] = [
  { method: "GET", path: "/audit", run: listAudit, fail: failWith("Failed to fetch audit logs") },
  { method: "POST", path: "/audit/export", run: exportAudit, fail: failWithText },
  { method: "GET", path: "/audit/verify", run: verifyChain, fail },
  { method: "GET", path: "/audit/stats", run: countEvents, fail },
  { method: "GET", path: "/audit/dashboard", run: showDashboard, fail: failWithText },
  { method: "POST", path: "/audit/cli-logs", isSecured: true, run: uploadLogs },
];
