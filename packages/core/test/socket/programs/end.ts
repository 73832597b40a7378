import { type CallOptions, type Page, paginate, systemClock } from "@keyrack/core";
import { outcomeOf } from "../support/outcome.ts";
import { toyClient } from "../support/toy-service.ts";

// Lives through one scenario, prints what came of it, and must then end by itself.
const [scenario = "", url = ""] = process.argv.slice(2);
const client = toyClient(url, { timeout: 300, shared: { clock: systemClock } });

const scenarios: Readonly<Record<string, () => Promise<unknown>>> = {
  success: async () => await client.get("/ok"),
  error: async () => await client.get("/missing"),
  "an endless error body": async () => await client.post("/endless-error", { json: {} }),
  redirect: async () => await client.get("/endless-redirect"),
  "a body above the limit": async () => await client.get("/large", {}, { maxBodyBytes: 1_000 }),
  reset: async () => await client.post("/reset", { json: {} }),
  timeout: async () => await client.post("/silent", { json: {} }),
  "a stalled body": async () => await client.post("/stalled", { json: {} }),
  abort: async () => await client.get("/silent", {}, { signal: AbortSignal.timeout(50) }),
  "an abort in a long wait": async () => await client.get("/busy", {}, { signal: AbortSignal.timeout(50) }),
  "a close in a long wait": async () => {
    setTimeout(() => void client.close(), 50);
    return await client.get("/busy");
  },
  "a close in flight": async () => {
    setTimeout(() => void client.close(), 50);
    return await client.get("/silent");
  },
  "a list that was left": async () => {
    const first = async (options: CallOptions): Promise<Page<number>> => await client.page("/list", {}, options);
    for await (const item of paginate({ service: "toy", options: { prefetch: true }, first })) return item;
    return undefined;
  },
  "a client that is never used": async () => await Promise.resolve(),
};

const { name } = await outcomeOf(scenarios[scenario]?.() ?? Promise.reject(new Error("no such scenario")));
console.log(name);
