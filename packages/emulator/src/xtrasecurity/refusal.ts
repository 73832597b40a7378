import type { Fault } from "./fault.ts";
import { json } from "./reply.ts";

/** An answer that ends the work on a request; thrown by whatever looks at it. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly response: Response;

  constructor(response: Response) {
    super(`The request is refused with ${response.status}.`);
    this.response = response;
  }
}

/** Refuses with `{ error }`, the shape of most refusals. */
export function refuse(status: number, error: string): Refusal {
  return new Refusal(json({ error }, status));
}

/** Hands back what was looked up, or refuses with 404 and these words. */
export function found<T>(value: T | undefined, error: string): T {
  if (value === undefined) throw refuse(404, error);
  return value;
}

/** Makes a route's 500 that says always the same, as `{ error }`. */
export function failWith(error: string): () => Response {
  return () => json({ error }, 500);
}

/** Answers a route's 500 as `Internal Server Error` with the fault's own text beside it, as `{ error, details }`. */
export function failWithDetails({ message }: Fault): Response {
  return json({ error: "Internal Server Error", details: message }, 500);
}

/** Answers a route's 500 with the fault's own text as `{ error }`. */
export function failWithText({ message }: Fault): Response {
  return json({ error: message }, 500);
}
