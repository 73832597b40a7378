import { describe, expect, test } from "vitest";
import { Bench, noon } from "./harness.ts";

const hour = 60 * 60 * 1000;
const users = "issuers/iss_test/users";

async function types(bench: Bench, query = ""): Promise<unknown[]> {
  return (await bench.list(`events?${query}`)).data.map(({ type }) => type);
}

test("what is created, updated and deleted leaves an event each, newest first", async () => {
  const bench = new Bench();
  const id = await bench.create(users, { username: "alice" });
  await bench.data(`PATCH ${users}/${id}`, { metadata: {} });
  await bench.send(`DELETE ${users}/${id}`);

  const { data } = await bench.list("events");

  expect(data.map(({ type }) => type)).toEqual(["user.deleted", "user.updated", "user.created"]);
  expect(data[2]).toEqual({
    spec: "1.0",
    id: expect.stringMatching(/^evt_/),
    type: "user.created",
    source: "admin",
    auth: { type: "api_key", key_id: "key_test", issuer_id: "iss_platform" },
    subject: { account_id: "acc_test", issuer_id: "iss_test", user_id: id },
    timestamp: noon,
    data: expect.objectContaining({ id, username: "alice" }),
  });
});

test("one event can be fetched, with its own data inside the envelope", async () => {
  const bench = new Bench();
  await bench.create(users);
  const [event] = (await bench.list("events")).data;

  const { body } = await bench.send(`GET events/${String(event?.["id"])}`);

  expect(body).toEqual({ data: event });
  expect(await bench.refusal("GET events/evt_nobody")).toBe("404 not_found");
});

test("a refused request leaves no event", async () => {
  const bench = new Bench();

  await bench.send("POST issuers", { body: {} });
  await bench.send(`PATCH ${users}/usr_test`, { body: {}, headers: { "if-match": '"1"' } });

  expect(await types(bench)).toEqual([]);
});

test("the list can be narrowed by issuer, user, client and by several types", async () => {
  const bench = new Bench();
  const issuer = await bench.create("issuers", { name: "one" });
  const user = await bench.create(`issuers/${issuer}/users`);
  const client = await bench.create("issuers/iss_test/clients", { name: "c" });
  await bench.data(`POST issuers/${issuer}/users/${user}/tokens`, {});

  expect(await types(bench, `issuer_id=${issuer}`)).toEqual([
    "user.personal-token.created",
    "user.created",
    "issuer.created",
  ]);
  expect(await types(bench, `user_id=${user}`)).toEqual(["user.personal-token.created", "user.created"]);
  expect(await types(bench, `client_id=${client}`)).toEqual(["client.created"]);
  expect(await types(bench, "event_types=client.created%2Cissuer.created")).toEqual([
    "client.created",
    "issuer.created",
  ]);
});

test("the list can be narrowed by time: after belongs to it, before does not", async () => {
  const bench = new Bench();
  await bench.create("issuers", { name: "first" });
  bench.advance(hour);
  await bench.create(users);

  expect(await types(bench, `after=${noon + hour}`)).toEqual(["user.created"]);
  expect(await types(bench, `before=${noon + hour}`)).toEqual(["issuer.created"]);
  expect(await types(bench, `after=${noon + 1}&before=${noon + hour}`)).toEqual([]);
});

describe("events in numbers", () => {
  test("are grouped by time and field, oldest first, with different values counted", async () => {
    const bench = new Bench();
    const user = await bench.create(users);
    await bench.data(`PATCH ${users}/${user}`, {});
    bench.advance(hour);
    await bench.data(`PATCH ${users}/${user}`, {});
    await bench.data(`PATCH ${users}/usr_test`, {});

    const answer = await bench.data("GET events/aggregate?interval=hour&group_by=type&count_unique=user_id");

    expect(answer).toEqual({
      interval: "hour",
      group_by: "type",
      buckets: [
        { start: noon, type: "user.created", count: 1, unique: 1 },
        { start: noon, type: "user.updated", count: 1, unique: 1 },
        { start: noon + hour, type: "user.updated", count: 2, unique: 2 },
      ],
    });
  });

  test.each([
    ["minute", Date.UTC(2025, 5, 15, 12, 0)],
    ["day", Date.UTC(2025, 5, 15)],
    ["week", Date.UTC(2025, 5, 9)],
    ["month", Date.UTC(2025, 5, 1)],
  ])("a %s begins where it does in UTC", async (interval, start) => {
    const bench = new Bench();
    await bench.create(users);

    const answer = await bench.data(`GET events/aggregate?interval=${interval}`);

    expect(answer).toEqual({ interval, group_by: null, buckets: [{ start, count: 1 }] });
  });

  test("follow the filters of the list, and an unknown interval is 422", async () => {
    const bench = new Bench();
    await bench.create(users);
    await bench.create("issuers", { name: "one" });

    expect(await bench.data("GET events/aggregate?event_types=user.created")).toEqual({
      interval: null,
      group_by: null,
      buckets: [{ count: 1 }],
    });
    expect(await bench.refusal("GET events/aggregate?interval=blink")).toBe("422 invalid_request");
  });
});
