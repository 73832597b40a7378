import { isObject, memberOf } from "./json.ts";

/** Says what is wrong with the body of a 2xx whose kind is right; undefined where nothing is. */
export type Judge = (body: unknown) => string | undefined;

/** Gives what the envelope of an answer holds; an answer without one is given whole. */
export function openEnvelope(body: unknown): unknown {
  return isObject(body) && "data" in body ? body["data"] : body;
}

/** A key that was just made; without its secret it is of no use. */
export const judgeCreated: Judge = /* @__PURE__ */ judged(
  (data) => missing(data, "id", "string") ?? missing(data, "apiKey", "string"),
);

/** A list of keys, with or without its envelope. */
export const judgeKeys: Judge = /* @__PURE__ */ judged((data) =>
  everyItem(data, (item) => missing(item, "id", "string") && "an item of the list has no id"),
);

/** A list of objects, with or without its envelope. */
export const judgeLog: Judge = /* @__PURE__ */ judged((data) =>
  everyItem(data, (item) => (isObject(item) ? undefined : "an item of the list is no object")),
);

/** The limits of the calling key, with or without their envelope. */
export const judgeLimits: Judge = /* @__PURE__ */ judged((data) => missing(data, "accessPermitted", "boolean"));

/** The token that a wallet has to sign, with or without its envelope. */
export const judgeToken: Judge = /* @__PURE__ */ judged((data) => missing(data, "token", "string"));

/** A bare confirmation. */
export const judgeConfirmation: Judge = /* @__PURE__ */ judged((data) => missing(data, "success", "boolean"));

/** The key that was asked for, in its envelope: a service that looks up something else must not go unnoticed. */
export function judgeKeyOf(id: string): Judge {
  return judged((data, body) => {
    if (!isObject(memberOf(body, "data"))) return "the body has no data";
    return memberOf(data, "id") === id ? undefined : "it holds another key than the one that was asked for";
  });
}

/** The key that is about to be copied: an end that cannot be read would make a copy without one. */
export function judgeSettingsOf(id: string): Judge {
  const isThatKey = judgeKeyOf(id);
  return (body) => {
    const expiresAt = memberOf(openEnvelope(body), "expiresAt");
    const isReadable = expiresAt === null || (typeof expiresAt === "string" && !Number.isNaN(Date.parse(expiresAt)));
    return isThatKey(body) ?? (isReadable ? undefined : "it does not say clearly when the key expires");
  };
}

function judged(check: (data: unknown, body: unknown) => string | undefined): Judge {
  return (body) => {
    if (memberOf(body, "success") === false) return "it says that the call did not succeed";
    return check(openEnvelope(body), body);
  };
}

function everyItem(data: unknown, check: Judge): string | undefined {
  const problems = Array.isArray(data) ? data.map(check) : [];
  return problems.find((problem) => problem !== undefined);
}

function missing(data: unknown, name: string, kind: "string" | "boolean"): string | undefined {
  const value = memberOf(data, name);
  const isThere = typeof value === kind && value !== "";
  return isThere ? undefined : `the body has no ${name}`;
}
