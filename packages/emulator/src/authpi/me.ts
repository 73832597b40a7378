import { done } from "./call.ts";
import type { Route } from "./route.ts";

/** Tells a caller who they are and which accounts they may act on; needs no scope. */
export const meRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/me",
    run: ({ caller }) => {
      const accounts = Array.from(caller.accounts, ([account_id, reach]) => ({ account_id, ...reach }));
      return done({ type: caller.type, ...caller.identity, accounts, organizations: caller.organizations });
    },
  },
];
