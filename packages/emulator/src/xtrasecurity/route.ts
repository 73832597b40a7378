import type { Call } from "./call.ts";
import type { Fault } from "./fault.ts";

/** One verb on one path. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api`, in Hono's notation; a path that several routes share is spelled the same in each. */
  readonly path: string;
  /** Stands behind the gates and quotas of the owner. */
  readonly isSecured?: true;
  /** Runs beside other requests, as its own work waits for another server; all others run one after another. */
  readonly isAside?: true;
  /** The 500 for a fault; without it an empty one, or behind the gates a JSON text labelled as plain. */
  readonly fail?: (fault: Fault) => Response;
  /** Answers, or throws a `Refusal` or a `Fault`; for HEAD the body of a GET is left out afterwards. */
  readonly run: (call: Call) => Response | Promise<Response>;
}
