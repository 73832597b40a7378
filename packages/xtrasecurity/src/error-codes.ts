import type { FailureBody } from "./failure-body.ts";

/** The codes that errors of this package have; a status without one of its own gives `http_<status>`. */
export type XtraErrorCode =
  | "aborted"
  | "authentication"
  | "body_too_large"
  | "closed_client"
  | "conflict"
  | "gone"
  | "injection_refused"
  | "invalid_argument"
  | "invalid_option"
  | "invalid_response"
  | "invalid_secrets"
  | "ip_not_allowed"
  | "jit_required"
  | "masked_values"
  | "missing_project"
  | "missing_secrets"
  | "missing_token"
  | "network"
  | "not_found"
  | "partial_write"
  | "permission"
  | "plan_limit"
  | "project_blocked"
  | "rate_limited"
  | "redirect"
  | "server"
  | "spawn_failed"
  | "timeout"
  | "too_many_pages"
  | "two_factor_required"
  | "undecryptable_value";

const byStatus: Readonly<Record<number, XtraErrorCode>> = {
  400: "invalid_argument",
  401: "authentication",
  404: "not_found",
  409: "conflict",
  410: "gone",
  429: "rate_limited",
};

/** Gives the code of an answer that is not 2xx; undefined where its status has none. */
export function codeOf(status: number, body: FailureBody): XtraErrorCode | undefined {
  if (status === 403) return codeOfRefusal(body);
  return status >= 500 ? "server" : byStatus[status];
}

function codeOfRefusal({ action, code, message = "" }: FailureBody): XtraErrorCode {
  if (action === "request_jit") return "jit_required";
  if (code === "IP_NOT_ALLOWED") return "ip_not_allowed";
  if (code === "2FA_REQUIRED") return "two_factor_required";
  if (message.startsWith("This project has been blocked")) return "project_blocked";
  return /limit reached\.?$/i.test(message) ? "plan_limit" : "permission";
}
