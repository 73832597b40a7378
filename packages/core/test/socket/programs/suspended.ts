import { once } from "node:events";
import { outcomeOf } from "../support/outcome.ts";
import { toyClient } from "../support/toy-service.ts";

// Calls once, says so, and calls again when it is told to; or, with a second argument, is stopped during its one call.
const [url = "", during] = process.argv.slice(2);
const client = toyClient(url, { timeout: 300 });

if (during === undefined) {
  await client.get("/kept");
  console.log("ready");
  await once(process.stdin, "data");
  console.log((await outcomeOf(client.get("/kept"))).name);
} else {
  const call = outcomeOf(client.post("/silent", { json: {} }));
  console.log("ready");
  console.log((await call).name);
}
process.stdin.destroy();
