import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor, maskHeaders, oneLine, originOf } from "../src/redact.ts";

const mask = "[REDACTED]";
const noShape = /(?!)/g;
const secret = 'k3y/+="\\ü z(1)';
const redactor = createRedactor([secret], noShape);

const forms: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "URL-encoded": (text) => encodeURIComponent(text),
  "URL-encoded in lower case": (text) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
  "form-encoded, as in a query": (text) => new URLSearchParams({ x: text }).toString().slice(2),
  "JSON-escaped": (text) => JSON.stringify(text).slice(1, -1),
  "JSON-escaped twice": (text) => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
  "JSON-escaped with its slashes": (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
};

describe("a known secret is masked in every form that a service echoes", () => {
  test.each(Object.entries(forms))("%s", (_form, write) => {
    expect(redactor.text(`before ${write(secret)}, ${write(secret)} after`)).toBe(`before ${mask}, ${mask} after`);
  });

  test("in values, lists and member names at any depth", () => {
    const body = { list: [{ [`x${secret}`]: [secret, `a ${secret} b`] }], count: 1, none: null, yes: true };

    expect(redactor.value(body)).toEqual({
      list: [{ [`x${mask}`]: [mask, `a ${mask} b`] }],
      count: 1,
      none: null,
      yes: true,
    });
  });

  test("as a number, where a secret of digits comes back as one", () => {
    expect(createRedactor(["90210417"], noShape).value({ code: 90_210_417, other: 12 })).toEqual({
      code: mask,
      other: 12,
    });
  });

  test("a secret within another one leaves nothing of the longer one", () => {
    const nested = createRedactor(["abcd", "abcdefgh"], noShape);

    expect(nested.text("abcdefgh abcd")).toBe(`${mask} ${mask}`);
  });

  test("cut off at the end of a body, from eight characters on", () => {
    const cut = createRedactor(["abcdefghijklmnop"], noShape);

    expect(cut.value("the key abcdefghijk")).toBe(`the key ${mask}`);
    expect(cut.value("the key abcdefgh")).toBe(`the key ${mask}`);
    expect(cut.value("the key abcdefghijklmno")).toBe(`the key ${mask}`);
    expect(cut.value("the key abcdefg")).toBe("the key abcdefg");
  });

  test("no text shorter than four characters is taken for a secret, nor is an absent one", () => {
    const short = createRedactor(["abc", "", undefined], noShape);

    expect(short.text("abc and undefined")).toBe("abc and undefined");
  });
});

describe("text of a secret's shape is masked although nobody named the secret", () => {
  const shaped = createRedactor([], /note_\w{8,}/g);

  test("each time it occurs, in call after call", () => {
    const input = "note_11112222 and note_33334444";

    expect([shaped.text(input), shaped.text(input)]).toEqual([`${mask} and ${mask}`, `${mask} and ${mask}`]);
    expect(shaped.value([input])).toEqual([`${mask} and ${mask}`]);
  });

  test.each(["Bearer abc.def-ghi_jkl~mno+pqr/stu=", "bearer   abcdefgh", "Basic dXNlcjpwYXNz", "BASIC dXNlcjpwYXNz"])(
    "and so is what follows an authorization scheme: %s",
    (header) => {
      const shown = shaped.text(`sent "${header}" to us`);

      expect(shown).toMatch(/^sent "(bearer|basic) \[REDACTED\]" to us$/i);
    },
  );
});

