import type { Call, OpenCall } from "./call.ts";
import { createKey, deleteKey, getKey, listKeys, updateKey } from "./keys.ts";
import { getRateLimits, listBreaches } from "./rate-limits.ts";
import type { BodyNeed } from "./read-body.ts";
import { issueWeb3Token, mintKey } from "./web3-keys.ts";

/** A method and a path under `/api/v1`, who may call it, and what answers it with 200 and JSON. */
export type Route = OpenRoute | KeyRoute;

/** A route that looks at no key. */
interface OpenRoute extends Address {
  readonly access: "everybody";
  readonly handler: (call: OpenCall) => Promise<object>;
}

/** A route that needs a key. */
interface KeyRoute extends Address {
  readonly access: "key" | "admin";
  readonly handler: (call: Call) => object;
}

interface Address {
  readonly method: string;
  /** At most one open segment, `:id`. */
  readonly path: string;
  readonly body: BodyNeed;
}

const keys = "/api_keys";
const web3 = "/api_keys/generate_web3_key";
const limits = "/api_keys/rate_limits";

/** Every route; of two that fit, the earlier one answers. */
export const routes: readonly Route[] = [
  { method: "GET", path: keys, access: "admin", body: "none", handler: listKeys },
  { method: "POST", path: keys, access: "admin", body: "required", handler: createKey },
  { method: "PATCH", path: keys, access: "admin", body: "required", handler: updateKey },
  { method: "DELETE", path: keys, access: "admin", body: "optional", handler: deleteKey },
  { method: "GET", path: web3, access: "everybody", body: "none", handler: issueWeb3Token },
  { method: "POST", path: web3, access: "everybody", body: "required", handler: mintKey },
  { method: "GET", path: limits, access: "key", body: "none", handler: getRateLimits },
  { method: "GET", path: `${limits}/log`, access: "admin", body: "none", handler: listBreaches },
  { method: "GET", path: `${keys}/:id`, access: "admin", body: "none", handler: getKey },
];
