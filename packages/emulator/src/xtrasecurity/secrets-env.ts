import { cloneEnvironment } from "./secrets-env-clone.ts";
import { readHistory, rollBackSecret } from "./secrets-env-history.ts";
import { deleteSecret, getSecret } from "./secrets-env-key.ts";
import { linkSecret } from "./secrets-env-link.ts";
import { readSecrets } from "./secrets-env-read.ts";
import { promoteSecret, rotateSecret } from "./secrets-env-rotate.ts";
import { writeSecrets } from "./secrets-env-write.ts";
import { failWithText } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

const environments = "/projects/:projectId/envs";
const secrets = `${environments}/:env/secrets`;
const secret = `${secrets}/:key`;

/** The secrets of a project by environment. */
export const environmentSecretRoutes: readonly Route[] = [
  { method: "GET", path: secrets, isSecured: true, run: readSecrets },
  { method: "POST", path: secrets, isSecured: true, run: writeSecrets },
  { method: "GET", path: secret, run: getSecret },
  { method: "DELETE", path: secret, run: deleteSecret, fail: failWithText },
  { method: "POST", path: `${secrets}/link`, run: linkSecret, fail: failWithText },
  { method: "GET", path: `${secret}/history`, run: readHistory, fail: failWithText },
  { method: "POST", path: `${secret}/history`, run: rollBackSecret, fail: failWithText },
  { method: "POST", path: `${secret}/rotate`, run: rotateSecret, fail: failWithText },
  { method: "POST", path: `${secret}/promote`, run: promoteSecret, fail: failWithText },
  {
    method: "POST",
    path: `${environments}/clone`,
    run: cloneEnvironment,
    fail: (fault) => json({ error: fault.message, stack: String(fault) }, 500),
  },
];
