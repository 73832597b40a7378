import { Listing } from "./listing.ts";
import type { AuthPICallOptions, CreateOptions, DeleteOptions, UpdateOptions } from "./options.ts";
import { send } from "./requests.ts";
import { path } from "./service.ts";
import type { Tagged } from "./types/values.ts";

/** The types in which one collection speaks. */
export interface CollectionTypes {
  /** What `list` is asked with. */
  list: object;
  /** What a list holds: often less than, and not always the same fields as, the thing itself. */
  item: object;
  create: object;
  /** What `create` gives; where secrets are in it, they are shown this once. */
  created: object;
  /** What `get` and `update` give. */
  entity: object;
  update: object;
}

/**
 * The six methods that most collections have, below the route that the class names.
 *
 * A subclass says its route and its types, and adds the methods that it alone has.
 */
export abstract class Collection<T extends CollectionTypes> extends Listing<T["list"], T["item"]> {
  /** Creates one. 422 where the body is not valid. Secrets that only this answer shows are named in its type. `POST <route>` */
  async create(params: T["create"], options?: CreateOptions): Promise<Tagged<T["created"]>> {
    return await this.http.post("", send(params), options);
  }

  /** Fetches one. 404 where there is none. `GET <route>/{id}` */
  async get(id: string, options?: AuthPICallOptions): Promise<Tagged<T["entity"]>> {
    return await this.http.get(path`/${id}`, {}, options);
  }

  /**
   * Changes what the body names and leaves the rest. With `ifMatch`, 412 where somebody changed it meanwhile.
   * `PATCH <route>/{id}`
   */
  async update(id: string, params: T["update"], options?: UpdateOptions): Promise<Tagged<T["entity"]>> {
    return await this.http.patch(path`/${id}`, send(params), options);
  }

  /** Deletes one. With `ifMatch`, 412 where somebody changed it meanwhile. `DELETE <route>/{id}` */
  async delete(id: string, options?: DeleteOptions): Promise<void> {
    await this.http.delete(path`/${id}`, { expects: "void" }, options);
  }
}
