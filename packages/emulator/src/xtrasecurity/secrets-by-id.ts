import type { Fault } from "./fault.ts";
import { failWithText } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import { copySecrets, importSecrets } from "./secrets-by-id-copies.ts";
import { listSecretsById } from "./secrets-by-id-read.ts";
import { rollBackSecretById } from "./secrets-by-id-rollback.ts";
import { createSecretById, deleteSecretById, updateSecretById } from "./secrets-by-id-write.ts";

/** The secrets as the dashboard addresses them, by the ids of their rows. */
export const secretByIdRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/secret",
    isSecured: true,
    run: listSecretsById,
    fail: ({ message }) => json({ error: "Failed to fetch secrets", details: message }, 500),
  },
  { method: "POST", path: "/secret", isSecured: true, run: createSecretById, fail: failWithMessage },
  { method: "PUT", path: "/secret", isSecured: true, run: updateSecretById, fail: failWithMessage },
  { method: "DELETE", path: "/secret", isSecured: true, run: deleteSecretById, fail: failWithMessage },
  { method: "POST", path: "/secret/bulk", isSecured: true, run: importSecrets, fail: failWithMessage },
  { method: "POST", path: "/secret/copy", isSecured: true, run: copySecrets, fail: failWithText },
  {
    method: "POST",
    path: "/secret/rollback",
    run: rollBackSecretById,
    fail: ({ message }) => json({ error: "Internal server error during rollback", details: message }, 500),
  },
];

function failWithMessage({ message }: Fault): Response {
  return json({ message }, 500);
}
