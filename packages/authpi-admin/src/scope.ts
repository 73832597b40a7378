import { Resource } from "@keyrack/core";
import type { AuthPICallOptions, DeleteOptions, UpdateOptions } from "./options.ts";
import { send } from "./requests.ts";
import type { Tagged } from "./types/values.ts";

/**
 * The three methods that every scope has for the thing it is about, at the route that the class names. Entering a
 * scope checks the id and sends nothing.
 */
export abstract class Scope<Entity extends object, Update extends object> extends Resource {
  /** Fetches it, with its `_etag`. 404 where there is none. `GET <route>` */
  async get(options?: AuthPICallOptions): Promise<Tagged<Entity>> {
    return await this.http.get("", {}, options);
  }

  /**
   * Changes what the body names and leaves the rest. With `ifMatch`, 412 where somebody changed it meanwhile.
   * `PATCH <route>`
   */
  async update(params: Update, options?: UpdateOptions): Promise<Tagged<Entity>> {
    return await this.http.patch("", send(params), options);
  }

  /** Deletes it. With `ifMatch`, 412 where somebody changed it meanwhile. `DELETE <route>` */
  async delete(options?: DeleteOptions): Promise<void> {
    await this.http.delete("", { expects: "void" }, options);
  }
}
