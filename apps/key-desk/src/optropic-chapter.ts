import type { OptropicAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { registerCredential } from "./steps/optropic-asset.ts";
import { auditCredential } from "./steps/optropic-audit.ts";
import { createKeyset } from "./steps/optropic-keyset.ts";
import { recordWay } from "./steps/optropic-provenance.ts";
import { withdrawCredential } from "./steps/optropic-withdraw.ts";

/** Registers the credential that AuthPI issued last in Optropic, audits it and withdraws it. */
export async function tellOptropic(desk: Desk<OptropicAccess>): Promise<void> {
  const name = `key-desk-${Date.now().toString(36)}`;
  // A chapter that is told alone has nothing to register but itself.
  const credential = Array.from(desk.issued.values()).findLast(({ service }) => service === "AuthPI") ?? {
    id: name,
    service: "key desk",
    holder: "front desk",
  };
  const keysetId = await desk.tell(createKeyset, name);
  const asset = await desk.tell(registerCredential, { name, keysetId, credential });
  await desk.tell(recordWay, asset);
  await desk.tell(auditCredential, asset);
  await desk.tell(withdrawCredential, asset);
}
