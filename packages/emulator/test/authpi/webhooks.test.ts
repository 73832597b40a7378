import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const url = "https://hooks.example.com/in";

test("an address alone makes a webhook", async () => {
  const bench = new Bench();

  const { status, data } = await bench.send("POST webhooks", { body: { url } });

  expect(status).toBe(201);
  expect(data).toMatchObject({ url, name: "hooks.example.com", status: "active", auth: { type: "none" }, events: [] });
  expect(await bench.data(`GET webhooks/${String(data["id"])}`)).toEqual(data);
  expect((await bench.list("webhooks")).data).toMatchObject([{ url, auth_type: "none" }]);
});

test("the secrets of a webhook are shown once, inside auth", async () => {
  const bench = new Bench();

  const { id, auth } = await bench.data("POST webhooks", { url, auth: { type: "bearer+signature" } });

  expect(auth).toEqual({
    type: "bearer+signature",
    bearer_token_plain: expect.stringMatching(/^whb_\w{40}$/),
    signature_secret_plain: expect.stringMatching(/^whs_\w{40}$/),
  });
  expect(await bench.data(`GET webhooks/${String(id)}`)).toMatchObject({ auth: { type: "bearer+signature" } });
  expect((await bench.send(`GET webhooks/${String(id)}`)).text).not.toContain("_plain");
  expect((await bench.send("GET events")).text).not.toContain("_plain");
});

test("an update that sets auth shows new secrets, another does not", async () => {
  const bench = new Bench();
  const id = await bench.create("webhooks", { url });

  const signed = await bench.data(`PATCH webhooks/${id}`, { auth: { type: "signature" } });
  const renamed = await bench.data(`PATCH webhooks/${id}`, { name: "n" });

  expect(renamed["auth"]).toEqual({ type: "signature" });
  expect(signed["auth"]).toEqual({ type: "signature", signature_secret_plain: expect.stringMatching(/^whs_/) });
});

test("a deleted webhook is 404 and only in the list of the deleted", async () => {
  const bench = new Bench();
  const id = await bench.create("webhooks", { url });

  expect((await bench.send(`DELETE webhooks/${id}`)).status).toBe(204);

  expect(await bench.refusal(`GET webhooks/${id}`)).toBe("404 not_found");
  expect(await bench.refusal(`GET webhooks/${id}/deliveries`)).toBe("404 not_found");
  expect((await bench.list("webhooks")).data).toEqual([]);
  expect((await bench.list("webhooks?status=deleted")).data).toMatchObject([{ id, status: "deleted" }]);
});

describe("deliveries", () => {
  test("a webhook is told of the events it names, from its creation on, while it is active", async () => {
    const bench = new Bench();
    await bench.create("issuers", { name: "before" });
    const id = await bench.create("webhooks", { url, events: ["issuer.created"] });
    await bench.create("issuers", { name: "wanted" });
    await bench.create("issuers/iss_test/users");
    await bench.data(`PATCH webhooks/${id}`, { status: "disabled" });
    await bench.create("issuers", { name: "later" });

    const { data } = await bench.list(`webhooks/${id}/deliveries`);

    expect(data).toMatchObject([
      {
        webhook_id: id,
        event_type: "issuer.created",
        status: "delivered",
        attempt_count: 1,
        last_response_status: 200,
      },
    ]);
    expect(await bench.data(`GET events/${String(data[0]?.["event_id"])}`)).toMatchObject({ data: { name: "wanted" } });
  });

  test("a host below .invalid is never reached, and one try more counts", async () => {
    const bench = new Bench();
    const id = await bench.create("webhooks", { url: "https://nowhere.invalid", events: ["issuer.created"] });
    await bench.create("issuers", { name: "one" });
    const [failed] = (await bench.list(`webhooks/${id}/deliveries?status=failed`)).data;
    const path = `webhooks/${id}/deliveries/${String(failed?.["id"])}/redeliver`;

    const again = await bench.data(`POST ${path}`);
    await bench.data(`PATCH webhooks/${id}`, { url });
    const last = await bench.data(`POST ${path}`);

    expect(failed).toMatchObject({ attempt_count: 1, last_error: expect.any(String), last_response_status: null });
    expect(again).toMatchObject({ success: false, status: "failed", attempt_count: 2 });
    expect(last).toMatchObject({ success: true, status: "delivered", attempt_count: 3, last_error: null });
  });

  test("all that failed can be tried again at once", async () => {
    const bench = new Bench();
    const id = await bench.create("webhooks", { url: "https://nowhere.invalid", events: ["issuer.created"] });
    await bench.create("issuers", { name: "one" });
    await bench.create("issuers", { name: "two" });
    await bench.data(`PATCH webhooks/${id}`, { url });

    expect(await bench.data(`POST webhooks/${id}/redeliver`, {})).toEqual({ redelivered_count: 2 });
    expect((await bench.list(`webhooks/${id}/deliveries?status=failed`)).data).toEqual([]);
    expect(await bench.data(`POST webhooks/${id}/redeliver`, {})).toEqual({ redelivered_count: 0 });
  });

  test("the list can be narrowed by type and time", async () => {
    const bench = new Bench();
    const id = await bench.create("webhooks", { url, events: ["issuer.created", "user.created"] });
    const { created_at: start } = await bench.data("POST issuers", { name: "one" });
    bench.advance(1000);
    await bench.create("issuers/iss_test/users");
    const found = async (query: string): Promise<unknown[]> =>
      (await bench.list(`webhooks/${id}/deliveries?${query}`)).data.map((delivery) => delivery["event_type"]);

    expect(await found("event_type=issuer.created")).toEqual(["issuer.created"]);
    expect(await found(`after=${Number(start) + 1000}`)).toEqual(["user.created"]);
    expect(await found(`before=${Number(start) + 1000}`)).toEqual(["issuer.created"]);
  });
});
