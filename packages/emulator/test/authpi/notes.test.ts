import { expect, test } from "vitest";
import { Bench } from "./harness.ts";

const ofUser = { subject_type: "user", subject_id: "usr_test", content: "Calls often" };

test("a created note can be fetched, changed and deleted", async () => {
  const bench = new Bench();

  const { status, data: created } = await bench.send("POST notes", { body: ofUser });
  const one = `notes/${String(created["id"])}`;

  expect(status).toBe(201);
  expect(created).toMatchObject({ ...ofUser, pinned: false, created_by: "key_test", issuer_id: "iss_test" });
  expect(await bench.data(`GET ${one}`)).toEqual(created);
  const change = { content: "Writes often", pinned: true, subject_id: "usr_owner" };
  expect(await bench.data(`PATCH ${one}`, change)).toMatchObject({ ...ofUser, content: "Writes often", pinned: true });
  expect((await bench.send(`DELETE ${one}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${one}`)).toBe("404 not_found");
});

test("an id in the text is a reference, with @ before a user's a mention too", async () => {
  const bench = new Bench();

  const note = await bench.data("POST notes", {
    ...ofUser,
    content: "@usr_owner, see iss_test and key_test; not usr_x.",
  });

  expect(note["mentions"]).toMatchObject([{ mentioned_user_id: "usr_owner" }]);
  expect(note["references"]).toMatchObject([
    { ref_type: "user", ref_id: "usr_owner", ref_issuer_id: "iss_test" },
    { ref_type: "issuer", ref_id: "iss_test" },
    { ref_type: "api_key", ref_id: "key_test" },
  ]);
});

test("backlinks are a plain array of the notes that refer to one thing", async () => {
  const bench = new Bench();
  const first = await bench.create("notes", { ...ofUser, content: "see usr_owner" });
  const second = await bench.create("notes", { ...ofUser, content: "ask usr_owner" });
  await bench.create("notes", ofUser);
  const path = "GET notes/backlinks?ref_type=user&ref_id=usr_owner";

  const { body } = await bench.send(path);
  const one = await bench.send(`${path}&limit=1`);

  expect(body).toMatchObject({ data: [{ id: second }, { id: first }] });
  expect(Object.keys(body)).toEqual(["data"]);
  expect(one.body["data"]).toHaveLength(1);
  await bench.data(`PATCH notes/${first}`, { content: "done" });
  expect((await bench.send(path)).body["data"]).toHaveLength(1);
});

test("notes on one thing are counted", async () => {
  const bench = new Bench();
  await bench.create("notes", ofUser);
  await bench.create("notes", { ...ofUser, subject_type: "issuer", subject_id: "iss_test" });

  expect(await bench.data("GET notes/count?subject_type=user&subject_id=usr_test")).toEqual({ count: 1 });
  expect(await bench.data("GET notes/count?subject_type=user&subject_id=usr_owner")).toEqual({ count: 0 });
});

test.each([
  ["backlinks", ["ref_type", "ref_id"]],
  ["count", ["subject_type", "subject_id"]],
])("%s needs both of its parameters", async (name, parameters) => {
  const { status, body } = await new Bench().send(`GET notes/${name}`);

  expect(status).toBe(422);
  expect(body["fields"]).toMatchObject(parameters.map((field) => ({ field, code: "required" })));
});

test("the list can be narrowed by subject, issuer, author, pin and mention", async () => {
  const bench = new Bench();
  const pinned = await bench.create("notes", { ...ofUser, pinned: true, content: "@usr_owner" });
  const other = await bench.create("notes", {
    subject_type: "org",
    subject_id: "org_x",
    content: "b",
    issuer_id: "iss_x",
  });
  const ids = async (query: string): Promise<unknown[]> =>
    (await bench.list(`notes?${query}`)).data.map(({ id }) => id);

  expect(await ids("subject_type=org")).toEqual([other]);
  expect(await ids("subject_id=usr_test")).toEqual([pinned]);
  expect(await ids("issuer_id=iss_x")).toEqual([other]);
  expect(await ids("created_by=key_test")).toEqual([other, pinned]);
  expect(await ids("pinned=true")).toEqual([pinned]);
  expect(await ids("pinned=false")).toEqual([other]);
  expect(await ids("mentions_user_id=usr_owner")).toEqual([pinned]);
});
