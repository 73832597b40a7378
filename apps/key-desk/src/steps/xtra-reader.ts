import type { XtraClient } from "@keyrack/xtrasecurity";
import type { XtraAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { make } from "../make.ts";
import { shorten } from "../shorten.ts";

/** Who reads the secret for the customer's program. */
export interface Reader {
  /** Keeps what it read for ten minutes. */
  readonly client: XtraClient;
}

const cacheTtl = 10 * 60 * 1_000;

/** Makes a service account of this name with a key for one day; cleaning up deletes the account with its key. */
export const enrolReader: Step<XtraAccess, string, Reader> = {
  title: "Enrol a reader",
  async run({ client, connect, issued, projectId, terminal, undo }, name) {
    const account = await make(undo, {
      make: async () => await client.serviceAccounts.create({ name, permissions: ["read:secrets"] }),
      takeBack: async (made) => {
        const accountId = made?.id ?? (await findAccount(client, name));
        if (accountId === undefined) return undefined;
        await client.serviceAccounts.delete(accountId);
        return "service account";
      },
    });
    const created = await client.serviceAccounts.createKey(account.id, { label: `${name} reader`, expiresInDays: 1 });
    issued.set(created.id, { id: created.id, service: "XtraSecurity", holder: name });
    terminal.say(`Service account ${account.id}, key ${created.id}, ${shorten(created.key)}: for one day`);

    const reader = connect({ token: created.key, cacheTtl });
    undo(async () => {
      await reader.close();
      return undefined;
    });
    const identity = await reader.whoami();
    check(identity.kind === "service-account", `the reader is known as a ${identity.kind}`);
    const { project, serviceAccount } = identity;
    terminal.say(`The service knows the reader as ${serviceAccount.id}, in project ${project.id}`);
    check(serviceAccount.id === account.id, `the reader is known as ${serviceAccount.id}`);
    check(project.id === projectId, `the reader belongs to the project ${project.id}`);
    check(serviceAccount.permissions.join() === "read:secrets", "the reader may do more than read");
    return { value: { client: reader }, checked: "known to the service, may only read" };
  },
};

async function findAccount({ serviceAccounts }: XtraClient, name: string): Promise<string | undefined> {
  const accounts = await serviceAccounts.list();
  return accounts.find((account) => account.name === name)?.id;
}
