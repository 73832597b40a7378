import { checkInteger, ownOptions } from "@keyrack/core";
import { service } from "./service.ts";
import type { ListApiKeysParams } from "./types/api-key-params.ts";

const names: ReadonlySet<string> = new Set(["page", "limit"]);

/** A part of a list that comes whole. */
export interface Window {
  readonly page: number;
  /** `Infinity` for all. */
  readonly limit: number;
}

/** Checks which page is wanted. */
export function readWindow(params: ListApiKeysParams | undefined): Window {
  const { limit, page = 1 } = ownOptions({ service, option: "params" }, params, names);
  checkInteger({ service, option: "page" }, page, [1, Number.MAX_SAFE_INTEGER]);
  if (limit !== undefined) checkInteger({ service, option: "limit" }, limit, [1, Number.MAX_SAFE_INTEGER]);
  return { page, limit: limit ?? Number.POSITIVE_INFINITY };
}

/** Gives the items of a page; without a limit, all of them are the first. */
export function itemsOn<T>(items: readonly T[], { limit, page }: Window): T[] {
  const start = page === 1 ? 0 : (page - 1) * limit;
  return items.slice(start, start + limit);
}
