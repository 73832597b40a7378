import { ConfigurationError } from "@keyrack/authpi-admin";
import { describe, expect, test } from "vitest";
import { failureOf, startBench, thrownBy } from "./support/bench.ts";

describe("an id is one segment of the path", () => {
  test.each([
    ["a space", "usr 1", "usr%201"],
    ["a slash", "a/b", "a%2Fb"],
    ["a backslash", "a\\b", "a%5Cb"],
    ["a question mark", "a?b=1", "a%3Fb%3D1"],
    ["a hash", "a#b", "a%23b"],
    ["a percent sign", "a%41", "a%2541"],
    ["letters beyond ASCII", "münchen", "m%C3%BCnchen"],
    ["three dots", "...", "..."],
  ])("with %s", async (_what, id, encoded) => {
    const urls: string[] = [];
    const { client, emulator } = startBench();
    const admin = client({
      accountId: "acc_test",
      fetch: async (url, init) => {
        urls.push(url);
        return await emulator.fetch(url, init);
      },
    });

    const error = await failureOf(admin.issuer("iss_test").users.get(id));

    expect(error).toMatchObject({ status: 404 });
    expect(urls).toEqual([`https://api.authpi.dev/v1/accounts/acc_test/issuers/iss_test/users/${encoded}`]);
  });

  test.each([
    ["nothing", ""],
    ["white space", "  "],
    ["one dot", "."],
    ["two dots", ".."],
    ["two encoded dots", "%2e%2E"],
    ["dots behind an encoded slash", "a%2f.."],
    ["a line break", "usr_1\n"],
    ["a number that is none", Number.NaN],
    ["an object", { id: "usr_1" }],
  ])("and is refused where it is %s, by a scope at once", async (_what, id) => {
    const { admin, emulator } = startBench();
    const bad = id as string;

    const errors = [
      thrownBy(() => admin.issuer(bad)),
      thrownBy(() => admin.issuer("iss_test").user(bad)),
      await failureOf(admin.issuer("iss_test").users.get(bad)),
      await failureOf(admin.domains.delete(bad)),
    ];

    expect(errors.map((error) => error instanceof ConfigurationError)).toEqual([true, true, true, true]);
    expect(emulator.requests).toEqual([]);
  });
});

test("a host is a segment as it is", async () => {
  const { admin, emulator } = startBench();
  await admin.domains.create({ host: "auth.example.com" });

  await admin.domains.delete("auth.example.com");

  expect(emulator.requests.at(-1)?.path).toBe("/v1/accounts/acc_test/domains/auth.example.com");
  expect((await admin.domains.list()).data).toEqual([]);
});

test("the base URL may end in slashes and in the version", async () => {
  const urls: string[] = [];
  const { client, emulator } = startBench();
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    urls.push(url);
    return await emulator.fetch(url.replace("/proxy", ""), init);
  };
  const bases = ["https://api.authpi.com/", "https://api.authpi.com/v1", "https://gate.example/proxy/v1//"];

  for (const baseUrl of bases) await client({ baseUrl, fetch }).whoami();

  expect(urls).toEqual([
    "https://api.authpi.com/v1/me",
    "https://api.authpi.com/v1/me",
    "https://gate.example/proxy/v1/me",
  ]);
});
