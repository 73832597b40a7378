import { describe, expect, test } from "vitest";
import { classify } from "../src/classify.ts";
import { failing, onNode, refusedOnBothFamilies } from "./support/platform-errors.ts";

const judge = (error: unknown): ReturnType<typeof classify> => classify(error, "headers", (text) => text);

describe("the cause that an error carries", () => {
  test("is the innermost one with a code, told in plain data", () => {
    expect(judge(onNode("ECONNRESET", "read ECONNRESET")).cause).toEqual({
      name: "Error",
      code: "ECONNRESET",
      message: "read ECONNRESET",
    });
  });

  test("names every address that was tried", () => {
    const { cause } = judge(refusedOnBothFamilies);

    expect(cause.message).toContain("ECONNREFUSED ::1:4321");
    expect(cause.message).toContain("ECONNREFUSED 127.0.0.1:4321");
  });

  test("passes every message through the redactor", () => {
    const error = new Error("outer", { cause: failing("header s3cr3t is invalid") });

    const { cause } = classify(error, "headers", (text) => text.replaceAll("s3cr3t", "***"));

    expect(cause.message).toContain("header *** is invalid");
  });

  test("has no code that is no word", () => {
    expect(judge(failing("no", { code: "sp ace\n" })).code).toBe("UNKNOWN");
    expect(judge(failing("no", { code: "X".repeat(61) })).code).toBe("UNKNOWN");
  });

  test("is the error itself where it names no cause of its own", () => {
    expect(judge(failing("read ECONNRESET", { code: "ECONNRESET", cause: null })).cause).toEqual({
      name: "Error",
      code: "ECONNRESET",
      message: "read ECONNRESET",
    });
  });

  test("quotes no query of a URL, for it may hold what must not show", () => {
    const message = "error sending request for url (https://keys.test/v1/keys?token=s3cr3t&x=1): connection reset";

    const { cause } = judge(new TypeError(message));

    expect(cause.message).not.toContain("s3cr3t");
    expect(cause.message).toContain("https://keys.test/v1/keys");
  });
});

describe("an error built to exhaust us is judged at once", () => {
  test("causes that go in a circle", () => {
    const error = failing("no");
    error.cause = error;

    expect(judge(error).failure).toBe("maybe-sent");
  });

  test("a crowd of errors that each hold the crowd", () => {
    const crowd = new AggregateError([], "no");
    crowd.errors = Array.from({ length: 10 }, () => crowd);
    const started = performance.now();

    const { failure } = judge(crowd);

    expect(failure).toBe("maybe-sent");
    expect(performance.now() - started).toBeLessThan(500);
  });
});
