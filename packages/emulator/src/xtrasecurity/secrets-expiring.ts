import { asked, type Call, requirePerson } from "./call.ts";
import { checkedId, databaseFault } from "./fault.ts";
import type { Project, Secret } from "./model.ts";
import { failWithText } from "./refusal.ts";
import { json } from "./reply.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";

const millisecondsPerDay = 86_400_000;
const defaultDays = "7";

/** The secrets whose time is nearly or wholly over, in the projects that the caller has created. */
export const expiringSecretRoutes: readonly Route[] = [
  { method: "GET", path: "/secrets/expiring", run: listExpiring, fail: failWithText },
];

function listExpiring(call: Call): Response {
  const { store, now } = call;
  const person = requirePerson(call);
  const end = now + Number.parseInt(asked(call, "days") ?? defaultDays, 10) * millisecondsPerDay;
  if (Number.isNaN(new Date(end).getTime())) throw databaseFault("secret", "findMany", "The date is invalid.");
  const asksFor = asked(call, "projectId");
  const projectId = asksFor === undefined ? undefined : checkedId("secret", asksFor);
  const isWanted = ({ id, userId }: Project): boolean =>
    userId === person.id && (projectId === undefined || id === projectId);
  const dated = listDated(store, isWanted);
  const expiring = dated
    .filter(({ time }) => time >= now && time <= end)
    .map(({ item, time }) => ({ ...item, daysUntilExpiry: countDays(now, time), status: "expiring" }));
  const expired = dated
    .filter(({ time }) => time < now)
    .map(({ item, time }) => ({ ...item, daysExpired: countDays(time, now), status: "expired" }));
  const [expiringCount, expiredCount] = [expiring.length, expired.length];
  return json({ expiring, expired, summary: { expiringCount, expiredCount, total: expiringCount + expiredCount } });
}

interface Dated {
  readonly item: object;
  readonly time: number;
}

function listDated(store: Store, isWanted: (project: Project) => boolean): Dated[] {
  const dated = store.secrets
    .where(({ expiryDate }) => expiryDate !== null)
    .flatMap((secret) => {
      const project = store.projects.peek(secret.projectId);
      return project !== undefined && isWanted(project) ? [describe(secret, project)] : [];
    });
  return dated.toSorted((one, other) => one.time - other.time);
}

function describe({ id, key, environmentType, expiryDate, projectId }: Secret, { name }: Project): Dated {
  const item = { id, key, environmentType, expiryDate, projectId, project: { name } };
  return { item, time: Date.parse(expiryDate ?? "") };
}

function countDays(from: number, to: number): number {
  return Math.ceil((to - from) / millisecondsPerDay);
}
