import { json } from "./reply.ts";
import type { Route } from "./route.ts";

/** A description of the main routes, without a login, and readable from any web page. */
export const docsRoutes: readonly Route[] = [
  { method: "GET", path: "/docs", run: () => json(describeService(), 200, { "Access-Control-Allow-Origin": "*" }) },
];

const summaries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "/projects/{projectId}/envs/{env}/secrets": {
    get: "Reads the secrets of an environment as one map",
    post: "Writes secrets, all keys of a map",
  },
  "/project": {
    get: "Lists the projects of the caller, or shows one",
    post: "Makes a project with its branch main",
  },
  "/branch": { get: "Lists the branches of a project", post: "Makes a branch" },
  "/team": { get: "Lists teams with their members", post: "Makes a team" },
  "/access-requests": { get: "Lists wishes for access", post: "Asks for access to a project or a secret" },
  "/audit": { get: "Lists a page of a workspace's audit log" },
  "/notifications": { get: "Lists what the caller has been told" },
  "/notification-rules": { get: "Lists the rules of a workspace", post: "Makes a rule" },
  "/notification-channels": { get: "Lists the channels of a workspace", post: "Makes a channel" },
};

function describeService(): object {
  return {
    openapi: "3.0.3",
    info: { title: "XtraSecurity, emulated", version: "1.0.0" },
    servers: [{ url: "/api" }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    security: [{ key: [] }],
    paths: Object.fromEntries(Object.entries(summaries).map(([path, verbs]) => [path, describePath(path, verbs)])),
  };
}

function describePath(path: string, verbs: Readonly<Record<string, string>>): object {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
  const parameters = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const operations = Object.entries(verbs).map(([verb, summary]) => [verb, describeOperation(verb, summary)]);
  return { ...(parameters.length > 0 ? { parameters } : {}), ...Object.fromEntries(operations) };
}

function describeOperation(verb: string, summary: string): object {
  const content = { "application/json": { schema: {} } };
  const requestBody = verb === "get" ? {} : { requestBody: { required: true, content } };
  return { summary, ...requestBody, responses: { "2XX": { description: "Done", content } } };
}
