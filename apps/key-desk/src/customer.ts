import process from "node:process";
import { AuthenticationError, VeniceClient } from "@keyrack/venice-keys";

// The customer's program, which runs in a process of its own. It is told where Venice is, takes its key from
// VENICE_API_KEY in its own environment, and tells in one line of JSON which one that was and the names of all its
// variables; exit code 3 is a refused key.
const venice = new VeniceClient({ baseUrl: process.argv[2] });
try {
  const { keyExpiration } = await venice.apiKeys.getRateLimits();
  const last6Chars = process.env["VENICE_API_KEY"]?.slice(-6);
  const variables = Object.keys(process.env).toSorted();
  process.stdout.write(`${JSON.stringify({ last6Chars, keyExpiration, variables })}\n`);
} catch (error) {
  if (!(error instanceof AuthenticationError)) throw error;
  process.exitCode = 3;
} finally {
  await venice.close();
}
