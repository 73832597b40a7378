import type { OpenText } from "./open-text.ts";

/** A note to one person. */
export interface Notification {
  id: string;
  userId: string;
  userEmail: string;
  /** Such as `Project Created`. */
  taskTitle: string;
  description: string;
  message: string;
  status: OpenText<"success" | "warning" | "info" | "pending" | "unread">;
  read: boolean;
  /** ISO 8601. */
  createdAt: string;
  workspaceId: string | null;
}

/** What the service raises; the names that its published description gives as examples are never raised. */
export type NotificationTrigger =
  | "secret_change"
  | "secret_rollback"
  | "rotation_failed"
  | "suspicious_activity"
  | "access_denied"
  | "system_error"
  | "security_alert";

/** When a rule is meant; left out means always. */
export interface RuleConditions {
  severity?: string[];
  /** Ids. */
  projects?: string[];
  branches?: string[];
}

/** A rule that was just made. The service does not tell its id: list the rules and look for it. */
export interface CreatedNotificationRule {
  id?: string;
  name: string;
  description: string;
  triggers: OpenText<NotificationTrigger>[];
  channels: string[];
  conditions: RuleConditions;
  /** A mail address. */
  createdBy: string;
  workspaceId: string;
  enabled: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** A rule that says which events go to which channels. */
export interface NotificationRule extends CreatedNotificationRule {
  id: string;
}

/** A rule to be made. */
export interface CreateRuleParams {
  name: string;
  workspaceId: string;
  /** At least one. */
  triggers: readonly NotificationTrigger[];
  /** @defaultValue "" */
  description?: string | undefined;
  channels?: readonly string[] | undefined;
  conditions?: Readonly<RuleConditions> | undefined;
}

/** What to change of a rule; left out keeps it. */
export interface UpdateRuleParams {
  name?: string | undefined;
  triggers?: readonly NotificationTrigger[] | undefined;
  description?: string | undefined;
  channels?: readonly string[] | undefined;
  conditions?: Readonly<RuleConditions> | undefined;
  enabled?: boolean | undefined;
}

/** The kind of place that notes can go to. */
export type ChannelType = "slack" | "teams" | "email" | "webhook";

/**
 * Where a channel's notes go: `webhookUrl` for `slack`, `webhook` and `teams`, which also takes `teamsWebhook`; `email`
 * for `email`. Another name, such as `url`, is stored but never used.
 */
export interface ChannelConfig {
  webhookUrl?: string | undefined;
  teamsWebhook?: string | undefined;
  email?: string | undefined;
}

/** A channel that was just made. The service does not tell its id: list the channels and look for it. */
export interface CreatedNotificationChannel {
  id?: string;
  type: OpenText<ChannelType>;
  name: string;
  config: ChannelConfig;
  workspaceId: string;
  enabled: boolean;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** A place that notes go to. */
export interface NotificationChannel extends CreatedNotificationChannel {
  id: string;
}

/** A channel to be made. */
export interface CreateChannelParams {
  type: ChannelType;
  name: string;
  workspaceId: string;
  config?: ChannelConfig | undefined;
}

/** What to change of a channel; left out keeps it. */
export interface UpdateChannelParams {
  type?: ChannelType | undefined;
  name?: string | undefined;
  config?: ChannelConfig | undefined;
  enabled?: boolean | undefined;
}

/** A place to send a trial note to. */
export interface TestChannelParams {
  webhookUrl: string;
  /** @defaultValue "slack" */
  type?: "slack" | "teams" | "webhook" | undefined;
}

/** What came of a trial note. */
export interface ChannelTest {
  success: boolean;
  message: string;
}
