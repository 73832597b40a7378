import { expect, test } from "vitest";
import { RedirectError, TimeoutError } from "../src/errors.ts";

const init = { service: "notes", code: "boom", message: "GET /notes/1 went wrong", method: "GET", path: "/notes/1" };

test("a serialised timeout tells its phase and its limit", () => {
  const error = new TimeoutError({ ...init, phase: "body", limit: "total" });

  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: "TimeoutError", phase: "body", limit: "total" });
});

test("a serialised redirect tells where it pointed, and one without a target leaves that out", () => {
  const told = new RedirectError({ ...init, status: 307, headers: {}, location: "https://elsewhere.test" });
  const silent = new RedirectError({ ...init, status: 302, headers: {} });

  expect(JSON.parse(JSON.stringify(told))).toMatchObject({ status: 307, location: "https://elsewhere.test" });
  expect(JSON.parse(JSON.stringify(silent))).not.toHaveProperty("location");
});
