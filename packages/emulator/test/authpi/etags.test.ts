import { expect, test } from "vitest";
import { type Answered, Bench, noon } from "./harness.ts";

const user = "issuers/iss_test/users/usr_test";

function etag({ headers }: Answered): string {
  return headers.get("etag") ?? "";
}

test("the ETag is the time of change in quotes, the same from every answer on one state", async () => {
  const bench = new Bench();

  const created = await bench.send("POST issuers", { body: { name: "one" } });
  const fetched = await bench.send(`GET issuers/${String(created.data["id"])}`);

  expect(created.data).toMatchObject({ created_at: noon, updated_at: noon });
  expect([etag(created), etag(fetched)]).toEqual([`"${noon}"`, `"${noon}"`]);
});

test("lists have no ETag", async () => {
  const { headers } = await new Bench().send("GET issuers");

  expect(headers.has("etag")).toBe(false);
});

test("every change moves the ETag, even within one millisecond", async () => {
  const bench = new Bench();

  const first = await bench.send(`PATCH ${user}`, { body: { display_name: "A" } });
  const second = await bench.send(`PATCH ${user}`, { body: { display_name: "A" } });

  expect(first.data["updated_at"]).toBe(noon);
  expect(second.data["updated_at"]).toBe(noon + 1);
  expect(etag(second)).toBe(`"${noon + 1}"`);
});

test("of two admins with one ETag the second gets 412 with the current one, and changes nothing", async () => {
  const bench = new Bench();
  const seen = etag(await bench.send(`GET ${user}`));
  const headers = { "if-match": seen };

  const first = await bench.send(`PATCH ${user}`, { body: { display_name: "First" }, headers });
  const second = await bench.send(`PATCH ${user}`, { body: { display_name: "Second" }, headers });

  expect(first.status).toBe(200);
  expect(second.status).toBe(412);
  expect(second.body).toMatchObject({
    error: "precondition_failed",
    current_etag: etag(first),
    currentETag: etag(first),
  });
  expect(etag(second)).toBe(etag(first));
  expect(await bench.data(`GET ${user}`)).toMatchObject({ profile: { display_name: "First" } });
});

test("the precondition is checked before the body and after the path", async () => {
  const bench = new Bench();
  const headers = { "if-match": '"1"' };

  expect(await bench.refusal(`PATCH ${user}`, { raw: "{", headers })).toBe("412 precondition_failed");
  expect(await bench.refusal("PATCH issuers/iss_nobody", { raw: "{", headers })).toBe("404 not_found");
});

test("a deletion and an action hold If-Match against the thing at hand", async () => {
  const bench = new Bench();
  const headers = { "if-match": '"1"' };

  expect(await bench.refusal(`DELETE ${user}`, { headers })).toBe("412 precondition_failed");
  expect(await bench.refusal("POST issuers/iss_test/sessions/ses_test/revoke", { headers })).toBe(
    "412 precondition_failed",
  );
  expect(await bench.refusal("POST api-keys/key_test/rotate", { headers })).toBe("412 precondition_failed");
  expect((await bench.send(`GET ${user}`)).status).toBe(200);
});

test("If-Match takes a star and a list, never a weak or a bare tag", async () => {
  const bench = new Bench();
  const tag = etag(await bench.send("GET issuers/iss_test"));
  const status = async (value: string): Promise<number> => {
    const current = etag(await bench.send("GET issuers/iss_test"));
    const headers = { "if-match": value.replace("TAG", current) };
    return (await bench.send("PATCH issuers/iss_test", { body: {}, headers })).status;
  };

  expect(tag).toMatch(/^"\d+"$/);
  expect(await status("*")).toBe(200);
  expect(await status('"1", TAG')).toBe(200);
  expect(await status("W/TAG")).toBe(412);
  expect(await status(tag.replaceAll('"', ""))).toBe(412);
});

test("a creation has no precondition", async () => {
  const { status } = await new Bench().send("POST issuers", { body: { name: "a" }, headers: { "if-match": '"1"' } });

  expect(status).toBe(201);
});
