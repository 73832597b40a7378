import { pathFor, type PathTag } from "@keyrack/core";

/** The name under which errors, events and log lines speak of this service. */
export const service = "authpi-admin";

/** Builds the path for `admin.request()`: every interpolated value becomes exactly one encoded segment. */
export const path: PathTag = /* @__PURE__ */ pathFor(service);
