import process from "node:process";
import { createVeniceEmulator, createXtraEmulator } from "@keyrack/emulator";
import { XtraClient } from "@keyrack/xtrasecurity";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCustomer } from "../src/run-customer.ts";

const shelf = { env: "development", branch: "main" };
const venice = createVeniceEmulator();
const xtra = createXtraEmulator();
const deskVariable = "UNKEY_KEY_OF_THE_DESK";
const own = process.env["VENICE_API_KEY"];
let reader: XtraClient;
let url: string;

beforeEach(async () => {
  const { projectId, token } = xtra.fixtures;
  reader = new XtraClient({ token, projectId, fetch: xtra.fetch });
  ({ url } = await venice.listen());
});

afterEach(async () => {
  if (own === undefined) delete process.env["VENICE_API_KEY"];
  else process.env["VENICE_API_KEY"] = own;
  delete process.env[deskVariable];
  await reader.close();
  await venice[Symbol.asyncDispose]();
});

test("the program gets the stored key, also where the desk has one of that name, and the desk keeps its own", async () => {
  const { apiKey, inferenceApiKey } = venice.fixtures;
  process.env["VENICE_API_KEY"] = apiKey;
  await reader.secrets.set(shelf.env, { VENICE_API_KEY: inferenceApiKey });

  const end = await runCustomer({ reader, shelf, url, mayBeOld: false, signal: new AbortController().signal });

  expect(end).toMatchObject({ exitCode: 0, injected: ["VENICE_API_KEY"] });
  expect(JSON.parse(end.output)).toMatchObject({ last6Chars: inferenceApiKey.slice(-6), keyExpiration: null });
  expect(venice.requests.at(-1)?.headers["authorization"]).toBe(`Bearer ${inferenceApiKey}`);
  expect(process.env["VENICE_API_KEY"]).toBe(apiKey);
});

test("the program gets its key and nothing that the desk itself goes by", async () => {
  process.env[deskVariable] = "what only the desk may know";
  await reader.secrets.set(shelf.env, { VENICE_API_KEY: venice.fixtures.inferenceApiKey });

  const end = await runCustomer({ reader, shelf, url, mayBeOld: false, signal: new AbortController().signal });

  const { variables } = JSON.parse(end.output) as { variables: string[] };
  expect(variables).toEqual(expect.arrayContaining(["PATH", "VENICE_API_KEY"]));
  expect(variables).not.toContain(deskVariable);
  expect(process.env[deskVariable]).toBe("what only the desk may know");
});

test("a program whose key is refused ends with 3 and writes nothing", async () => {
  await reader.secrets.set(shelf.env, { VENICE_API_KEY: "VENICE_INFERENCE_KEY_unknown" });

  const end = await runCustomer({ reader, shelf, url, mayBeOld: false, signal: new AbortController().signal });

  expect(end).toMatchObject({ exitCode: 3, output: "" });
});

test("a stop ends the program and rejects with its reason", async () => {
  const stop = new AbortController();
  venice.inject({ kind: "delay", ms: 60_000 });
  await reader.secrets.set(shelf.env, { VENICE_API_KEY: venice.fixtures.inferenceApiKey });
  const running = runCustomer({ reader, shelf, url, mayBeOld: false, signal: stop.signal });
  const outcome = running.catch((error: unknown) => error);

  stop.abort(new Error("enough"));

  expect(await outcome).toEqual(new Error("enough"));
});
