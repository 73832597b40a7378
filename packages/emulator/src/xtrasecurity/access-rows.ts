import type { AccessRequest } from "./model-access.ts";
import type { Store } from "./store.ts";
import { millisecondsOf, toTime } from "./times.ts";

/** What a wish for access says. */
export type Wish = Pick<AccessRequest, "userId" | "secretIds" | "projectId" | "reason" | "duration" | "workspaceId">;

/** Adds a wish for access that waits for a decision. */
export function addAccessRequest(store: Store, wish: Wish): AccessRequest {
  return store.accessRequests.add({
    id: store.createId(),
    ...wish,
    status: "pending",
    approvedBy: null,
    approvedAt: null,
    expiresAt: null,
    requestedAt: store.createTime(),
  });
}

/** Tells when a grant ends that is given at `now` in Unix milliseconds. */
export function endOfGrant({ duration }: AccessRequest, now: number): string {
  return toTime(now + duration * millisecondsOf.minute);
}

/** Tells whether a request is a grant whose time is not over; `now` in Unix milliseconds. */
export function isRunning({ status, expiresAt }: AccessRequest, now: number): boolean {
  return status === "approved" && expiresAt !== null && Date.parse(expiresAt) > now;
}

/** Joins the first of a request's secrets to it: `null` without any, and no member where it is gone. */
export function withSecret(store: Store, request: AccessRequest): object {
  const [firstId] = request.secretIds;
  if (firstId === undefined) return { ...request, secret: null };
  const secret = store.secrets.peek(firstId);
  return secret === undefined ? request : { ...request, secret: { id: secret.id, key: secret.key } };
}
