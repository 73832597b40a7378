import type { InjectSecretsOptions } from "@keyrack/xtrasecurity";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, scripted } from "./support/bench.ts";

interface Outcome {
  readonly error: unknown;
  readonly target: Record<string, string>;
}

/** Injects secrets into an empty target. */
async function inject(secrets: Readonly<Record<string, string>>, options: InjectSecretsOptions = {}): Promise<Outcome> {
  const target: Record<string, string> = {};
  const body = JSON.stringify(secrets);
  const client = clientOf(scripted(() => new Response(body)));
  const injected = client.injectSecrets("production", { target, ...options });
  const error = await injected.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, target };
}

const words = (text: string): string[] => text.split(" ");

const reserved: readonly [what: string, names: string[]][] = [
  ["the loader's", words("LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH GCONV_PATH")],
  [
    "those of Node and TLS",
    words(
      "NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY NODE_V8_COVERAGE " +
        "NODE_REPL_EXTERNAL_MODULE NODE_DEBUG OPENSSL_CONF OPENSSL_MODULES SSL_CERT_FILE SSL_CERT_DIR " +
        "UV_THREADPOOL_SIZE UV_USE_IO_URING",
    ),
  ],
  [
    "the shell's and the user's",
    words(
      "PATH PATHEXT COMSPEC SHELL BASH_ENV ENV IFS PS1 PS2 PS4 PROMPT_COMMAND HOME PWD TMPDIR TZ LANG LC_ALL LC_CTYPE " +
        "USER TERM TERMINFO MAIL XAUTHORITY XDG_CONFIG_HOME",
    ),
  ],
  ["proxies", words("HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy")],
  [
    "those of tools and other languages",
    words(
      "npm_config_registry NPM_CONFIG_REGISTRY YARN_REGISTRY PNPM_HOME BUN_INSTALL DENO_DIR PYTHONPATH PYTHONSTARTUP " +
        "RUBYOPT RUBYLIB PERL5LIB PERL5OPT JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS GIT_SSH_COMMAND " +
        "SSH_AUTH_SOCK EDITOR PAGER",
    ),
  ],
  ["this client's own", words("XTRA_TOKEN XTRA_API_URL XTRA_PROJECT_ID XTRA_MACHINE_TOKEN")],
  ["other spellings", words("Node_Options path Ld_Preload xtra_token Python_Path")],
];

describe.each(reserved)("reserved names are refused: %s", (_what, names) => {
  test.each(names)("%s", async (name) => {
    const { error, target } = await inject({ [name]: "x", GOOD: "y" });

    expect(error).toMatchObject({ code: "injection_refused", keys: [name] });
    expect(target).toEqual({});
  });

  test("unless they are allowed, one by one", async () => {
    const secrets = Object.fromEntries(names.map((name) => [name, "x"]));

    const { target } = await inject(secrets, { allowReserved: names });
    const { error } = await inject(secrets, { allowReserved: names.slice(1) });

    expect(target).toEqual(secrets);
    expect(error).toMatchObject({ code: "injection_refused", keys: expect.arrayContaining([names[0]]) });
  });
});

test.each(["__proto__", "constructor", "prototype", "Constructor"])(
  "%s is refused and cannot be allowed",
  async (name) => {
    const secrets = JSON.parse(`{"${name}":"x"}`) as Record<string, string>;

    const { error, target } = await inject(secrets, { allowReserved: [name] });

    expect(error).toMatchObject({ code: "injection_refused", keys: [name] });
    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  },
);

test.each(["", " ", "A=B", "A\0B", "1A", "a-b", "a.b", "A B", "A ", "A\n", "É", "ＰＡＴＨ", "PATH ", "😀"])(
  "a name that no variable has is refused: %j",
  async (name) => {
    const { error, target } = await inject({ [name]: "x", GOOD: "y" });

    expect(error).toMatchObject({ code: "injection_refused", keys: [name] });
    expect(target).toEqual({});
  },
);

test.each(["A", "_", "a_1", "NODE_ENV", "PATHS", "LDAP_URL", "HOMEPAGE", "GITHUB_TOKEN", "PORT", "LANGUAGE_MODEL"])(
  "an ordinary name is set: %s",
  async (name) => {
    expect(await inject({ [name]: "x" })).toEqual({ error: undefined, target: { [name]: "x" } });
  },
);

describe("checked is the name that is set", () => {
  test("so a prefix can make one good", async () => {
    const { target } = await inject({ "1A": "x", PATH: "y" }, { prefix: "APP_" });

    expect(target).toEqual({ APP_1A: "x", APP_PATH: "y" });
  });

  test("and can make one bad", async () => {
    const { error } = await inject({ PRELOAD: "x" }, { prefix: "LD_" });

    expect(error).toMatchObject({ code: "injection_refused", keys: ["LD_PRELOAD"] });
  });

  test("as can a transform", async () => {
    const { error } = await inject({ A: "x" }, { transform: () => "NODE_OPTIONS" });

    expect(error).toMatchObject({ code: "injection_refused", keys: ["NODE_OPTIONS"] });
  });
});

test("a key that is left out is not checked", async () => {
  const { target } = await inject({ PATH: "x", GOOD: "y" }, { exclude: ["PATH"] });

  expect(target).toEqual({ GOOD: "y" });
});

test("a reserved name is refused also where it would be kept", async () => {
  const target = { PATH: "/bin" };

  const { error } = await inject({ PATH: "x" }, { target });

  expect(error).toMatchObject({ keys: ["PATH"] });
});

describe("values", () => {
  test.each([
    ["a NUL", "a\0b"],
    ["1 MB", "x".repeat(1_000_000)],
    ["1 MB in fewer characters", "é".repeat(500_000)],
  ])("with %s are refused by name", async (_what, value) => {
    const { error, target } = await inject({ BIG: value, GOOD: "y" });

    expect(error).toMatchObject({ code: "injection_refused", keys: ["BIG"] });
    expect(target).toEqual({});
  });

  test.each(["", " ", "a\nb", "😀", "$(rm -rf /)", "x".repeat(999_999)])(
    "of any other kind are set: %.12j",
    async (value) => {
      expect(await inject({ A: value })).toEqual({ error: undefined, target: { A: value } });
    },
  );

  test("that are no text never get that far", async () => {
    const client = clientOf(scripted(() => Response.json({ A: 1 })));
    const target = {};

    const error = await failureOf(client.injectSecrets("production", { target }));

    expect(error).toMatchObject({ code: "invalid_response" });
    expect(target).toEqual({});
  });
});
