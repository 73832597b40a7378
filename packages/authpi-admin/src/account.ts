import type { HttpClient } from "@keyrack/core";
import { refuse } from "./refusal.ts";
import { path } from "./service.ts";
import type { CallerIdentity } from "./types/caller-identity.ts";

/**
 * Gives a client of everything below `/v1/accounts/{account_id}`. Without an id the first call asks `GET /v1/me`; calls
 * that come meanwhile wait for the same answer, which then holds for good. A failure is not remembered.
 */
export function atAccount(http: HttpClient, accountId: string | undefined): HttpClient {
  if (accountId !== undefined) return http.at(path`/v1/accounts/${checkAccountId(accountId)}`);
  let known: string | undefined;
  let pending: Promise<string> | undefined;
  const ask = async (): Promise<string> => {
    try {
      known = onlyAccount(await http.get<CallerIdentity>("/v1/me"));
      return known;
    } finally {
      pending = undefined;
    }
  };
  return http.under("/v1/accounts/{}", async () => path`/v1/accounts/${known ?? (await (pending ??= ask()))}`);
}

function checkAccountId(accountId: unknown): string {
  if (typeof accountId === "string" && accountId.trim() !== "") return accountId;
  throw refuse("accountId must be a string that is not empty.");
}

function onlyAccount({ accounts }: CallerIdentity): string {
  const ids = Array.isArray(accounts) ? accounts.map(({ account_id }) => account_id) : [];
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  const found = id === undefined ? "no account" : `${ids.length} accounts: ${ids.join(", ")}`;
  throw refuse(`Pass accountId: the credential has ${found}.`, "account_unresolved");
}
