import { outcomeOf } from "../support/outcome.ts";
import { toyClient } from "../support/toy-service.ts";

// Makes many calls at once and one more afterwards, and prints the classes and codes of the outcomes as JSON.
const [url = "", count = "0"] = process.argv.slice(2);
const client = toyClient(url, { timeout: 10_000 });
const calls = Array.from({ length: Number(count) }, async () => await outcomeOf(client.post("/slow", { json: {} })));
const outcomes = await Promise.all(calls);
const later = await outcomeOf(client.post("/slow", { json: {} }));
const told = outcomes.map(({ attempts, code, maybeApplied, name }) => ({ attempts, code, maybeApplied, name }));
console.log(JSON.stringify({ outcomes: told, later: later.name }));
