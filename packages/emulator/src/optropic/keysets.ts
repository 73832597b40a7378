import { type Call, isoTime } from "./call.ts";
import { Fields } from "./fields.ts";
import { type Page, takePage } from "./pages.ts";
import type { Keyset } from "./records.ts";
import { found } from "./refusal.ts";

/** Creates a keyset; names need not be unique. */
export function createKeyset({ tenant, store, now, body }: Call): Keyset {
  const fields = new Fields(body);
  const name = fields.text("name");
  const description = fields.optionalText("description");
  fields.check();
  const keyset = { id: store.createId("ks"), name, description, created_at: isoTime(now) };
  tenant.keysets.set(keyset.id, keyset);
  return keyset;
}

/** Lists keysets, oldest first. */
export function listKeysets({ tenant, query }: Call): Page<Keyset> {
  return takePage(query, Array.from(tenant.keysets.values()));
}

/** Shows a keyset. */
export function getKeyset({ tenant, id }: Call): Keyset {
  return found(tenant.keysets.get(id), "keyset", id);
}
