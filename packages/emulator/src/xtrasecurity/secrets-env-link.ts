import { recordDeed } from "./audit.ts";
import { type Call, param, readBody, requireCaller } from "./call.ts";
import type { Caller } from "./caller.ts";
import { databaseFault } from "./fault.ts";
import type { Project, Secret } from "./model.ts";
import { found, refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { addSecret, findSecret } from "./secret-rows.ts";
import type { Values } from "./values.ts";

/** Adds a secret without a value of its own, which reads give the value of its source; it has no branch. */
export function linkSecret(call: Call): Response {
  const caller = requireCaller(call);
  const wish = readWish(readBody(call));
  const source = findSource(call, wish);
  const project = call.store.projects.get(param(call, "projectId"));
  if (project === undefined) throw databaseFault("secret", "create", "The project of the secret does not exist.");
  const link = addLink(call, { caller, project, key: wish.key, source });
  const changes = { key: wish.key, sourceSecretId: link.sourceSecretId };
  const { workspaceId } = project;
  recordDeed(call, caller, { action: "secret.link", entity: "secret", entityId: link.id, changes, workspaceId });
  return json(link, 201);
}

interface Wish {
  readonly key: string;
  readonly sourceProjectId: string;
  readonly sourceEnv: string;
  readonly sourceKey: string;
}

function readWish({ key, sourceProjectId, sourceEnv, sourceKey }: Values): Wish {
  if (!key || !sourceProjectId || !sourceEnv || !sourceKey) {
    throw refuse(400, "A link needs key, sourceProjectId, sourceEnv and sourceKey.");
  }
  return {
    key: asText(key),
    sourceProjectId: asText(sourceProjectId),
    sourceEnv: asText(sourceEnv),
    sourceKey: asText(sourceKey),
  };
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw databaseFault("secret", "findFirst", "Invalid value provided: a text is expected.");
}

interface Source {
  readonly project: Project;
  readonly secret: Secret;
}

function findSource({ store }: Call, { sourceProjectId, sourceEnv, sourceKey }: Wish): Source {
  const project = found(store.projects.get(sourceProjectId), "Source project not found");
  const secret = found(
    findSecret(store, project, { env: sourceEnv, key: sourceKey }),
    "The source project has no such secret in this environment.",
  );
  if (secret.isReference) throw refuse(400, "The source secret is itself a link to another secret.");
  return { project, secret };
}

interface NewLink {
  readonly caller: Caller;
  readonly project: Project;
  readonly key: string;
  readonly source: Source;
}

function addLink(call: Call, { caller, project, key, source }: NewLink): Secret {
  const { key: sourceKey, environmentType: sourceEnv, id: sourceSecretId } = source.secret;
  return addSecret(call.store, {
    key,
    value: [],
    description: `Linked to ${source.project.name}:${sourceEnv}:${sourceKey}`,
    environmentType: param(call, "env"),
    projectId: project.id,
    type: "reference",
    history: [],
    lastUpdated: call.store.createTime(),
    updatedBy: caller.id,
    isReference: true,
    sourceSecretId,
  });
}
