import { type Call, requireCaller } from "./call.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";

/** The person behind a key. */
export const userRoutes: readonly Route[] = [{ method: "GET", path: "/user", run: getUser }];

function getUser(call: Call): Response {
  const caller = requireCaller(call);
  if (caller.kind === "account") throw refuse(404, "User not found");
  const { id, name, email, image, role, tier } = caller.user;
  return json({ id, name, email, image, role, tier });
}
