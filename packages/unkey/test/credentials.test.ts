import { ConfigError, Unkey, UnauthorizedErrorResponse } from "@keyrack/unkey";
import { afterEach, expect, test } from "vitest";
import { failureOf, startBench } from "./support/bench.ts";

const original = process.env["UNKEY_ROOT_KEY"];

afterEach(() => {
  if (original === undefined) delete process.env["UNKEY_ROOT_KEY"];
  else process.env["UNKEY_ROOT_KEY"] = original;
});

test("the environment is read at the first call, not at construction", async () => {
  const { client, emulator } = startBench();
  delete process.env["UNKEY_ROOT_KEY"];
  const unkey = client({ rootKey: undefined });

  process.env["UNKEY_ROOT_KEY"] = emulator.fixtures.rootKey;
  await unkey.permissions.listRoles();

  expect(emulator.requests[0]?.headers["authorization"]).toBe(`Bearer ${emulator.fixtures.rootKey}`);
});

test("without any root key a call is refused unsent and names both ways to give one; liveness needs none", async () => {
  const { client, emulator } = startBench();
  process.env["UNKEY_ROOT_KEY"] = "";
  const unkey = client({ rootKey: undefined });

  const error = await failureOf(unkey.permissions.listRoles());
  const sent = emulator.requests.length;
  await unkey.liveness();

  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ code: "missing_credential" });
  expect(String(error)).toContain("rootKey or set UNKEY_ROOT_KEY");
  expect(sent).toBe(0);
});

test("a function is asked once per call, not once per attempt", async () => {
  const { client, emulator } = startBench();
  let asked = 0;
  const rootKey = async (): Promise<string> => {
    asked++;
    return await Promise.resolve(emulator.fixtures.rootKey);
  };
  const unkey = client({ rootKey });
  emulator.failNext({ status: 503, times: 2 });

  await unkey.permissions.listRoles();
  await unkey.permissions.listRoles();

  expect(emulator.requests).toHaveLength(4);
  expect(asked).toBe(2);
});

test("what the function throws is not shown, because it may quote a secret", async () => {
  const { client, emulator } = startBench();
  const rootKey = (): string => {
    throw new Error(`cannot decrypt ${emulator.fixtures.rootKey}`);
  };

  const error = await failureOf(client({ rootKey }).permissions.listRoles());

  expect(error).toMatchObject({ code: "credential_failed" });
  expect(String(error)).not.toContain(emulator.fixtures.rootKey);
});

test("a key that starts with Bearer is not prefixed twice", async () => {
  const { client, emulator } = startBench();
  const unkey = client({ rootKey: `Bearer ${emulator.fixtures.rootKey}` });

  await unkey.permissions.listRoles();

  expect(emulator.requests[0]?.headers["authorization"]).toBe(`Bearer ${emulator.fixtures.rootKey}`);
});

test("an unknown root key is a 401 and is not tried again", async () => {
  const { client, emulator } = startBench();
  const unkey = client({ rootKey: "unkey_000000000000" });

  const error = await failureOf(unkey.permissions.listRoles());

  expect(error).toBeInstanceOf(UnauthorizedErrorResponse);
  expect(error).toMatchObject({ code: "key_not_found", attempts: 1 });
  expect(emulator.requests).toHaveLength(1);
});

test.each([
  ["expiredRootKey", "forbidden"],
  ["disabledRootKey", "key_disabled"],
  ["closedRootKey", "workspace_disabled"],
  ["nakedRootKey", "insufficient_permissions"],
] as const)("%s gives a 403 that says %s", async (name, code) => {
  const { client, emulator } = startBench();

  const error = await failureOf(client({ rootKey: emulator.fixtures[name] }).permissions.listRoles());

  expect(error).toMatchObject({ status: 403, code, attempts: 1 });
});

test("two clients in one process keep to their own workspaces", async () => {
  const { client, emulator, unkey } = startBench();
  const other = client({ rootKey: emulator.fixtures.otherRootKey });
  await unkey.permissions.createRole({ name: "reader" });

  const mine = await unkey.permissions.listRoles();
  const theirs = await other.permissions.listRoles();

  expect(mine.data).toHaveLength(1);
  expect(theirs.data).toEqual([]);
});

test("the global fetch is used where none is given, the one of the moment", async () => {
  const { emulator } = startBench();
  const unkey = new Unkey({ rootKey: emulator.fixtures.rootKey });
  const platform = globalThis.fetch;

  globalThis.fetch = emulator.fetch;
  const { data } = await unkey.permissions.listRoles().finally(() => {
    globalThis.fetch = platform;
  });

  expect(data).toEqual([]);
  expect(emulator.requests).toHaveLength(1);
});
