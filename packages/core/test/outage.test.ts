import { expect, test } from "vitest";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

const unwell = (): Response => json({ message: "unwell" }, { status: 503 });
const well = (): Response => json({ data: {} });

test("an outage of a thousand calls costs 35 retries in all, then each call fails at once and says why", async () => {
  let hits = 0;
  const client = notesClient(async () => {
    hits++;
    return await Promise.resolve(unwell());
  });
  const errors: unknown[] = [];

  for (let call = 0; call < 1_000; call++) errors.push(await rejectionOf(client.get("/notes/1")));

  expect(hits).toBe(1_035);
  expect(errors[0]).toMatchObject({ status: 503, attempts: 3, waitedMs: 375, retryBudgetExhausted: false });
  expect(errors.at(-1)).toMatchObject({ status: 503, attempts: 1, waitedMs: 0, retryBudgetExhausted: true });
});

test("an operation that may not be repeated does not blame the budget", async () => {
  const client = notesClient(async () => await Promise.resolve(unwell()));
  for (let call = 0; call < 50; call++) await rejectionOf(client.get("/notes/1"));

  const error = await rejectionOf(client.post("/notes"));

  expect(error).toMatchObject({ status: 503, attempts: 1, retryBudgetExhausted: false });
});

test("when the service is well again, retries resume", async () => {
  let isWell = false;
  let hits = 0;
  const client = notesClient(async () => {
    hits++;
    return await Promise.resolve(isWell ? well() : unwell());
  });
  for (let call = 0; call < 50; call++) await rejectionOf(client.get("/notes/1"));

  isWell = true;
  for (let call = 0; call < 14; call++) await client.get("/notes/1");
  isWell = false;
  hits = 0;
  const error = await rejectionOf(client.get("/notes/1"));

  expect(hits).toBe(2);
  expect(error).toMatchObject({ attempts: 2, retryBudgetExhausted: true });
});
