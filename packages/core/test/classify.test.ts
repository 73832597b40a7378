import { describe, expect, test } from "vitest";
import { classify, type FailureClass } from "../src/classify.ts";
import { failing, onNode, refusedOnBothFamilies } from "./support/platform-errors.ts";

type Row = readonly [what: string, error: unknown, failure: FailureClass, code: string];

const judge = (error: unknown): ReturnType<typeof classify> => classify(error, "headers", (text) => text);

describe("a request that surely never arrived", () => {
  test.each<Row>([
    ["Node, refused", onNode("ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:4321"), "never-sent", "ECONNREFUSED"],
    ["Node, refused on both families", refusedOnBothFamilies, "never-sent", "ECONNREFUSED"],
    ["Node, no such name", onNode("ENOTFOUND", "getaddrinfo ENOTFOUND keys.invalid"), "never-sent", "ENOTFOUND"],
    [
      "Node, no such name that sounds like another failure",
      onNode("ENOTFOUND", "getaddrinfo ENOTFOUND certificate.unsupported.invalid"),
      "never-sent",
      "ENOTFOUND",
    ],
    ["Node, resolver busy", onNode("EAI_AGAIN", "getaddrinfo EAI_AGAIN keys.test"), "never-sent", "EAI_AGAIN"],
    ["Node, no descriptors left", onNode("EMFILE", "connect EMFILE 10.0.0.1:443"), "never-sent", "EMFILE"],
    ["Node, no descriptors left in the system", onNode("ENFILE", "socket ENFILE"), "never-sent", "ENFILE"],
    ["Node, no route", onNode("EHOSTUNREACH", "connect EHOSTUNREACH 10.0.0.1:443"), "never-sent", "EHOSTUNREACH"],
    ["Node, no network", onNode("ENETUNREACH", "connect ENETUNREACH 10.0.0.1:443"), "never-sent", "ENETUNREACH"],
    [
      "Node, connecting takes too long",
      onNode("UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error", "ConnectTimeoutError"),
      "never-sent",
      "UND_ERR_CONNECT_TIMEOUT",
    ],
    [
      "Node, ended in the handshake",
      onNode("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
      "never-sent",
      "ECONNRESET",
    ],
    [
      "Node, proxy unwell",
      onNode("UND_ERR_ABORTED", "Proxy response (502) !== 200 when HTTP Tunneling"),
      "never-sent",
      "PROXY_ERROR",
    ],
    [
      "Bun, refused",
      failing("Unable to connect. Is the computer able to access the url?", { code: "ConnectionRefused" }),
      "never-sent",
      "ECONNREFUSED",
    ],
    [
      "Bun, no socket",
      failing("Was there a typo in the url or port?", { code: "FailedToOpenSocket" }),
      "never-sent",
      "ECONNREFUSED",
    ],
    [
      "Deno, refused",
      new TypeError(
        "error sending request for url (http://127.0.0.1:4321/): client error (Connect): tcp connect error: Connection refused (os error 111)",
      ),
      "never-sent",
      "ECONNREFUSED",
    ],
    [
      "Deno, refused, under a path that sounds like another failure",
      new TypeError(
        "error sending request for url (http://127.0.0.1:4321/v1/certificates): client error (Connect): tcp connect error: Connection refused (os error 111)",
      ),
      "never-sent",
      "ECONNREFUSED",
    ],
    [
      "Deno, no such name",
      new TypeError(
        "error sending request for url (http://keys.invalid/): client error (Connect): dns error: failed to lookup address information: Name or service not known",
      ),
      "never-sent",
      "ENOTFOUND",
    ],
    [
      "Deno, resolver busy",
      new TypeError(
        "error sending request for url (http://keys.test/): client error (Connect): dns error: failed to lookup address information: Temporary failure in name resolution",
      ),
      "never-sent",
      "EAI_AGAIN",
    ],
  ])("%s", (_what, error, failure, code) => {
    expect(judge(error)).toMatchObject({ failure, code, ambiguous: false });
  });
});

describe("a request that may have arrived", () => {
  test.each<Row>([
    ["Node, reset", onNode("ECONNRESET", "read ECONNRESET"), "maybe-sent", "ECONNRESET"],
    [
      "Node, other side closed",
      onNode("UND_ERR_SOCKET", "other side closed", "SocketError"),
      "maybe-sent",
      "UND_ERR_SOCKET",
    ],
    ["Node, broken pipe", onNode("EPIPE", "write EPIPE"), "maybe-sent", "EPIPE"],
    ["Node, timed out by the system", onNode("ETIMEDOUT", "read ETIMEDOUT"), "maybe-sent", "ETIMEDOUT"],
    [
      "Node, headers late",
      onNode("UND_ERR_HEADERS_TIMEOUT", "Headers Timeout Error"),
      "maybe-sent",
      "UND_ERR_HEADERS_TIMEOUT",
    ],
    ["Node, body late", onNode("UND_ERR_BODY_TIMEOUT", "Body Timeout Error"), "maybe-sent", "UND_ERR_BODY_TIMEOUT"],
    ["Node, cut short", new TypeError("terminated"), "maybe-sent", "UNKNOWN"],
    [
      "Bun, reset",
      failing("The socket connection was closed unexpectedly. For more information, pass `verbose: true`", {
        code: "ECONNRESET",
      }),
      "maybe-sent",
      "ECONNRESET",
    ],
    [
      "Bun, closed",
      failing("The socket connection was closed unexpectedly", { code: "ConnectionClosed" }),
      "maybe-sent",
      "ECONNRESET",
    ],
    [
      "Deno, reset",
      new TypeError(
        "error sending request for url (http://127.0.0.1:4321/): client error (SendRequest): connection error: Connection reset by peer (os error 104)",
      ),
      "maybe-sent",
      "ECONNRESET",
    ],
    [
      "Deno, closed",
      new TypeError(
        "error sending request for url (http://127.0.0.1:4321/): client error (SendRequest): connection closed before message completed",
      ),
      "maybe-sent",
      "UND_ERR_SOCKET",
    ],
    ["Deno, body cut short", new TypeError("error reading a body from connection"), "maybe-sent", "UND_ERR_SOCKET"],
    ["workerd", new Error("Network connection lost."), "maybe-sent", "UNKNOWN"],
    ["workerd, no reason given", new Error("internal error; reference = 0q3v9"), "maybe-sent", "UNKNOWN"],
    ["Chrome", new TypeError("Failed to fetch"), "maybe-sent", "UNKNOWN"],
    ["Firefox", new TypeError("NetworkError when attempting to fetch resource."), "maybe-sent", "UNKNOWN"],
    ["Safari", new TypeError("Load failed"), "maybe-sent", "UNKNOWN"],
    ["a transport's own abort", new DOMException("This operation was aborted", "AbortError"), "maybe-sent", "UNKNOWN"],
    ["a text", "no", "maybe-sent", "UNKNOWN"],
    ["nothing", undefined, "maybe-sent", "UNKNOWN"],
    ["null", null, "maybe-sent", "UNKNOWN"],
    ["a symbol", Symbol("no"), "maybe-sent", "UNKNOWN"],
    ["an object without prototype", Object.create(null), "maybe-sent", "UNKNOWN"],
  ])("%s", (_what, error, failure, code) => {
    expect(judge(error)).toMatchObject({ failure, code, ambiguous: true });
  });
});
