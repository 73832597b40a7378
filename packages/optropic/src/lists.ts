import { type HttpClient, paginate, type PagingOptions } from "@keyrack/core";
import { queryOf, requireObject } from "./bodies.ts";
import type { ListKind } from "./dialects.ts";
import type { OptropicCallOptions } from "./options.ts";
import { service } from "./service.ts";
import { type OptropicPage, toOptropicPage, type WalkParams } from "./types/page.ts";

/** What a list is asked for with. */
export interface ListRequest {
  readonly path: string;
  /** @defaultValue "pages" */
  readonly kind?: ListKind;
  readonly params: object | undefined;
}

/** Fetches one page of a list, in the client's dialect. */
export async function listPage<T>(
  http: HttpClient,
  { path, kind, params }: ListRequest,
  options: OptropicCallOptions | undefined,
): Promise<OptropicPage<T>> {
  const query = params && queryOf(params);
  return toOptropicPage(await http.page<T>(path, { query, list: kind }, options));
}

/** Walks a list from an offset on, in the client's dialect; nothing is sent before the first item is asked for. */
export function walkList<T>(
  http: HttpClient,
  { params = {}, ...list }: ListRequest,
  options: (OptropicCallOptions & PagingOptions) | undefined,
): AsyncGenerator<T, void, undefined> {
  const first = async (rest: OptropicCallOptions): Promise<OptropicPage<T>> => {
    const { limit = 100, offset = 0, ...filters } = requireObject("params", params) as WalkParams;
    return await listPage<T>(http, { ...list, params: { ...filters, limit, offset } }, rest);
  };
  return paginate({ service, options, first });
}