describe("whatever surrounds it", () => {
  // A secret that is part of the mask itself, or of a scheme's name, cannot be told from them.
  const anySecret = fc
    .string({ unit: "grapheme", minLength: 4, maxLength: 24 })
    .filter((text) => text.length >= 4 && !/[[\]]/.test(text) && !"REDACTED".includes(text));
  const piece = fc.record({
    filler: fc.string({ maxLength: 8 }),
    which: fc.nat({ max: 2 }),
    form: fc.constantFrom(...Object.values(forms)),
  });

  function survivors(secrets: readonly string[], shown: string): string[] {
    return secrets
      .flatMap((text) => Object.values(forms).map((write) => write(text)))
      .filter((form) => shown.includes(form));
  }

  test("no form of any secret survives in a text", () => {
    fc.assert(
      fc.property(
        fc.array(anySecret, { minLength: 3, maxLength: 3 }),
        fc.array(piece, { maxLength: 6 }),
        (secrets, pieces) => {
          const input = pieces.map(({ filler, which, form }) => filler + form(secrets[which] ?? "")).join("");

          expect(survivors(secrets, createRedactor(secrets, noShape).text(input))).toEqual([]);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("no secret survives in a nested value, and its kind stays", () => {
    fc.assert(
      fc.property(anySecret, fc.jsonValue({ maxDepth: 4 }), (text, json) => {
        const input = { json, [`${text}!`]: [text, { deep: `x${text}` }] };

        const shown = createRedactor([text], noShape).value(input);

        const strings: string[] = [];
        const visit = (value: unknown): void => {
          if (typeof value === "string") strings.push(value);
          else if (typeof value === "object" && value !== null)
            for (const entry of Object.entries(value)) entry.forEach(visit);
        };
        visit(shown);
        expect(strings.filter((string) => string.includes(text))).toEqual([]);
        expect(Object.keys(shown as object)).toHaveLength(Object.keys(input).length);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a hostile value", () => {
  test("of 200,000 levels is cut instead of overflowing the stack", () => {
    const deep: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));

    expect(JSON.stringify(redactor.value(deep))).toContain("[too deep]");
  });

  test("of a hundred levels is shown whole", () => {
    const nested: unknown = JSON.parse('[{"a":'.repeat(49) + '["x"]' + "}]".repeat(49));

    expect(redactor.value(nested)).toEqual(nested);
  });

  test("with a member named like a prototype keeps it as a plain member and pollutes nothing", () => {
    const input: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"then":"x"}',
    );

    const shown = redactor.value(input);

    expect(JSON.stringify(shown)).toBe(JSON.stringify(input));
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("headers are shown", () => {
  test("only where their name is known to be harmless", () => {
    const headers = new Headers({
      Accept: "application/json",
      "X-Request-Id": "req_1",
      "Retry-After": "5",
      "RateLimit-Remaining": "7",
      Authorization: "Bearer abcdefgh",
      "X-Api-Key": "abcdefgh",
      Cookie: "a=b",
      "Set-Cookie": "a=b",
      "Proxy-Authorization": "Basic abcdefgh",
      "X-Anything": "abcdefgh",
      "X-Request-Id-Token": "abcdefgh",
    });

    expect(maskHeaders(headers, redactor)).toEqual({
      accept: "application/json",
      "x-request-id": "req_1",
      "retry-after": "5",
      "ratelimit-remaining": "7",
      authorization: mask,
      "x-api-key": mask,
      cookie: mask,
      "set-cookie": mask,
      "proxy-authorization": mask,
      "x-anything": mask,
      "x-request-id-token": mask,
    });
  });

  test("with known secrets masked in them too, also where the value is cut", () => {
    const shown = maskHeaders(
      new Map([["server", `${"x".repeat(1_995)}abcdefgh`]]),
      createRedactor(["abcdefgh"], noShape),
    );

    expect(shown["server"]).not.toContain("abcd");
    expect(shown["server"]?.length).toBeLessThanOrEqual(2_001);
  });

  test("with the origin alone of where they point", () => {
    const shown = maskHeaders(new Headers({ location: "https://user:pass@evil.test/path?token=abcdefgh#x" }), redactor);

    expect(shown).toEqual({ location: "https://evil.test" });
  });

  test.each(["/relative", "javascript:alert(1)", "data:,abcdefgh", "file:///etc/passwd", "http://[bad", ""])(
    "without where they point, if that has no origin: %j",
    (location) => {
      expect(originOf(location)).toBeUndefined();
      expect(maskHeaders(new Headers({ location }), redactor)).toEqual({ location: mask });
    },
  );
});

describe("foreign text becomes one line", () => {
  test.each([
    ["line breaks", "a\r\nb\nc\rd"],
    ["tabs and runs of space", "a \t  b"],
    ["colours", "a\u001B[31mb"],
    ["C1 controls", "a\u009B31mb"],
    ["line and paragraph separators", "a\u2028b\u2029c"],
    ["NUL and DEL", "a\0b\u007Fc"],
  ])("without %s", (_what, text) => {
    expect(oneLine(text, 100)).not.toMatch(/[\p{Cc}\u2028\u2029]| {2}/u);
    expect(oneLine(text, 100)).toMatch(/^a/);
  });

  test("of at most the given length, and says where it was cut", () => {
    expect(oneLine("x".repeat(10), 10)).toBe("x".repeat(10));
    expect(oneLine("x".repeat(11), 10)).toBe(`${"x".repeat(10)}…`);
  });

  test("at once, however much of it there is", () => {
    expect(oneLine(" \n".repeat(5_000_000), 300)).toBe("");
  });
});
