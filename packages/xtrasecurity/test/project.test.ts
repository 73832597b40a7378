import { ConfigError, XtraError } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  hold,
  json,
  scripted,
  secretsPath,
  someAccountToken,
  someProject,
} from "./support/bench.ts";

const account = { id: "sa_1", name: "CI", permissions: ["read:secrets"] };
const project = { id: someProject, name: "App", workspaceId: "64b0c0ffee64b0c0ffee64b9" };
const identity = json({ ok: true, serviceAccount: account, project });
const options = { token: someAccountToken, projectId: undefined };

test("a project that nobody names is an error, and nothing is sent", async () => {
  const service = scripted(json({}));

  const error = await failureOf(clientOf(service, { projectId: undefined }).getSecrets("production"));

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toBeInstanceOf(XtraError);
  expect(error).toMatchObject({ code: "missing_project", message: expect.stringContaining("XTRA_PROJECT_ID") });
  expect(service.sent).toEqual([]);
});

test("a call's project stands above the client's", async () => {
  const service = scripted(json({}));

  await clientOf(service).getSecrets("production", { projectId: "a/b" });

  expect(service.sent[0]?.path).toBe("/api/projects/a%2Fb/envs/production/secrets");
});

describe("a service account's token knows its project", () => {
  test("which is asked for once, however many ask at once", async () => {
    const service = scripted(identity, json({}));
    const client = clientOf(service, options);

    await Promise.all([client.getSecrets("production"), client.getSecrets("staging"), client.getSecrets("production")]);
    await client.secrets.history("production", "A");

    expect(service.sent.map(({ path }) => path)).toEqual([
      "/api/service-account/resolve",
      secretsPath,
      secretsPath.replace("production", "staging"),
      `${secretsPath}/A/history`,
    ]);
  });

  test("and is not asked for where the project is named", async () => {
    const service = scripted(json({}));

    await clientOf(service, { token: someAccountToken }).getSecrets("production");

    expect(service.sent).toHaveLength(1);
  });

  test("asked for again after a failure", async () => {
    const service = scripted(json({ error: "s" }, 404), identity, json({ A: "1" }));
    const client = clientOf(service, options);

    const error = await failureOf(client.getSecrets("production"));

    expect(error).toMatchObject({ code: "not_found" });
    expect((await client.getSecrets("production"))["A"]).toBe("1");
  });

  test("while each caller can leave with its own reason", async () => {
    const held = hold(identity);
    const client = clientOf(scripted(held.prepared, json({ A: "1" })), options);
    const reason = new Error("The visitor is gone.");
    const controller = new AbortController();
    const leaving = failureOf(client.getSecrets("production", { signal: controller.signal }));
    const staying = client.getSecrets("production");
    await held.arrived;

    controller.abort(reason);
    const error = await leaving;
    held.release();

    expect(error).toBe(reason);
    expect((await staying)["A"]).toBe("1");
  });

  test("and an answer without one is no answer", async () => {
    const service = scripted(json({ ok: true }));

    expect(await failureOf(clientOf(service, options).getSecrets("production"))).toMatchObject({
      code: "invalid_response",
      path: "/service-account/resolve",
    });
  });
});

describe("whoami", () => {
  test("asks for the person behind a personal key", async () => {
    const user = { id: "u", name: "Ada", email: "ada@fixture.test", image: null, role: "user", tier: "free" };
    const service = scripted(json(user));

    const identity = await clientOf(service).whoami();

    expect(service.sent).toMatchObject([{ method: "GET", path: "/api/user" }]);
    expect(identity).toEqual({ kind: "user", ...user });
  });

  test("asks for the account behind an account's key", async () => {
    const service = scripted(identity);

    const who = await clientOf(service, options).whoami();

    expect(service.sent).toMatchObject([{ method: "GET", path: "/api/service-account/resolve" }]);
    expect(who).toMatchObject({ kind: "service-account", serviceAccount: account, project });
  });
});
