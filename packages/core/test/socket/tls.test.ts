import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type TlsOptions } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAuthority, makeCertificate } from "./support/certificates.ts";
import type { Outcome } from "./support/outcome.ts";
import { Program } from "./support/program.ts";
import { RawServer } from "./support/raw-server.ts";
import { head, json } from "./support/replies.ts";
import { demandSilence } from "./support/silence.ts";

type Told = Readonly<Record<"read" | "write", Outcome>>;

const callEach = new URL("./programs/call-each.ts", import.meta.url);
const authority = makeAuthority("Toy authority");
const good = makeCertificate({ issuer: authority });
const folder = mkdtempSync(join(tmpdir(), "keyrack-tls-"));
const servers: { close: () => unknown }[] = [];
const told = new Map<string, Told>();
let plain: RawServer;

demandSilence();

// One process makes all the calls, because only at its start can it be told which authority to trust.
beforeAll(async () => {
  const trusted = join(folder, "authority.pem");
  writeFileSync(trusted, authority.cert);
  plain = await RawServer.start();
  const urls = new Map([
    ["trusted", await secure(good)],
    ["unknown", await secure(makeCertificate({}))],
    ["expired", await secure(makeCertificate({ issuer: authority, days: -1 }))],
    ["elsewhere", await secure(makeCertificate({ issuer: authority, address: "10.0.0.1" }))],
    ["old", await secure({ ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" })],
    ["two-way", await secure({ ...good, requestCert: true, rejectUnauthorized: true, ca: authority.cert })],
    ["downgrade", await secure(good, head(302, { location: `${plain.url}/x`, "content-length": "0" }))],
    ["plain", await bare((socket) => void socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")))],
    ["closed", await bare((socket) => void socket.once("data", () => socket.end()))],
    ["reset", await bare((socket) => void socket.once("data", () => socket.resetAndDestroy()))],
    ["silent", await bare(() => undefined)],
  ]);
  const env = { NODE_EXTRA_CA_CERTS: trusted };
  const { stderr, stdout } = await new Program(callEach, { args: [...urls.values()], env }).ended();
  if (stderr !== "") throw new Error(stderr);
  const outcomes = JSON.parse(stdout) as Told[];
  [...urls.keys()].forEach((name, index) => told.set(name, outcomes[index] as Told));
});

afterAll(async () => {
  for (const server of [...servers, plain]) await server.close();
  rmSync(folder, { recursive: true });
});

test("a certificate of a trusted authority is accepted", () => {
  expect(told.get("trusted")).toMatchObject({ read: { name: "success" }, write: { name: "success" } });
});

test.each([
  ["signed by nobody known", "unknown", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["that has expired", "expired", "CERT_HAS_EXPIRED"],
  ["made for another host", "elsewhere", "ERR_TLS_CERT_ALTNAME_INVALID"],
])("a certificate %s is refused for good, and nothing was sent", (_what, name, code) => {
  const refusal = { name: "ConnectionError", code, attempts: 1, retryable: false, maybeApplied: false };

  expect(told.get(name)).toMatchObject({ read: refusal, write: refusal });
  expect(told.get(name)?.read.message).not.toMatch(/NODE_TLS|rejectUnauthorized/);
});

test.each([
  ["speaks plain HTTP", "plain"],
  ["speaks only old TLS", "old"],
])("a server that %s where TLS is due is refused for good, and nothing was sent", (_what, name) => {
  const code = expect.stringMatching(/^ERR_SSL_/) as string;
  const refusal = { name: "ConnectionError", code, attempts: 1, retryable: false, maybeApplied: false };

  expect(told.get(name)).toMatchObject({ read: refusal, write: refusal });
});

test("a connection closed within the handshake is tried again, for nothing was sent", () => {
  const closed = { name: "ConnectionError", code: "ECONNRESET", attempts: 3, retryable: true, maybeApplied: false };

  expect(told.get("closed")).toMatchObject({ read: closed, write: closed });
});

test("a connection reset within the handshake looks like any other reset", () => {
  const reset = { name: "ConnectionError", code: "ECONNRESET", retryable: true };

  expect(told.get("reset")).toMatchObject({
    read: { ...reset, attempts: 3 },
    write: { ...reset, attempts: 1, maybeApplied: true },
  });
});

test("a handshake that stalls is given up at the limit", () => {
  const stalled = { name: "TimeoutError", phase: "headers", limit: "attempt" };

  expect(told.get("silent")).toMatchObject({
    read: { ...stalled, attempts: 3 },
    write: { ...stalled, attempts: 1, maybeApplied: true },
  });
});

test("a server that wants a client's certificate ends the call with an error of the connection", () => {
  expect(told.get("two-way")).toMatchObject({
    read: { name: "ConnectionError" },
    write: { name: "ConnectionError", attempts: 1 },
  });
});

test("a redirect from https to http is never followed", () => {
  const redirect = { name: "RedirectError", code: "redirect", status: 302, attempts: 1 };

  expect(told.get("downgrade")).toMatchObject({ read: redirect, write: redirect });
  expect(plain.connections).toBe(0);
});

async function secure(options: TlsOptions, answer: string = json(200, { ok: true })): Promise<string> {
  const server = createServer(options, (socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () => socket.end(answer));
  });
  server.on("tlsClientError", () => undefined);
  return await listen(server);
}

async function bare(onConnection: Parameters<typeof RawServer.start>[0]): Promise<string> {
  const server = await RawServer.start(onConnection);
  servers.push(server);
  return server.url.replace("http:", "https:");
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
