import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  AbortError,
  ApiError,
  BodyTooLargeError,
  ClosedClientError,
  ConfigError,
  ConnectionError,
  DecodeError,
  type ErrorClass,
  type ErrorInit,
  PaginationError,
  RedirectError,
  SdkError,
  TimeoutError,
} from "../src/errors.ts";

const init: ErrorInit = { service: "notes", code: "boom", message: "GET /notes/1 failed with 404: gone" };

/** The base class of a service's errors, as a service writes it. */
class NotesError extends SdkError {
  static override readonly brand: string = "service:notes";
  static override readonly countsAs: ErrorClass | undefined = ApiError;

  constructor(given: ErrorInit) {
    super(given, "NotesError");
  }
}

class NoteNotFoundError extends NotesError {
  static override readonly brand: string = "@keyrack/notes/NoteNotFoundError";

  constructor(given: ErrorInit) {
    super(given);
    Object.defineProperty(this, "name", { value: "NoteNotFoundError", configurable: true });
  }
}

class OtherError extends SdkError {
  static override readonly brand: string = "service:other";
}

const classes = [
  [SdkError, new SdkError(init)],
  [ConfigError, new ConfigError(init)],
  [ApiError, new ApiError({ ...init, status: 404 })],
  [RedirectError, new RedirectError({ ...init, status: 302, location: "https://evil.test" })],
  [ConnectionError, new ConnectionError(init)],
  [TimeoutError, new TimeoutError({ ...init, phase: "body", limit: "total" })],
  [DecodeError, new DecodeError(init)],
  [BodyTooLargeError, new BodyTooLargeError(init)],
  [PaginationError, new PaginationError(init)],
  [ClosedClientError, new ClosedClientError(init)],
  [AbortError, new AbortError(init)],
] as const;

describe("instanceof tells the classes apart", () => {
  test.each(classes.map(([errorClass, error]) => [errorClass.name, errorClass, error] as const))(
    "%s",
    (name, errorClass, error) => {
      expect(error).toBeInstanceOf(errorClass);
      expect(error).toBeInstanceOf(SdkError);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe(name);
    },
  );

  test("as the tree says, and not otherwise", () => {
    const redirect = new RedirectError(init);

    expect(redirect).toBeInstanceOf(ApiError);
    expect(new ApiError(init)).not.toBeInstanceOf(RedirectError);
    expect(new BodyTooLargeError(init)).toBeInstanceOf(DecodeError);
    expect(new TimeoutError({ ...init, phase: "wait", limit: "total" })).not.toBeInstanceOf(ConnectionError);
  });

  test.each([null, undefined, "SdkError", 5, {}, new Error("no"), Object.create(null)])(
    "of what is no error of ours: case %#",
    (value) => {
      expect(value instanceof SdkError).toBe(false);
    },
  );

  test("with a class of a caller's own, which has no brand, by its prototype", () => {
    class MyError extends ApiError {}

    expect(new MyError(init)).toBeInstanceOf(MyError);
    expect(new MyError(init)).toBeInstanceOf(ApiError);
    expect(new ApiError(init)).not.toBeInstanceOf(MyError);
  });
});

describe("a service's classes", () => {
  test("count as the class of core that they name", () => {
    expect(new NoteNotFoundError(init)).toBeInstanceOf(NotesError);
    expect(new NoteNotFoundError(init)).toBeInstanceOf(ApiError);
    expect(new NoteNotFoundError(init)).not.toBeInstanceOf(RedirectError);
  });

  test("hold every error made for a client of the service, core's own included, and none of another's", () => {
    const timeout = new TimeoutError({ ...init, phase: "headers", limit: "attempt" });

    expect(timeout).toBeInstanceOf(NotesError);
    expect(timeout).not.toBeInstanceOf(OtherError);
    expect(timeout).not.toBeInstanceOf(ApiError);
  });

  test("have names of their own where the brand does not end in one", () => {
    expect(new NotesError(init).name).toBe("NotesError");
    expect(new NoteNotFoundError(init).name).toBe("NoteNotFoundError");
  });
});

