// Variables by which a process, its runtime, its shell or its tools can be taken over, redirected or made to leak.
const exact: ReadonlySet<string> = new Set(
  // Node and TLS
  (
    "NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY NODE_V8_COVERAGE " +
    "NODE_REPL_EXTERNAL_MODULE NODE_DEBUG OPENSSL_CONF OPENSSL_MODULES SSL_CERT_FILE SSL_CERT_DIR GCONV_PATH " +
    // shells and the user's surroundings
    "PATH PATHEXT COMSPEC SHELL BASH_ENV ENV IFS PS1 PS2 PS4 PROMPT_COMMAND HOME PWD TMPDIR TZ LANG USER TERM " +
    "TERMINFO MAIL XAUTHORITY EDITOR PAGER " +
    // proxies
    "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY " +
    // other languages
    "RUBYOPT RUBYLIB PERL5LIB PERL5OPT JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS"
  ).split(" "),
);

const prefixes: readonly string[] = [
  ..."LD_ DYLD_ UV_ LC_ XDG_".split(" "),
  ..."NPM_CONFIG_ YARN_ PNPM_ BUN_ DENO_ PYTHON GIT_ SSH_".split(" "),
  // This package's own: a secret must not redirect the client that reads it.
  "XTRA_",
];

// As members of an object these are no variables at all.
const neverNames: ReadonlySet<string> = new Set(["__PROTO__", "CONSTRUCTOR", "PROTOTYPE"]);

/** Whether a variable is reserved, in any case of letters, unless `allowed` has it as it is written. */
export function isReservedName(name: string, allowed: ReadonlySet<string>): boolean {
  const upper = name.toUpperCase();
  if (neverNames.has(upper)) return true;
  return !allowed.has(name) && (exact.has(upper) || prefixes.some((prefix) => upper.startsWith(prefix)));
}
