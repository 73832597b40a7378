/** Loaded before a README sample: gives it one emulator per service instead of the network, and the key it reads from the environment. */
import {
  createAuthPIEmulator,
  createOptropicEmulator,
  createUnkeyEmulator,
  createVeniceEmulator,
  createXtraEmulator,
} from "@keyrack/emulator";

type EmulatedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const authpi = createAuthPIEmulator();
const optropic = createOptropicEmulator();
const unkey = createUnkeyEmulator();
const venice = createVeniceEmulator();
const xtrasecurity = createXtraEmulator();
const services = new Map<string, EmulatedFetch>([
  ["api.authpi.com", authpi.fetch],
  ["api.optropic.com", optropic.fetch],
  ["api.unkey.com", unkey.fetch],
  ["api.venice.ai", venice.fetch],
  ["www.xtrasecurity.in", xtrasecurity.fetch],
]);
const platformFetch = globalThis.fetch;

process.env["AUTHPI_API_KEY"] = `${authpi.fixtures.keyId}:${authpi.fixtures.keySecret}`;
process.env["OPTROPIC_API_KEY"] = optropic.fixtures.apiKey;
process.env["UNKEY_ROOT_KEY"] = unkey.fixtures.rootKey;
process.env["VENICE_API_KEY"] = venice.fixtures.apiKey;
process.env["XTRA_TOKEN"] = xtrasecurity.fixtures.token;
process.env["XTRA_PROJECT_ID"] = xtrasecurity.fixtures.projectId;

globalThis.fetch = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  const service = services.get(hostname);
  if (service) return await service(input, init);
  // A sample may put an emulator of its own on a port.
  if (hostname === "127.0.0.1") return await platformFetch(input, init);
  throw new TypeError(`A README sample asks for ${hostname}, which no emulator serves.`);
};
