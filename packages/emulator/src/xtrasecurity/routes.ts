import { kubernetesRoutes } from "./kubernetes.ts";
import type { Route } from "./route.ts";
import { environmentSecretRoutes } from "./secrets-env.ts";
import { branchRoutes } from "./branches.ts";
import { projectAddressRoutes } from "./project-addresses.ts";
import { projectCreatorRoutes } from "./project-creator.ts";
import { projectSettingRoutes } from "./project-settings.ts";
import { projectTeamRoutes } from "./project-teams.ts";
import { projectRoutes } from "./projects.ts";
import { secretByIdRoutes } from "./secrets-by-id.ts";
import { secretHealthRoutes } from "./secret-health.ts";
import { expiringSecretRoutes } from "./secrets-expiring.ts";
import { shareRoutes } from "./shares.ts";
import { accessFlowRoutes } from "./access-flow.ts";
import { accessRequestRoutes } from "./access-requests.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { auditRoutes } from "./audit-routes.ts";
import { breakGlassRoutes } from "./break-glass.ts";
import { cliLoginRoutes } from "./cli-login.ts";
import { docsRoutes } from "./docs.ts";
import { healthRoutes } from "./health.ts";
import { jitLinkRoutes } from "./jit-links.ts";
import { notificationChannelRoutes } from "./notification-channels.ts";
import { notificationRuleRoutes } from "./notification-rules.ts";
import { notificationRoutes } from "./notifications.ts";
import { rotationRoutes } from "./rotation.ts";
import { serviceAccountResolveRoutes } from "./service-account-resolve.ts";
import { serviceAccountRoutes } from "./service-accounts.ts";
import { subscriptionRoutes } from "./subscription.ts";
import { teamRoutes } from "./teams.ts";
import { userRoutes } from "./user.ts";
import { webhookRoutes } from "./webhooks.ts";
import { workspaceRoutes } from "./workspaces.ts";

/** Every route of the service; of two paths that fit, the one with the fixed segment answers. */
export const routes: readonly Route[] = [
  ...environmentSecretRoutes,
  ...kubernetesRoutes,
  ...branchRoutes,
  ...projectAddressRoutes,
  ...projectCreatorRoutes,
  ...projectSettingRoutes,
  ...projectTeamRoutes,
  ...projectRoutes,
  ...secretByIdRoutes,
  ...secretHealthRoutes,
  ...expiringSecretRoutes,
  ...shareRoutes,
  ...accessFlowRoutes,
  ...accessRequestRoutes,
  ...apiKeyRoutes,
  ...auditRoutes,
  ...breakGlassRoutes,
  ...cliLoginRoutes,
  ...docsRoutes,
  ...healthRoutes,
  ...jitLinkRoutes,
  ...notificationChannelRoutes,
  ...notificationRuleRoutes,
  ...notificationRoutes,
  ...rotationRoutes,
  ...serviceAccountResolveRoutes,
  ...serviceAccountRoutes,
  ...subscriptionRoutes,
  ...teamRoutes,
  ...userRoutes,
  ...webhookRoutes,
  ...workspaceRoutes,
];
