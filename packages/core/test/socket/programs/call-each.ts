import { outcomeOf } from "../support/outcome.ts";
import { toyClient } from "../support/toy-service.ts";

// Calls every URL given, with a read and with a write, and prints what came of it as JSON.
const urls = process.argv.slice(2);
const results = await Promise.all(
  urls.map(async (url) => {
    const client = toyClient(url, { timeout: 400 });
    const read = await outcomeOf(client.get("/x"));
    const write = await outcomeOf(client.post("/x", { json: {} }));
    return { read, write };
  }),
);
console.log(JSON.stringify(results));
// Node keeps on connecting for a request that was given up, for up to ten seconds.
process.exit();
