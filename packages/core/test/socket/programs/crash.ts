import { toyClient, canary } from "../support/toy-service.ts";

// Lets one error go uncaught, so that the platform prints it as it prints crashes.
const [kind = "", url = ""] = process.argv.slice(2);
const client = toyClient(url);
const spec = { json: { secret: canary.body }, query: { token: canary.query }, secrets: [canary.body] };

const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
  ToyError: async () => await client.post("/echo", spec),
  RedirectError: async () => await client.post("/redirect", spec),
  ConnectionError: async () => await client.post("/reset", spec),
  TimeoutError: async () => await client.post("/silent", spec),
  DecodeError: async () => await client.post("/page", spec),
  BodyTooLargeError: async () => await client.post("/ok", spec, { maxBodyBytes: 1 }),
  AbortError: async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(`left with ${canary.token}`), 50);
    return await client.post("/silent", spec, { signal: controller.signal });
  },
  ClosedClientError: async () => {
    await client.close();
    return await client.post("/ok", spec);
  },
  ConfigError: async () => await client.post("/ok", spec, { headers: { "x-secret": `${canary.token}\n` } }),
  PaginationError: async () => await (await client.page("/stuck")).next(),
};

await kinds[kind]?.();