describe("two installed copies of core", () => {
  // The query makes a second module of the same file, with classes of its own.
  const load = async (): Promise<{ [name: string]: unknown }> =>
    (await import(/* @vite-ignore */ `../src/errors.ts?${"copy"}`)) as { [name: string]: unknown };

  test("recognise each other's errors", async () => {
    const copy = (await load()) as {
      ApiError: typeof ApiError;
      SdkError: typeof SdkError;
      ConfigError: typeof ConfigError;
    };

    expect(copy.ApiError).not.toBe(ApiError);
    expect(new copy.ApiError(init)).toBeInstanceOf(ApiError);
    expect(new copy.ApiError(init)).toBeInstanceOf(SdkError);
    expect(new copy.ApiError(init)).not.toBeInstanceOf(ConfigError);
    expect(new ApiError(init)).toBeInstanceOf(copy.ApiError);
    expect(new NoteNotFoundError(init)).toBeInstanceOf(copy.ApiError);
  });
});

describe("what an error holds", () => {
  const full: ErrorInit = {
    ...init,
    status: 404,
    method: "GET",
    path: "/notes/1",
    route: "/notes/{}",
    requestId: "req_1",
    attempts: 3,
    waitedMs: 250,
    retryAfterMs: 1_000,
    retryable: true,
    maybeApplied: true,
    retryBudgetExhausted: true,
    idempotencyKey: "key-1",
    page: { cursor: "c1" },
    headers: { server: "notes" },
    body: { text: "gone" },
    cause: { name: "Error", code: "ECONNRESET", message: "read ECONNRESET" },
  };

  test("can be read by name", () => {
    expect(new ApiError(full)).toMatchObject(full);
  });

  test("counts as no attempt, no wait and no retry where nobody says otherwise", () => {
    const facts = { attempts: 0, waitedMs: 0, retryable: false, maybeApplied: false, retryBudgetExhausted: false };

    for (const [name, value] of Object.entries(facts)) expect(new SdkError(init)).toHaveProperty(name, value);
  });

  test("has no field without a value, so that a printed error is short", () => {
    const error = new SdkError({ ...init, status: undefined, requestId: undefined, page: undefined, cause: undefined });

    expect(Object.keys(error)).toEqual(["service", "code"]);
    for (const absent of ["status", "requestId", "page", "cause", "headers", "body"])
      expect(absent in error).toBe(false);
  });

  test("cannot be overwritten by accident", () => {
    const error = new ApiError(full) as { status: number };

    expect(() => {
      error.status = 200;
    }).toThrow(TypeError);
  });

  test("of the limit that passed is printed and can be read", () => {
    const error = new TimeoutError({ ...init, phase: "wait", limit: "total" });

    expect(error).toMatchObject({ phase: "wait", limit: "total" });
    expect(Object.keys(error)).toEqual(["service", "code", "phase", "limit"]);
  });

  test("of a redirect is the origin alone", () => {
    expect(new RedirectError({ ...init, location: "https://evil.test" }).location).toBe("https://evil.test");
    expect("location" in new RedirectError(init)).toBe(false);
  });
});

describe("however an error is shown, headers and body stay out", () => {
  const secrets = { headers: { "x-note": "s3cr3t" }, body: { note: "s3cr3t" } };
  const error = new ApiError({
    ...init,
    ...secrets,
    status: 404,
    attempts: 1,
    cause: { name: "Error", code: "EPIPE", message: "write EPIPE" },
  });

  test("printed", () => {
    expect(inspect(error, { depth: 9 })).not.toContain("s3cr3t");
    expect(inspect(error, { depth: 9 })).toMatch(/^ApiError: GET \/notes\/1 failed with 404: gone\n/);
    expect(inspect(error)).toContain("status: 404");
  });

  test("as JSON, which has name, message, the facts and the cause", () => {
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: {
        name: "ApiError",
        message: "GET /notes/1 failed with 404: gone",
        service: "notes",
        code: "boom",
        status: 404,
        attempts: 1,
        waitedMs: 0,
        retryable: false,
        maybeApplied: false,
        retryBudgetExhausted: false,
        cause: { name: "Error", code: "EPIPE", message: "write EPIPE" },
      },
    });
  });

  test("cloned, spread and listed", () => {
    const shown = [structuredClone(error), Object.assign({}, error), Object.entries(error)];

    expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain("s3cr3t");
    expect(structuredClone(error).message).toBe(error.message);
  });

  test("as a text", () => {
    expect(String(error)).toBe("ApiError: GET /notes/1 failed with 404: gone");
  });
});

test("the stack begins with name and message, and with the place where the error was made", () => {
  const error = new DecodeError(init);

  const [first, second] = error.stack?.split("\n") ?? [];
  expect(first).toBe("DecodeError: GET /notes/1 failed with 404: gone");
  expect(second).toContain("errors.test.ts");
});
