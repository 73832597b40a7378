import type { OptropicAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";

/** Makes a keyset of this name, which stays: the service has no way to delete one. */
export const createKeyset: Step<OptropicAccess, string, string> = {
  title: "Create a keyset",
  async run({ client, terminal }, name) {
    const { id } = await client.keysets.create({ name, description: "Signs what the key desk registers" });
    terminal.say(`Keyset ${id}, called ${name}`);

    const keyset = await client.keysets.retrieve(id);
    check(keyset.id === id, `the keyset fetched is ${keyset.id}, not ${id}`);
    check(keyset.name === name, `the keyset is called "${keyset.name}" instead of "${name}"`);
    return { value: id, checked: "can be fetched again" };
  },
};
