import type { Page } from "@keyrack/core";
import type { OpenText } from "./open-text.ts";
import type { Person } from "./person.ts";

/** What somebody did. */
export interface AuditEvent {
  id: string;
  userId: string;
  /** Such as `secret.update`. */
  action: string;
  /** The kind of thing, such as `secret`. */
  entity: string;
  entityId: string;
  /** Depends on the action. */
  changes: unknown;
  /** ISO 8601. */
  timestamp: string;
  workspaceId: string | null;
  /** Of the event before in the chain; null for one that is in no chain. */
  previousHash: string | null;
  currentHash: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  user: Person;
}

/** One page of the log. `next()` gives the page after it, null after the last one. */
export interface AuditPage extends Page<AuditEvent> {
  /** How many events there are by these filters. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** Which events are meant. */
export interface AuditFilters {
  workspaceId: string;
  userId?: string | undefined;
  /** The kind of thing, such as `secret`. */
  category?: string | undefined;
  /** ISO 8601. The service goes back no further than 30 days on the free plan and 365 on pro, and says nothing of it. */
  startDate?: string | undefined;
  /** ISO 8601. */
  endDate?: string | undefined;
  /** A part of the action; of no effect beside `status`. */
  severity?: string | undefined;
  /** A part of the action. */
  status?: string | undefined;
}

/** Which page of which events to list. */
export interface ListAuditParams extends AuditFilters {
  /** From 1. @defaultValue 1 */
  page?: number | undefined;
  /** 1 to 100. @defaultValue 25 in `list`, 100 in `listAll` */
  pageSize?: number | undefined;
}

/** Which events to export, of all workspaces. */
export interface ExportAuditParams {
  /** ISO 8601. */
  startDate?: string | undefined;
  /** ISO 8601. */
  endDate?: string | undefined;
  action?: string | undefined;
}

/** Whether the chain of the log holds. */
export interface AuditVerification {
  valid: boolean;
  message: string;
  /** Where it breaks first. */
  details?: { brokenAtId: string; reason: OpenText<"Previous hash mismatch" | "Hash verification failed"> };
}

/** Figures of the log; the service fills in `dailyEvents` alone. */
export interface AuditStats {
  dailyEvents: number;
  totalEvents: number;
  criticalEvents: number;
  failedActions: number;
  activeUsers: number;
}

/** Which time a dashboard covers, and of which workspace. */
export interface AuditDashboardParams {
  workspaceId: string;
  /** @defaultValue the service's choice */
  range?: "24h" | "7d" | "30d" | undefined;
}

/** Figures of a workspace's log. */
export interface AuditDashboard {
  /** The range that was asked for. */
  period: string;
  stats: { totalEvents: number; secretAccesses: number; failedLogins: number; activeUsers: number };
  /** One for each day with events. */
  trend: { date: string; count: number }[];
  anomalies: unknown[];
}

/** An event of the caller's own. */
export interface AuditLogEntry {
  /** ISO 8601; kept as it is sent. */
  timestamp: string;
  action: string;
  projectId?: string | undefined;
  /** @defaultValue "cli-project" */
  entity?: string | undefined;
  /** @defaultValue the project, else `global` */
  entityId?: string | undefined;
  details?: unknown;
  /** @defaultValue the project's */
  workspaceId?: string | undefined;
}

/** What came of writing events. */
export interface AuditLogged {
  success: boolean;
  count: number;
  note?: string;
}
