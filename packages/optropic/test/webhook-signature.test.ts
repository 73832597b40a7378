import { verifyWebhookSignature, type WebhookSignatureParams } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { failureOf } from "./support/bench.ts";

const payload = '{"event":"asset.created"}';
const secret = "whsec_test";
const bare = "sha256=b0a0e591e72e3cc27a703646c0971c5a11eae29ee0c93451c4d2de8c8fac88b0";
const dated = "sha256=c85629af942053c624e0984fd294b4176e7a3536b67557633bbe3e62a3a8dfe1";
const timestamp = "1700000000";
const now = 1_700_000_000_000;

async function verify(given: Partial<WebhookSignatureParams>): Promise<unknown> {
  return await verifyWebhookSignature({ payload, secret, signature: dated, timestamp, now, ...given });
}

describe("a request of the service is believed", () => {
  test.each<[string, Partial<WebhookSignatureParams>]>([
    ["with a timestamp", {}],
    ["with a timestamp as a number", { timestamp: 1_700_000_000 }],
    ["without a timestamp", { signature: bare, timestamp: undefined }],
    ["with a timestamp header that is missing", { signature: bare, timestamp: null }],
    ["as bytes", { payload: new TextEncoder().encode(payload) }],
    ["300 seconds later", { now: now + 300_000 }],
    ["300 seconds before its time", { now: now - 300_000 }],
    ["much later, where that is tolerated", { now: now + 3_600_000, tolerance: 3_600 }],
  ])("%s", async (_what, given) => {
    expect(await verify(given)).toEqual({ valid: true });
  });
});

describe("any other request is not, and says why", () => {
  test.each<[string, Partial<WebhookSignatureParams>, string]>([
    ["another payload", { payload: `${payload} ` }, "signature_mismatch"],
    ["another secret", { secret: "whsec_tess" }, "signature_mismatch"],
    ["the digest with timestamp without its timestamp", { timestamp: undefined }, "signature_mismatch"],
    ["another timestamp", { timestamp: "1700000001" }, "signature_mismatch"],
    ["301 seconds later", { now: now + 301_000 }, "timestamp_out_of_tolerance"],
    ["301 seconds before its time", { now: now - 301_000 }, "timestamp_out_of_tolerance"],
    ["a timestamp that is text", { timestamp: "soon" }, "invalid_timestamp"],
    ["an empty timestamp", { timestamp: "" }, "invalid_timestamp"],
    ["a timestamp with a fraction", { timestamp: 1_700_000_000.5 }, "invalid_timestamp"],
    [
      "a digest in upper case",
      { signature: dated.replace(/[a-f]/g, (letter) => letter.toUpperCase()) },
      "invalid_format",
    ],
    ["a digest without its prefix", { signature: dated.slice("sha256=".length) }, "invalid_format"],
    ["a digest cut short", { signature: dated.slice(0, -2) }, "invalid_format"],
    ["another algorithm", { signature: dated.replace("sha256", "sha1") }, "invalid_format"],
    ["no signature", { signature: null }, "invalid_format"],
    ["an empty signature", { signature: "" }, "invalid_format"],
  ])("%s", async (_what, given, reason) => {
    expect(await verify(given)).toEqual({ valid: false, reason });
  });
});

test.each<[string, Partial<WebhookSignatureParams>]>([
  ["secret", { secret: "" }],
  ["tolerance", { tolerance: Number.NaN }],
  ["tolerance", { tolerance: -1 }],
])("a mistake of the caller's own is refused by the name %s", async (name, given) => {
  const error = await failureOf(verify(given));

  expect(error).toMatchObject({ name: "ConfigError", message: expect.stringContaining(name) as unknown });
});
