import { accountRoutes } from "./accounts.ts";
import { agentRoutes } from "./agents.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { approvalRoutes } from "./approvals.ts";
import { authMethodRoutes } from "./auth-methods.ts";
import { clientRoutes } from "./clients.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { domainRoutes } from "./domains.ts";
import { eventRoutes } from "./events.ts";
import { groupRoutes } from "./groups.ts";
import { invitationRoutes } from "./invitations.ts";
import { issuerRoutes } from "./issuers.ts";
import { meRoutes } from "./me.ts";
import { memberRoutes } from "./members.ts";
import { noteRoutes } from "./notes.ts";
import { organizationRoutes } from "./organizations.ts";
import type { Route } from "./route.ts";
import { sessionRoutes } from "./sessions.ts";
import { ssoRoutes } from "./sso.ts";
import { tokenRoutes } from "./tokens.ts";
import { trustedDeviceRoutes } from "./trusted-devices.ts";
import { userVerifierRoutes } from "./user-verifiers.ts";
import { userRoutes } from "./users.ts";
import { webhookRoutes } from "./webhooks.ts";

/** Every route of the service; of two that fit an address the first one answers. */
export const routes: readonly Route[] = [
  ...meRoutes,
  ...accountRoutes,
  ...apiKeyRoutes,
  ...domainRoutes,
  ...eventRoutes,
  ...noteRoutes,
  ...tokenRoutes,
  ...webhookRoutes,
  ...deliveryRoutes,
  ...issuerRoutes,
  ...agentRoutes,
  ...approvalRoutes,
  ...authMethodRoutes,
  ...clientRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...trustedDeviceRoutes,
  ...userVerifierRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...groupRoutes,
  ...invitationRoutes,
  ...ssoRoutes,
];
