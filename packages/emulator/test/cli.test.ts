import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { endAll, finish, readAll, readUntil, start } from "./command.ts";

/** What `--json` prints: for each service its address and its fixtures. */
type Members = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the url of a service ends in, as its client wants it. */
const basePaths: Readonly<Record<string, string>> = { xtrasecurity: "/api", venice: "/api/v1" };

afterEach(endAll);

describe("--json", () => {
  test("prints one line of JSON once the port listens", async () => {
    const child = start("unkey", "--json");

    const line = await readUntil(child, "\n");
    const { unkey } = JSON.parse(line) as { unkey: Record<string, string> };
    const response = await createApi(unkey);

    expect(unkey["url"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(response.status).toBe(200);
    child.kill("SIGTERM");
    expect(await finish(child)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test.each([
    ["unkey", ["url", "rootKey"]],
    ["optropic", ["url", "apiKey", "sandboxApiKey"]],
    ["authpi", ["url", "keyId", "keySecret", "accountId"]],
    ["xtrasecurity", ["url", "token", "projectId", "workspaceId", "branchId"]],
    ["venice", ["url", "apiKey", "inferenceApiKey"]],
  ])("with %s alone and with all tells where the service answers, and by what", async (name, facts) => {
    const [alone, all] = await Promise.all(
      [start(name, "--json"), start("all", "--json")].map(async (child) => await readUntil(child, "\n")),
    );

    const single = JSON.parse(alone ?? "") as Members;
    const several = JSON.parse(all ?? "") as Members;
    const members = [single[name] ?? {}, several[name] ?? {}];
    const statuses = await Promise.all(members.map(async (member) => (await ask(name, member)).status));
    const strangers = await Promise.all(
      members.map(
        async ({ url }) => (await ask(name, { url: url ?? "", rootKey: "-", apiKey: "-", token: "-" })).status,
      ),
    );

    expect(Object.keys(single)).toEqual([name]);
    expect(Object.keys(several)).toEqual(["unkey", "optropic", "authpi", "xtrasecurity", "venice"]);
    for (const member of members) expect(member).toMatchObject(Object.fromEntries(facts.map(isText)));
    const basePath = basePaths[name] ?? "";
    expect(members[0]?.["url"]).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+${basePath}$`));
    expect(members[1]?.["url"]).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/${name}${basePath}$`));
    expect(statuses).toEqual([200, 200]);
    expect(strangers).toEqual([401, 401]);
  });

  test("with all puts each service behind its name", async () => {
    const child = start("all", "--json");

    const { unkey } = JSON.parse(await readUntil(child, "\n")) as { unkey: Record<string, string> };
    const response = await createApi(unkey);
    const elsewhere = await fetch(new URL("/other/v2/liveness", unkey["url"]));

    expect(unkey["url"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/unkey$/);
    expect(response.status).toBe(200);
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.text()).toContain("/unkey");
  });
});

describe("the end of the command", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("by %s is clean", async (signal) => {
    const child = start("unkey");
    await readUntil(child, "Stop with Ctrl-C.\n");

    child.kill(signal);

    expect(await finish(child)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("does not come when the reader of its output leaves", async () => {
    const port = await freePort();
    const child = start("unkey", "--port", String(port));
    child.stdout.destroy();
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 10));

    const closed = once(child, "close");
    const alive = await answers(port);
    child.kill("SIGTERM");

    expect(alive).toBe(true);
    expect(await readAll(child.stderr)).toBe("");
    expect(await closed).toEqual([0, null]);
  });
});

describe("what cannot be run", () => {
  test.each([
    ["no service", []],
    ["an unknown service", ["unkeys"]],
    ["two services", ["unkey", "unkey"]],
    ["an unknown option", ["unkey", "--prot", "1"]],
    ["a port that is no number", ["unkey", "--port", "80a"]],
    ["a port above 65535", ["unkey", "--port", "65536"]],
    ["a port without its number", ["unkey", "--port"]],
  ])("%s is told with the usage and exit code 2", async (_what, words) => {
    const { code, stdout, stderr } = await finish(start(...words));

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^keyrack-emulator: .+\n\nUsage: keyrack-emulator unkey\|/);
    expect(stderr).not.toContain("    at ");
  });

  test("a port in use is told in one line with exit code 1", async () => {
    const taken = createServer();
    const port = await listenAnywhere(taken);

    const { code, stdout, stderr } = await finish(start("unkey", "--port", String(port)));
    taken.close();

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^keyrack-emulator: port ${port} .*in use.*\\n$`));
  });
});

describe("facts about the command", () => {
  test("--help prints the usage", async () => {
    const { code, stdout, stderr } = await finish(start("--help"));

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: keyrack-emulator unkey\|.*all \[--port N\] \[--json\]\n/);
  });

  test("--version prints the version of the manifest", async () => {
    const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
      version: string;
    };

    expect(await finish(start("--version"))).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });
});

async function listenAnywhere(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenAnywhere(server);
  server.close();
  await once(server, "close");
  return port;
}

async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/v2/liveness`).catch(() => undefined);
  return response !== undefined;
}

async function createApi({ url, rootKey }: Record<string, string>): Promise<Response> {
  return await fetch(`${url}/v2/apis.createApi`, {
    method: "POST",
    headers: { authorization: `Bearer ${rootKey}`, "content-type": "application/json" },
    body: '{"name":"payments"}',
  });
}

/** Sends a request that any good credential of the service may make. */
async function ask(name: string, member: Readonly<Record<string, string>>): Promise<Response> {
  const { apiKey = "", keyId, keySecret, token, url } = member;
  if (name === "unkey") return await createApi(member);
  if (name === "xtrasecurity") return await fetch(`${url}/project`, { headers: { authorization: `Bearer ${token}` } });
  if (name === "venice") return await fetch(`${url}/api_keys`, { headers: { authorization: `Bearer ${apiKey}` } });
  if (name === "optropic") return await fetch(`${url}/v1/keys/current`, { headers: { "x-api-key": apiKey } });
  return await fetch(`${url}/v1/me`, { headers: { authorization: `Basic ${btoa(`${keyId}:${keySecret}`)}` } });
}

function isText(fact: string): [fact: string, pattern: unknown] {
  return [fact, expect.stringMatching(/./)];
}
