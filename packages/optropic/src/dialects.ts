import { nextOffset, type PageContent, type PageContext, type PageParameters } from "@keyrack/core";
import { isObject, type JsonObject, memberOf } from "./json.ts";
import { refuseArgument } from "./service.ts";

/**
 * The kinds of lists: with numbered pages, whose size is `per_page` or, for the audit log, `limit`; and plain arrays
 * that hold everything.
 */
export type ListKind = "pages" | "audit" | "array";

/** How lists are asked for and understood. Methods know nothing of it: they say `offset` and `limit`, or `page` and a size. */
export interface ListDialect {
  /** Puts what a method asks for into the words of the dialect. */
  readonly write: (asked: PageParameters, kind: ListKind) => PageParameters;
  readonly read: (body: unknown, asked: PageParameters, context: PageContext) => PageContent;
}

const defaultSize = 100;

/** `page` and `per_page`, arrays without either; ends where `totalPages` or an empty page says so. */
export const clientLists: ListDialect = {
  write: (asked, kind) => {
    const { limit, offset, page, per_page, skip: _skip, ...filters } = checkPaging(asked);
    // Plain arrays: `limit` alone is a filter of the batch list, and a page number comes from an unexpected envelope.
    if (offset === undefined) return { page, per_page, limit, ...filters };
    if (kind === "array") return { page, per_page, ...filters };
    const size = numberOf(limit) ?? defaultSize;
    const number = page ?? Math.floor(Number(offset) / size) + 1;
    return { page: number, [kind === "audit" ? "limit" : "per_page"]: size, ...filters };
  },
  read: (body, asked, { list, previous }) => {
    const received = itemsOf(body);
    const extra = extraOf(body);
    const facts = { received: received.length, totalPages: extra.totalPages, isFirst: previous === undefined };
    const { next, skip } = list === "array" ? afterArray(asked, facts) : afterPage(asked, facts);
    return { data: received.slice(skip), next, extra };
  },
};

/** `limit` and `offset` on every list; ends with an empty page, a short one, or where `pagination` says so. */
export const referenceLists: ListDialect = {
  write: (asked) => {
    const { limit, offset, page, per_page, skip: _skip, ...filters } = checkPaging(asked);
    const size = per_page ?? limit ?? defaultSize;
    return { limit: size, offset: offset ?? ((numberOf(page) ?? 1) - 1) * Number(size), ...filters };
  },
  read: (body, asked, { previous }) => {
    const data = itemsOf(body);
    const extra = extraOf(body);
    if (data.length > 0 && JSON.stringify(data) === JSON.stringify(previous)) {
      return { data: [], next: undefined, fault: "the service gave the same page again; it knows no offset", extra };
    }
    const { limit, offset } = referenceLists.write(asked, "pages");
    const facts = { received: data.length, limit: Number(limit), offset: Number(offset) };
    return { data, next: afterOffset(facts, extra.pagination), extra };
  },
};

/** The list of an answer: the body itself or its `data`; undefined where there is none. */
export function contentOf(body: unknown): unknown {
  return Array.isArray(body) ? body : memberOf(body, "data");
}

interface Facts {
  readonly received: number;
  readonly totalPages: number | undefined;
  readonly isFirst: boolean;
}

interface Following {
  readonly next: PageContent["next"];
  /** How many of the items that came lie before the ones wanted. */
  readonly skip: number;
}

function afterPage(asked: PageParameters, facts: Facts): Following {
  if (asked["offset"] !== undefined && asked["page"] === undefined) return afterAligned(asked, facts);
  const { received, totalPages = 1 } = facts;
  const page = numberOf(asked["page"]) ?? 1;
  const skip = numberOf(asked["skip"]) ?? 0;
  const goesOn = received > 0 && page < totalPages;
  return { next: goesOn ? { page: page + 1, skip: Math.max(0, skip - received) } : undefined, skip };
}

// The page on which an offset lies.
function afterAligned(asked: PageParameters, { isFirst, received, totalPages = 1 }: Facts): Following {
  const offset = Number(asked["offset"]);
  const size = numberOf(asked["limit"]) ?? defaultSize;
  const page = Math.floor(offset / size) + 1;
  if (received === 0 || page >= totalPages) return { next: undefined, skip: offset % size };
  // Fewer than asked for although pages follow: the service has a smaller size of its own, so this page lies elsewhere.
  if (isFirst && offset > 0 && received < size) return { next: { page: 1, skip: offset }, skip: received };
  return { next: { offset: page * size }, skip: offset % size };
}

function afterArray(asked: PageParameters, { received, totalPages = 1 }: Facts): Following {
  const page = numberOf(asked["page"]) ?? 1;
  const skip = numberOf(asked["skip"]) ?? numberOf(asked["offset"]) ?? 0;
  if (received === 0 || page >= totalPages) return { next: undefined, skip };
  const size = numberOf(asked["per_page"]) ?? received;
  return { next: { page: page + 1, per_page: size, skip: Math.max(0, skip - received) }, skip };
}

function afterOffset(
  { limit, offset, received }: { limit: number; offset: number; received: number },
  pagination: JsonObject | undefined,
): PageContent["next"] {
  const total = memberOf(pagination, "total");
  const announced = memberOf(pagination, "hasMore");
  const following = offset + received;
  if (announced === false || (typeof total === "number" && following >= total)) return undefined;
  if (announced === true && received > 0) return { offset: following };
  return nextOffset(received, { offset, limit, total }).next;
}

function extraOf(body: unknown): { totalPages: number | undefined; pagination: JsonObject | undefined } {
  const pagination = memberOf(body, "pagination");
  return {
    totalPages: numberOf(memberOf(pagination, "totalPages")),
    pagination: isObject(pagination) ? pagination : undefined,
  };
}

function itemsOf(body: unknown): unknown[] {
  const content = contentOf(body);
  return Array.isArray(content) ? content : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function checkPaging(asked: PageParameters): PageParameters {
  for (const [name, least] of Object.entries({ limit: 1, per_page: 1, page: 1, offset: 0 })) {
    const value = asked[name];
    if (value === undefined || value === null) continue;
    if (!Number.isSafeInteger(value) || Number(value) < least) {
      throw refuseArgument(`${name} must be an integer of at least ${least}.`);
    }
  }
  return asked;
}
