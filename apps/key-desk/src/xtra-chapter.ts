import type { XtraAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { openBranch, type Shelf } from "./steps/xtra-branch.ts";
import { refuseMasks } from "./steps/xtra-masks.ts";
import { outlastOutage } from "./steps/xtra-outage.ts";
import { enrolReader, type Reader } from "./steps/xtra-reader.ts";
import { storeSecret } from "./steps/xtra-store.ts";

/** Where the secret is now, and who reads it there. */
export interface Storage {
  readonly shelf: Shelf;
  readonly reader: Reader;
}

/** Stores the secret in XtraSecurity, for a reader that may do nothing else. */
export async function tellXtra(desk: Desk<XtraAccess>, secret: string): Promise<Storage> {
  const name = `key-desk-${Date.now().toString(36)}`;
  const shelf = await desk.tell(openBranch, name);
  const reader = await desk.tell(enrolReader, name);
  const stock = { shelf, reader: reader.client, secret };
  await desk.tell(storeSecret, stock);
  await desk.tell(refuseMasks, stock);
  await desk.tell(outlastOutage, stock);
  return { shelf, reader };
}
