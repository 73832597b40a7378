import type { SeenRequest } from "@keyrack/emulator";
import type { Emulators } from "../../src/setting.ts";

/** Gives every secret that the requests of a story held, and those that the emulators' credentials start with. */
export function secretsIn(emulators: Emulators): Set<string> {
  const { authpi, optropic, unkey, venice, xtra } = emulators;
  const fixed = [unkey.fixtures.rootKey, authpi.fixtures.keySecret, optropic.fixtures.apiKey];
  const requests = Object.values(emulators).flatMap(({ requests: seen }) => seen);
  return new Set([
    ...fixed,
    venice.fixtures.apiKey,
    xtra.fixtures.token,
    ...requests.flatMap(sentAsCredential),
    ...requests.flatMap(sentInBody),
  ]);
}

function sentAsCredential({ headers }: SeenRequest): string[] {
  const [, scheme, value = ""] = headers["authorization"]?.match(/^(Bearer|Basic) (.+)$/) ?? [];
  const secret = scheme === "Basic" ? atob(value).split(":")[1] : value;
  return secret === undefined || secret === "" ? [] : [secret];
}

function sentInBody({ json, path }: SeenRequest): string[] {
  if (path === "/v2/keys.verifyKey") return [(json as { key: string }).key];
  const secrets = (json as { secrets?: Record<string, string> } | undefined)?.secrets;
  return path.endsWith("/secrets") && secrets !== undefined ? Object.values(secrets) : [];
}
