import type { AuthPIAccess } from "./access.ts";
import type { Desk } from "./desk.ts";
import { issueCredential } from "./steps/authpi-credential.ts";
import { onboardCustomer } from "./steps/authpi-customer.ts";
import { editAsTwo } from "./steps/authpi-edit.ts";
import { openIssuer } from "./steps/authpi-issuer.ts";
import { renewToken } from "./steps/authpi-renew.ts";
import { listTeam } from "./steps/authpi-team.ts";

/** Onboards a customer in AuthPI and issues the customer's credential. */
export async function tellAuthPI(desk: Desk<AuthPIAccess>): Promise<void> {
  const name = `key-desk-${Date.now().toString(36)}`;
  const issuer = await desk.tell(openIssuer, name);
  const customer = await desk.tell(onboardCustomer, issuer);
  await desk.tell(editAsTwo, customer);
  await desk.tell(listTeam, customer);
  await desk.tell(issueCredential, customer);
  await desk.tell(renewToken, customer);
}
