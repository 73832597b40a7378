import { paginate, Resource } from "@keyrack/core";
import type { AuthPICallOptions, ListAllOptions } from "./options.ts";
import { ask } from "./requests.ts";
import { service } from "./service.ts";
import type { AuthPIPage } from "./types/page.ts";

/** The two methods of everything that can be listed, at the route that the class names. */
export abstract class Listing<Params extends object, Item> extends Resource {
  /** Fetches one page; where the route has no pages, all there is. Items carry no `_etag`. `GET <route>` */
  async list(params?: Params, options?: AuthPICallOptions): Promise<AuthPIPage<Item>> {
    // The page reader of the profile has put the further fields there.
    return (await this.http.page<Item>("", ask(params), options)) as AuthPIPage<Item>;
  }

  /** Walks every item, page after page; nothing is sent before the first is asked for. `GET <route>` */
  listAll(params?: Params, options?: ListAllOptions): AsyncGenerator<Item, void, undefined> {
    return paginate({ service, options, first: async (rest) => await this.list(params, rest) });
  }
}
