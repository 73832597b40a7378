import { expect, test } from "vitest";
import { RetryBudget } from "../src/budget.ts";

const drain = (budget: RetryBudget, cost: number): number => {
  let taken = 0;
  while (budget.take(cost)) taken++;
  return taken;
};

test("an outage is answered with 35 retries of a client, then it fails at once", () => {
  expect(drain(new RetryBudget(), 14)).toBe(35);
});

test("throttling is answered with 100 retries", () => {
  expect(drain(new RetryBudget(), 5)).toBe(100);
});

test("a retry that cannot be paid takes nothing", () => {
  const budget = new RetryBudget();
  drain(budget, 14);

  expect(budget.take(14)).toBe(false);
  expect(drain(budget, 5)).toBe(2);
});

test("a success gives back what its call paid", () => {
  const budget = new RetryBudget();
  drain(budget, 14);

  budget.refund(28);

  // 10 tokens were left beside the 28.
  expect(drain(budget, 14)).toBe(2);
});

test("a success without a retry brings one token, so that retries resume after an outage", () => {
  const budget = new RetryBudget();
  drain(budget, 5);

  for (let success = 0; success < 14; success++) budget.refund(0);

  expect(drain(budget, 14)).toBe(1);
});

test("the bucket never grows above its size, however long all goes well", () => {
  const budget = new RetryBudget();

  for (let success = 0; success < 10_000; success++) budget.refund(14);

  expect(drain(budget, 14)).toBe(35);
});
