import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const route = "GET /api_keys/generate_web3_key";
const mint = "POST /api_keys/generate_web3_key";
const keyless = { key: "" };

/** Signs a token with the service's secret, as only the service can, with other claims. */
async function forge(bench: Bench, claims: { iss?: string; aud?: string; exp?: number }): Promise<string> {
  const genuine = { iss: "https://api.venice.ai", aud: "generate_web3_key", exp: noon / 1000 + 900 };
  return await new SignJWT({ iat: noon / 1000, jti: "forged", ...genuine, ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(bench.fixtures.tokenSecret));
}

test("a token is a JWT with issuer, audience, id and fifteen minutes to live", async () => {
  const bench = new Bench();
  bench.advance(900);

  const { body } = await bench.call(route, undefined, { key: "" });

  const { token } = body["data"] as { token: string };
  expect(body).toEqual({ success: true, data: { token } });
  expect(decodeProtectedHeader(token)).toEqual({ alg: "HS256", typ: "JWT" });
  expect(decodeJwt(token)).toEqual({
    iss: expect.any(String),
    aud: expect.any(String),
    iat: noon / 1000,
    exp: noon / 1000 + 900,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("a token is signed with the fixtures' secret", async () => {
  const bench = new Bench();
  const { token } = await bench.data<{ token: string }>(route);

  const secret = new TextEncoder().encode(bench.fixtures.tokenSecret);
  const verified = await jwtVerify(token, secret, { currentDate: new Date(noon) });

  expect(verified.payload.jti).toBeDefined();
});

test("no two tokens are the same, but those of two runs with one seed are", async () => {
  const [bench, again] = [new Bench(), new Bench()];

  const tokens = [await bench.data(route), await bench.data(route), await again.data(route)];

  expect(tokens[1]).not.toEqual(tokens[0]);
  expect(tokens[2]).toEqual(tokens[0]);
});

test("a token is handed out to anybody, with a wrong key too", async () => {
  const bench = new Bench();

  const answer = await bench.call(route, undefined, { key: "nobody" });

  expect(answer.status).toBe(200);
  expect(answer.headers.has("x-ratelimit-remaining")).toBe(false);
});

describe("a token", () => {
  test("mints until it is fifteen minutes old", async () => {
    const bench = new Bench();
    const body = await bench.mintBody();

    bench.advance(15 * 60_000 - 1);
    const before = await bench.call(mint, body, keyless);
    bench.advance(1);
    const after = await bench.refusal(mint, body, keyless);

    expect(before.status).toBe(200);
    expect(after).toBe("400 JWT has expired");
  });

  test("mints any number of keys", async () => {
    const bench = new Bench();
    const body = await bench.mintBody();

    const made = [await bench.data(mint, body, keyless), await bench.data(mint, body, keyless)];

    expect(made[1]?.["id"]).not.toBe(made[0]?.["id"]);
  });

  test("mints one key under the other assumption, and a refused attempt leaves it whole", async () => {
    const bench = new Bench({ assumptions: { tokensAreReusable: false } });
    const body = await bench.mintBody();
    await bench.refusal(mint, { ...body, signature: "0x" }, keyless);

    const first = await bench.call(mint, body, keyless);
    const second = await bench.refusal(mint, body, keyless);

    expect(first.status).toBe(200);
    expect(second).toBe("400 JWT has expired");
  });

  test.each([
    ["", "JWT is malformed"],
    ["no.jwt", "JWT is malformed"],
    ["a.b.c", "JWT is malformed"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJhIn0.c2lnbmF0dXJl", "JWT signature is invalid"],
    ["eyJhbGciOiJub25lIn0.eyJqdGkiOiJhIn0.", "JWT signature is invalid"],
  ])("that the service did not make is refused: %j", async (token, text) => {
    const bench = new Bench();

    const refusal = await bench.refusal(mint, await bench.mintBody({ token }), keyless);

    expect(refusal).toBe(`400 ${text}`);
  });

  test("of another run is refused", async () => {
    const bench = new Bench();
    const body = await new Bench({ seed: 2 }).mintBody();

    const refusal = await bench.refusal(mint, body, keyless);

    expect(refusal).toBe("400 JWT signature is invalid");
  });

  test.each([
    ["meant for another", { aud: "sign_in" }, "JWT claims are invalid"],
    ["of another issuer", { iss: "https://example.com" }, "JWT claims are invalid"],
    ["over, and meant for another", { aud: "sign_in", exp: noon / 1000 - 1 }, "JWT claims are invalid"],
    ["over", { exp: noon / 1000 - 1 }, "JWT has expired"],
  ])("with a good signature that is %s is refused", async (_what, claims, text) => {
    const bench = new Bench();
    const token = await forge(bench, claims);

    const refusal = await bench.refusal(mint, await bench.mintBody({ token }), keyless);

    expect(refusal).toBe(`400 ${text}`);
  });
});
