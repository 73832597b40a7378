import { expect, test } from "vitest";
import { Bench, type Page } from "./harness.ts";

test("a created keyset can be fetched and listed", async () => {
  const bench = new Bench();

  const answer = await bench.call("POST /keysets", { name: "Production", description: "For the plant" });

  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    id: expect.stringMatching(/^ks_/),
    name: "Production",
    description: "For the plant",
    created_at: "2025-06-15T12:00:00.000Z",
  });
  const { id } = answer.body as { id: string };
  expect(await bench.data(`GET /keysets/${id}`)).toEqual(answer.body);
  expect((await bench.data<Page>("GET /keysets")).data).toEqual([answer.body]);
});

test("an empty name is refused with details", async () => {
  const bench = new Bench();

  const refusal = await bench.refusal("POST /keysets", { name: "" });

  expect(refusal).toEqual({ code: "400 VALIDATION_ERROR", details: { name: "must be a text that is not empty" } });
});

test("an unknown keyset is a 404", async () => {
  const bench = new Bench();

  expect((await bench.refusal("GET /keysets/ks_404")).code).toBe("404 NOT_FOUND");
});
