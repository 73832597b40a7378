import { organizationIssuerOf } from "./auth.ts";
import type { Row } from "./row.ts";
import { asText, type Values } from "./values.ts";

/** Something that a note can refer to. */
interface Referable {
  readonly type: "user" | "org" | "issuer" | "client" | "webhook" | "api_key";
  readonly issuerId: string;
}

/** Finds what a text refers to: every word that is the id of a thing in the account; `@` before a user's id mentions the user. */
export function referencesIn(account: Row, text: string, now: number): Values {
  const mentions = new Set<string>();
  const references = new Map<string, Values>();
  for (const word of text.split(/[^@\w-]+/)) {
    const id = word.replace("@", "");
    const thing = findThing(account, id);
    if (thing === undefined) continue;
    if (thing.type === "user" && word.startsWith("@")) mentions.add(id);
    references.set(id, { ref_type: thing.type, ref_id: id, ref_issuer_id: thing.issuerId, created_at: now });
  }
  return {
    mentions: Array.from(mentions, (id) => ({ mentioned_user_id: id, created_at: now })),
    references: Array.from(references.values()),
  };
}

/** Finds the issuer that a thing belongs to; where there is none, it is that of the account itself. */
export function issuerIdOf(account: Row, id: string): string {
  return findThing(account, id)?.issuerId ?? organizationIssuerOf(account);
}

function findThing(account: Row, id: string): Referable | undefined {
  const ofAccount = organizationIssuerOf(account);
  if (account.table("webhooks").find(id) !== undefined) return { type: "webhook", issuerId: ofAccount };
  const key = account.table("api-keys").find(id);
  if (key !== undefined) return { type: "api_key", issuerId: asText(key.values["issuer_id"]) ?? ofAccount };
  for (const issuer of account.table("issuers").rows()) {
    const type = issuer.id === id ? "issuer" : typeBelow(issuer, id);
    if (type !== undefined) return { type, issuerId: issuer.id };
  }
  return undefined;
}

function typeBelow(issuer: Row, id: string): Referable["type"] | undefined {
  if (issuer.table("users").find(id) !== undefined) return "user";
  if (issuer.table("organizations").find(id) !== undefined) return "org";
  return issuer.table("clients").find(id) === undefined ? undefined : "client";
}
