import { asked, asPerson, type Call, requireCaller } from "./call.ts";
import { isId } from "./fault.ts";
import type { Project, Secret } from "./model.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { workspaceRole } from "./roles.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";

const millisecondsPerDay = 86_400_000;
const staleAfterDays = 90;
const shownFixes = 10;
const shares = { fresh: 40, automatic: 30, distinct: 30 };

/** What is to be improved in the secrets of a workspace. */
export const secretHealthRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/secret/health",
    run: describeHealth,
    fail: ({ message }) => json({ error: "Internal Server Error", details: message }, 500),
  },
];

function describeHealth(call: Call): Response {
  const caller = requireCaller(call);
  const workspaceId = asked(call, "workspaceId");
  if (workspaceId === undefined) throw refuse(400, "Workspace ID is required");
  // Behind an id of the right form the service asks for the caller's teams, which fails for a service account.
  const person = isId(workspaceId) ? asPerson(caller) : caller;
  if (workspaceRole(call.store, person, workspaceId) === undefined) throw refuse(403, "Forbidden");
  const kept = listSecrets(call.store, workspaceId.toLowerCase());
  const total = kept.length;
  const stale = kept.filter(({ secret }) => ageInDays(secret, call.now) > staleAfterDays).length;
  const automatic = kept.filter(({ secret }) => isAutomatic(secret)).length;
  const distinct = countKeys(kept).size;
  const points = shares.fresh * (total - stale) + shares.automatic * automatic + shares.distinct * distinct;
  return json({
    total,
    staleCount: stale,
    duplicateCount: total - distinct,
    autoRotationCount: automatic,
    securityScore: total === 0 ? 100 : Math.round(points / total),
    criticalFixes: listFixes(kept, call.now).slice(0, shownFixes),
    environmentalDrift: listDrift(kept),
  });
}

interface Kept {
  readonly secret: Secret;
  readonly project: Project;
}

function listSecrets(store: Store, workspaceId: string): Kept[] {
  return store.secrets
    .where(() => true)
    .flatMap((secret) => {
      const project = store.projects.peek(secret.projectId);
      return project?.workspaceId === workspaceId ? [{ secret, project }] : [];
    });
}

function ageInDays({ lastUpdated }: Secret, now: number): number {
  return (now - Date.parse(lastUpdated)) / millisecondsPerDay;
}

function isAutomatic({ rotationPolicy }: Secret): boolean {
  return rotationPolicy === "auto" || rotationPolicy === "interval";
}

function countKeys(kept: readonly Kept[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { secret } of kept) counts.set(secret.key, (counts.get(secret.key) ?? 0) + 1);
  return counts;
}

function listFixes(kept: readonly Kept[], now: number): object[] {
  const fixes = kept.flatMap(({ secret, project }) => {
    const { key, projectId } = secret;
    const place = { key, projectId, projectName: project.name };
    const age = ageInDays(secret, now);
    const stale = { type: "stale", ...place, daysOld: Math.floor(age) };
    const manual = { type: "manual_rotation", ...place, description: "Nothing rotates this secret by itself." };
    return [...(age > staleAfterDays ? [stale] : []), ...(isAutomatic(secret) ? [] : [manual])];
  });
  const repeated = Array.from(countKeys(kept)).filter(([, count]) => count > 1);
  const duplicates = repeated.map(([key, count]) => {
    return { type: "duplicate", key, count, description: `The same key stands in ${count} places.` };
  });
  return [...fixes, ...duplicates];
}

/** Lists what exactly `staging` has and exactly `production` lacks, each key once in a project. */
function listDrift(kept: readonly Kept[]): object[] {
  const projects = new Map(kept.map(({ project }) => [project.id, project]));
  return Array.from(projects.values(), ({ id, name }) => {
    const released = keysOf(kept, id, "production");
    const missing = Array.from(keysOf(kept, id, "staging")).filter((key) => !released.has(key));
    return missing.map((key) => ({ projectId: id, projectName: name, key, missingIn: "production" }));
  }).flat();
}

function keysOf(kept: readonly Kept[], projectId: string, environment: string): ReadonlySet<string> {
  const wanted = kept.filter(({ secret }) => secret.projectId === projectId && secret.environmentType === environment);
  return new Set(wanted.map(({ secret }) => secret.key));
}
