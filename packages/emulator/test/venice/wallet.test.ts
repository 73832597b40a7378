import { bytesToHex } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { checkSignature, digestOf, isAddress } from "../../src/venice/wallet.ts";
import { sign } from "./harness.ts";

/** Made with other libraries: private key 0x11 thirty-two times. */
const vector = {
  address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A",
  message:
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjAwMDAwMDAsImV4cCI6MTc2MDAwMDkwMCwianRpIjoidGVzdC0xIn0.c2lnbmF0dXJl",
  signature:
    "0xe5c52a7bf4921490b549ebc5d1f5bf2d3badcf3f8623656bb98017a2f1c04741489be9db9e6589038367b32e88fb31881457f878f3fec598ced93820f039e6431b",
};

test("the digest of a message is the one that other libraries make", () => {
  const digest = bytesToHex(digestOf(vector.message));

  expect(digest).toBe("73a0a6f4f214807d3c45cdf83197c6de963d4d7dcfc03b67eae61e36785b304b");
});

test("the digest counts bytes, not characters", () => {
  const digests = ["ä", "a"].map((message) => bytesToHex(digestOf(message)));

  // Made with eth-account 0.14.0.
  expect(digests).toEqual([
    "58b7060f88ab46e35420d90867bf083b13a40a55f7834de68359ab9036d79c1f",
    "34f291c0b5f0c13c8f43e9d37c04094c22234da43f4040adb36654c98235b4b3",
  ]);
});

test("a signature of another library is genuine, in any case of its letters", () => {
  const upper = `0x${vector.signature.slice(2).toUpperCase()}`;

  const verdicts = [
    checkSignature(vector),
    checkSignature({ ...vector, address: vector.address.toLowerCase() }),
    checkSignature({ ...vector, signature: upper }),
  ];

  expect(verdicts).toEqual(["genuine", "genuine", "genuine"]);
});

test("the last byte of a signature may count from 0 instead of 27", () => {
  const verdict = checkSignature({ ...vector, signature: vector.signature.replace(/1b$/, "00") });

  expect(verdict).toBe("genuine");
});

test("the tests' own signer makes the same signature", () => {
  expect(sign(vector.message, `0x${"11".repeat(32)}`)).toBe(vector.signature);
});

test.each([
  ["another message", { message: `${vector.message}\n` }],
  ["another address", { address: "0x45B73055F3aDcC4577Bb709db10B19d11b5c94eE" }],
  ["the other recovery byte", { signature: vector.signature.replace(/1b$/, "1c") }],
  ["a recovery byte that there is not", { signature: vector.signature.replace(/1b$/, "1d") }],
  ["a recovery byte out of range", { signature: vector.signature.replace(/1b$/, "ff") }],
  ["a byte too few", { signature: vector.signature.slice(0, -2) }],
  ["no 0x", { signature: vector.signature.slice(2) }],
  ["letters that are no hex", { signature: vector.signature.replace("e5", "zz") }],
  ["no bytes", { signature: "0x" }],
  ["nothing but zeros", { signature: `0x${"00".repeat(65)}` }],
])("a signature does not match with %s", (_what, change) => {
  const verdict = checkSignature({ ...vector, ...change });

  expect(verdict).toBe("mismatch");
});

test("a signature longer than 65 bytes is a contract's, which only a chain could check", () => {
  const verdict = checkSignature({ ...vector, signature: `${vector.signature}00` });

  expect(verdict).toBe("contract");
});

test.each([
  [vector.address, true],
  [vector.address.toLowerCase(), true],
  [vector.address.slice(2), false],
  [`${vector.address}0`, false],
  ["vitalik.eth", false],
])("an address is 0x and forty hex digits: %s", (text, verdict) => {
  expect(isAddress(text)).toBe(verdict);
});
