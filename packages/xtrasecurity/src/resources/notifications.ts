import { Resource } from "@keyrack/core";
import { holdsList, holdsObject } from "../answers.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams, checkText } from "../params.ts";
import { isObject } from "../json.ts";
import type {
  ChannelConfig,
  ChannelTest,
  CreateChannelParams,
  CreatedNotificationChannel,
  CreatedNotificationRule,
  CreateRuleParams,
  Notification,
  NotificationChannel,
  NotificationRule,
  TestChannelParams,
  UpdateChannelParams,
  UpdateRuleParams,
} from "../types/notification.ts";

/**
 * Notes to the caller, the channels of a workspace and its rules.
 *
 * The service lists at most 101 rules and 101 channels and says nothing of more. By its published code it keeps rules
 * under a kind of id that it does not find again, so none may ever fire; channels get the general notices. To write
 * either, be owner or admin of the workspace. A service account's token works for none of this.
 */
export class Notifications extends Resource {
  /** Lists the caller's notes, newest first. `GET /notifications` */
  async list(params: { workspaceId?: string | undefined } = {}, options?: XtraCallOptions): Promise<Notification[]> {
    const { workspaceId } = checkParams(params);
    const spec = { query: { workspaceId }, judge: holdsList("notifications") };
    const answer = await this.http.get<{ notifications: Notification[] }>("/notifications", spec, options);
    return answer.notifications;
  }

  /** Marks a note as read or not. `PATCH /notifications` */
  async update(id: string, params: { read: boolean }, options?: XtraCallOptions): Promise<Notification> {
    const spec = {
      json: { ...checkParams(params), id: checkText("id", id) },
      judge: holdsObject("notification"),
    };
    const answer = await this.http.patch<{ notification: Notification }>("/notifications", spec, options);
    return answer.notification;
  }

  /** Deletes a note. `DELETE /notifications?id=` */
  async delete(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/notifications", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }

  /** Lists the rules of a workspace, newest first, at most 101. `GET /notification-rules` */
  async listRules(workspaceId: string, options?: XtraCallOptions): Promise<NotificationRule[]> {
    const spec = { query: { workspaceId: checkText("workspaceId", workspaceId) }, judge: holdsList("rules") };
    const { rules } = await this.http.get<{ rules: NotificationRule[] }>("/notification-rules", spec, options);
    return rules;
  }

  /** Creates a rule; the answer has no id. `POST /notification-rules` */
  async createRule(params: CreateRuleParams, options?: XtraCallOptions): Promise<CreatedNotificationRule> {
    const spec = { json: checkParams(params, "name", "workspaceId"), judge: holdsObject("rule") };
    const { rule } = await this.http.post<{ rule: CreatedNotificationRule }>("/notification-rules", spec, options);
    return rule;
  }

  /** Changes a rule. `PATCH /notification-rules` */
  async updateRule(id: string, params: UpdateRuleParams, options?: XtraCallOptions): Promise<void> {
    const json = { ...checkParams(params), id: checkText("id", id) };
    await this.http.patch("/notification-rules", { json, expects: "void" }, options);
  }

  /** Deletes a rule. `DELETE /notification-rules?id=` */
  async deleteRule(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/notification-rules", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }

  /** Lists the channels of a workspace, newest first, at most 101. `GET /notification-channels` */
  async listChannels(workspaceId: string, options?: XtraCallOptions): Promise<NotificationChannel[]> {
    const spec = { query: { workspaceId: checkText("workspaceId", workspaceId) }, judge: holdsList("channels") };
    const { channels } = await this.http.get<{ channels: NotificationChannel[] }>(
      "/notification-channels",
      spec,
      options,
    );
    return channels;
  }

  /** Creates a channel; the answer has no id. `POST /notification-channels` */
  async createChannel(params: CreateChannelParams, options?: XtraCallOptions): Promise<CreatedNotificationChannel> {
    const spec = {
      json: checkParams(params, "type", "name", "workspaceId"),
      secrets: addressesOf(params.config),
      judge: holdsObject("channel"),
    };
    const { channel } = await this.http.post<{ channel: CreatedNotificationChannel }>(
      "/notification-channels",
      spec,
      options,
    );
    return channel;
  }

  /** Changes a channel. `PATCH /notification-channels` */
  async updateChannel(id: string, params: UpdateChannelParams, options?: XtraCallOptions): Promise<void> {
    const json = { ...checkParams(params), id: checkText("id", id) };
    const spec = { json, secrets: addressesOf(params.config), expects: "void" } as const;
    await this.http.patch("/notification-channels", spec, options);
  }

  /** Deletes a channel. `DELETE /notification-channels?id=` */
  async deleteChannel(id: string, options?: XtraCallOptions): Promise<void> {
    await this.http.delete("/notification-channels", { query: { id: checkText("id", id) }, expects: "void" }, options);
  }

  /** Sends a trial note to an address. `POST /notification-channels/test` */
  async testChannel(params: TestChannelParams, options?: XtraCallOptions): Promise<ChannelTest> {
    const spec = { json: checkParams(params, "webhookUrl"), secrets: [params.webhookUrl] };
    return await this.http.post("/notification-channels/test", spec, options);
  }
}

// Who knows such an address can post to it.
function addressesOf(config: ChannelConfig | undefined): string[] {
  const values: unknown[] = isObject(config) ? Object.values(config) : [];
  return values.filter((value) => typeof value === "string");
}
