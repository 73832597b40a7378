import { utf8ToBytes } from "@noble/hashes/utils.js";
import { recordDeed } from "./audit.ts";
import { asked, type Call, param, requirePerson } from "./call.ts";
import { Fault } from "./fault.ts";
import type { Secret } from "./model.ts";
import { failWithText, refuse } from "./refusal.ts";
import { json, text } from "./reply.ts";
import type { Route } from "./route.ts";
import type { Store } from "./store.ts";

/** The export of an environment as a Kubernetes secret. */
export const kubernetesRoutes: readonly Route[] = [
  { method: "GET", path: "/projects/:projectId/kubernetes", run: exportSecrets, fail: failWithText },
];

const projectLabel = "xtrasync.io/project";

interface Manifest {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly data: Readonly<Record<string, string>>;
}

/** Writes the environment's secrets of every branch into one manifest; only the project's creator may. */
async function exportSecrets(call: Call): Promise<Response> {
  const { store } = call;
  const person = requirePerson(call);
  const project = store.projects.get(param(call, "projectId"));
  if (project === undefined || project.userId !== person.id) throw refuse(404, "Project not found");
  const env = asked(call, "env") ?? "development";
  const secrets = store.secrets.where(
    ({ projectId, environmentType }) => projectId === project.id && environmentType === env,
  );
  if (secrets.length === 0) throw refuse(404, "No secrets found");
  const manifest = {
    metadata: {
      name: asked(call, "name") ?? `${project.name.toLowerCase().replaceAll(/\s+/g, "-")}-${env}`,
      namespace: asked(call, "namespace") ?? "default",
      labels: {
        "app.kubernetes.io/managed-by": "xtrasync",
        [projectLabel]: project.name,
        "xtrasync.io/environment": env,
      },
    },
    data: await encodeValues(store, secrets),
  };
  if (call.query.get("format") === "json") {
    return json({ apiVersion: "v1", kind: "Secret", metadata: manifest.metadata, type: "Opaque", data: manifest.data });
  }
  const deed = { action: "kubernetes_export", entity: "project", entityId: project.id, changes: { env } };
  recordDeed(call, person, { ...deed, isUnchained: true });
  return text(writeYaml(manifest), 200, { "Content-Type": "text/yaml", ...nameFile(manifest) });
}

/** A header takes Latin-1 only and no line ends, so the service fails over a name with anything else. */
function nameFile({ metadata: { name } }: Manifest): Record<string, string> {
  const disposition = `attachment; filename="${name}.yaml"`;
  if (/[^\t -~\u0080-\u00ff]/.test(disposition)) throw new Fault("Cannot convert argument to a ByteString.");
  return { "Content-Disposition": disposition };
}

async function encodeValues(store: Store, secrets: readonly Secret[]): Promise<Record<string, string>> {
  const data: [string, string][] = [];
  for (const { key, value } of secrets) data.push([key, toBase64((await store.vault.open(value[0] ?? "")) ?? "")]);
  return Object.fromEntries(data);
}

function toBase64(value: string): string {
  return btoa(Array.from(utf8ToBytes(value), (byte) => String.fromCharCode(byte)).join(""));
}

function writeYaml({ metadata, data }: Manifest): string {
  const { name, namespace, labels } = metadata;
  return [
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: ${name}`,
    `  namespace: ${namespace}`,
    "  labels:",
    ...writeMembers({ ...labels, [projectLabel]: `"${labels[projectLabel]}"` }, 4),
    "type: Opaque",
    "data:",
    ...writeMembers(data, 2),
    "",
  ].join("\n");
}

function writeMembers(members: Readonly<Record<string, string>>, indent: number): string[] {
  return Object.entries(members).map(([name, value]) => `${" ".repeat(indent)}${name}: ${value}`);
}
