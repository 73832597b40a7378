import type { Emulators } from "../../src/setting.ts";

type ByService<Value> = Readonly<Record<keyof Emulators, Value>>;

/** Emulators that are served, and what the app has to be told about them. */
export interface NamedServers {
  readonly urls: ByService<string>;
  /** The options with the addresses. */
  readonly urlWords: ByService<readonly string[]>;
  /** The options with what opens them. */
  readonly keyWords: ByService<readonly string[]>;
  /** The same in variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Serves the emulators on free ports of 127.0.0.1. */
export async function listen(emulators: Emulators): Promise<NamedServers> {
  const { authpi, optropic, unkey, venice, xtra } = emulators;
  const servers = await Promise.all([
    unkey.listen(),
    authpi.listen(),
    optropic.listen(),
    xtra.listen(),
    venice.listen(),
  ]);
  const [unkeyUrl = "", authpiUrl = "", optropicUrl = "", xtraUrl = "", veniceUrl = ""] = servers.map(({ url }) => url);
  const { accountId, keyId, keySecret } = authpi.fixtures;
  const { projectId, token } = xtra.fixtures;
  return {
    urls: { unkey: unkeyUrl, authpi: authpiUrl, optropic: optropicUrl, xtra: xtraUrl, venice: veniceUrl },
    urlWords: {
      unkey: ["--base-url", unkeyUrl],
      authpi: ["--authpi-url", authpiUrl],
      optropic: ["--optropic-url", optropicUrl],
      xtra: ["--xtra-url", xtraUrl],
      venice: ["--venice-url", veniceUrl],
    },
    keyWords: {
      unkey: ["--root-key", unkey.fixtures.rootKey],
      authpi: ["--authpi-key", `${keyId}:${keySecret}`, "--account", accountId],
      optropic: ["--optropic-key", optropic.fixtures.apiKey],
      xtra: ["--xtra-token", token, "--xtra-project", projectId],
      venice: ["--venice-key", venice.fixtures.apiKey],
    },
    environment: {
      UNKEY_ROOT_KEY: unkey.fixtures.rootKey,
      AUTHPI_API_KEY: `${keyId}:${keySecret}`,
      OPTROPIC_API_KEY: optropic.fixtures.apiKey,
      XTRA_TOKEN: token,
      XTRA_PROJECT_ID: projectId,
      VENICE_API_KEY: venice.fixtures.apiKey,
    },
  };
}
