import type { Unkey } from "@keyrack/unkey";
import type { UnkeyAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { make } from "../make.ts";
import { removeApi, removeIdentity, removeKeys } from "./unkey-remove.ts";

/** Where keys are made, and for whom. */
export interface Place {
  readonly apiId: string;
  readonly externalId: string;
}

/** Makes an API and an identity of this name; cleaning up deletes both, and every key of the API. */
export const createPlace: Step<UnkeyAccess, string, Place> = {
  title: "Create API and identity",
  async run(desk, name) {
    const { client } = desk;
    // Told first: should an answer get lost, the name is all there is to look for.
    desk.terminal.say(`Everything here is called ${name}`);
    const { data: created } = await client.apis.createApi({ name });
    const { apiId } = created;
    desk.apiIds.push(apiId);
    desk.undo(async () => await removeApi(client, apiId));
    desk.undo(async () => await removeKeys(desk, apiId));
    const identityId = await make(desk.undo, {
      make: async () => await createIdentity(client, name),
      takeBack: async () => await removeIdentity(client, name),
    });
    desk.terminal.say(`API ${apiId}, identity ${identityId}`);

    const { data: api } = await client.apis.getApi({ apiId });
    const { data: owner } = await client.identities.getIdentity({ identity: name });
    check(api.name === name, `the API is called "${api.name}" instead of "${name}"`);
    check(owner.id === identityId, `the identity fetched is ${owner.id}, not ${identityId}`);
    return { value: { apiId, externalId: name }, checked: "both can be fetched again" };
  },
};

async function createIdentity(client: Unkey, externalId: string): Promise<string> {
  const { data } = await client.identities.createIdentity({ externalId, meta: { team: "front desk" } });
  return data.identityId;
}
