import { describe, expect, test } from "vitest";
import { classify, type FailureClass } from "../src/classify.ts";
import { failing, onNode } from "./support/platform-errors.ts";

type Row = readonly [what: string, error: unknown, failure: FailureClass, code: string];

const judge = (error: unknown, phase: "headers" | "body" = "headers"): ReturnType<typeof classify> =>
  classify(error, phase, (text) => text);

describe("a failure that another attempt cannot mend", () => {
  test.each<Row>([
    [
      "Node, self-signed",
      onNode("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"),
      "refused",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
    ],
    ["Node, expired", onNode("CERT_HAS_EXPIRED", "certificate has expired"), "refused", "CERT_HAS_EXPIRED"],
    [
      "Node, other name",
      onNode("ERR_TLS_CERT_ALTNAME_INVALID", "Hostname/IP does not match certificate's altnames"),
      "refused",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    [
      "Node, unknown issuer",
      onNode("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate"),
      "refused",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ],
    [
      "Node, no TLS there",
      onNode("ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number"),
      "refused",
      "ERR_SSL_WRONG_VERSION_NUMBER",
    ],
    [
      "Node, old TLS only",
      onNode("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version"),
      "refused",
      "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    ],
    ["Node, blocked port", onNode(undefined, "bad port"), "refused", "UNKNOWN"],
    [
      "Node, proxy wants a password",
      onNode("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
      "refused",
      "PROXY_AUTH_REQUIRED",
    ],
    ["Node, proxy wants a password and nobody says so", onNode(undefined, ""), "refused", "PROXY_AUTH_REQUIRED"],
    [
      "Node, other undici",
      onNode("UND_ERR_INVALID_ARG", "invalid onRequestStart method"),
      "refused",
      "DISPATCHER_MISMATCH",
    ],
    [
      "Node, argument refused",
      onNode("UND_ERR_INVALID_ARG", "invalid content-length header"),
      "refused",
      "UND_ERR_INVALID_ARG",
    ],
    [
      "Node, not supported",
      onNode("UND_ERR_NOT_SUPPORTED", "expect header not supported"),
      "refused",
      "UND_ERR_NOT_SUPPORTED",
    ],
    [
      "Deno, unknown issuer",
      new TypeError("client error (Connect): invalid peer certificate: UnknownIssuer"),
      "refused",
      "UNKNOWN",
    ],
  ])("%s", (_what, error, failure, code) => {
    expect(judge(error)).toMatchObject({ failure, code, ambiguous: false });
  });
});

describe("an answer that is no HTTP is not asked for again, but the server has seen the request", () => {
  test.each<Row>([
    [
      "Node, garbage",
      onNode("HPE_INVALID_CONSTANT", "Parse Error: Expected HTTP/", "HTTPParserError"),
      "refused",
      "HPE_INVALID_CONSTANT",
    ],
    [
      "Node, garbage without a code",
      onNode(undefined, "Response does not match the HTTP/1.1 protocol", "HTTPParserError"),
      "refused",
      "UNKNOWN",
    ],
    [
      "Node, headers too large",
      onNode("UND_ERR_HEADERS_OVERFLOW", "Headers Overflow Error"),
      "refused",
      "UND_ERR_HEADERS_OVERFLOW",
    ],
    ["Node, 101", onNode("UND_ERR_SOCKET", "bad upgrade"), "refused", "UND_ERR_SOCKET"],
    ["Deno, garbage", new TypeError("client error (SendRequest): invalid HTTP version parsed"), "refused", "UNKNOWN"],
    [
      "a fetch option that gives no Response",
      new TypeError("The fetch option gave something that is not a Response."),
      "refused",
      "INVALID_RESPONSE",
    ],
  ])("%s", (_what, error, failure, code) => {
    expect(judge(error)).toMatchObject({ failure, code, ambiguous: true });
  });
});

describe("once an answer has begun", () => {
  test.each([
    ["a refused certificate", onNode("CERT_HAS_EXPIRED", "certificate has expired")],
    ["a refused connection", onNode("ECONNREFUSED", "connect ECONNREFUSED")],
    ["a body that does not decompress", failing("incorrect header check", { code: "Z_DATA_ERROR" })],
    ["a garbled chunk", onNode("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size")],
  ])("the server has acted, whatever the platform says: %s", (_what, error) => {
    expect(judge(error, "body")).toMatchObject({ failure: "maybe-sent", ambiguous: true });
  });
});
