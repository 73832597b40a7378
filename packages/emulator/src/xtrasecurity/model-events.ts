import type { Time } from "./model.ts";

/** A note to one person. */
export interface Notification {
  readonly id: string;
  readonly userId: string;
  readonly userEmail: string;
  readonly taskTitle: string;
  readonly description: string;
  readonly message: string;
  readonly status: string;
  read: boolean;
  readonly createdAt: Time;
  readonly workspaceId: string | null;
}

/** A rule that would send notes; lists show it with its id, the answer to its creation does not. */
export interface NotificationRule {
  readonly id: string;
  name: string;
  description: string;
  triggers: unknown[];
  channels: unknown;
  conditions: unknown;
  /** A mail address. */
  readonly createdBy: string;
  readonly workspaceId: string;
  enabled: boolean;
  readonly createdAt: Time;
  updatedAt: Time;
}

/** A place that notes go to; lists show it with its id, the answer to its creation does not. */
export interface NotificationChannel {
  readonly id: string;
  type: string;
  name: string;
  config: unknown;
  readonly workspaceId: string;
  enabled: boolean;
  readonly createdAt: Time;
  updatedAt: Time;
}

/** What somebody did, as `GET /audit` lists it without its user. */
export interface AuditRow {
  readonly id: string;
  /** `sa_` and an id for a service account. */
  readonly userId: string;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly changes: unknown;
  readonly timestamp: Time;
  readonly workspaceId: string | null;
  readonly previousHash: string | null;
  readonly currentHash: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** An address that hears of a project's events. */
export interface Webhook {
  readonly id: string;
  readonly projectId: string;
  url: string;
  events: string[];
  active: boolean;
  readonly createdAt: Time;
  updatedAt: Time;
}

/** A plan to rotate one secret, as it is stored. */
export interface Schedule {
  readonly id: string;
  readonly secretId: string;
  readonly projectId: string;
  readonly environment: string;
  readonly frequency: string;
  readonly customDays: number | null;
  nextRotation: Time;
  lastRotation: Time | null;
  status: "active" | "paused";
  readonly method: string;
  readonly webhookUrl: string | null;
  readonly createdAt: Time;
  updatedAt: Time;
}

/** One run of a schedule; a schedule that has one cannot be deleted. */
export interface RotationRun {
  readonly id: string;
  readonly scheduleId: string;
  readonly status: string;
  readonly startedAt: Time;
  readonly completedAt: Time;
}
