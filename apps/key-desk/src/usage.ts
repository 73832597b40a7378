/** How many keys the demo makes to list them. */
export const demoKeyCount = 2_500;

/** The text of `--help`. */
export const usage: string = `Usage: key-desk demo
       key-desk [--base-url URL] [--authpi-url URL] [--optropic-url URL] [--xtra-url URL] [--venice-url URL]
       key-desk inventory [--json] [the same options]

Tells the story of a desk that hands out keys, and checks every step of it; or lists the credentials of the services.

  demo                    the story on emulators, with outages and ${demoKeyCount.toLocaleString("en-US")} keys
  inventory               every credential with its owner, limits, expiry and last use;
                          without a server those that the emulators start with
  --json                  the inventory as JSON

  --base-url URL          a real Unkey server; the story makes 25 keys there
  --root-key KEY          the root key for it, else UNKEY_ROOT_KEY of the environment
  --api ID                an API there whose keys belong in the inventory; can be given more than once
  --authpi-url URL        a real AuthPI server
  --authpi-key ID:SECRET  the API key for it, else AUTHPI_API_KEY of the environment
  --account ID            the account there, for a credential of several
  --optropic-url URL      a real Optropic server
  --optropic-key KEY      the API key for it, else OPTROPIC_API_KEY of the environment
  --xtra-url URL          a real XtraSecurity server
  --xtra-token TOKEN      the token for it, else XTRA_TOKEN of the environment
  --xtra-project ID       the project there, else XTRA_PROJECT_ID of the environment
  --venice-url URL        a real Venice server
  --venice-key KEY        the admin key for it, else VENICE_API_KEY of the environment
  --help                  print this text

A service without a URL is skipped; the story needs at least one. What is made on a real server is deleted at the end
where the service can. Keys are safer in the environment.

Ends with 0 when every step passed or every service was asked, 1 when one failed or the story was stopped, 2 for wrong
arguments.
`;
