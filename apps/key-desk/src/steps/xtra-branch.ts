import type { XtraClient } from "@keyrack/xtrasecurity";
import type { XtraAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { make } from "../make.ts";

/** Where the story keeps its secrets: the project's environment for tries, on a branch of its own. */
export interface Shelf {
  readonly env: string;
  /** A name, not an id. */
  readonly branch: string;
}

/** Makes a branch of this name; cleaning up deletes it with its secrets. */
export const openBranch: Step<XtraAccess, string, Shelf> = {
  title: "Open a branch",
  async run({ client, projectId, terminal, undo }, name) {
    terminal.say(`Everything here is called ${name}`);
    const { id } = await make(undo, {
      make: async () => await client.branches.create(projectId, { name }),
      takeBack: async (made) => {
        const branchId = made?.id ?? (await findBranch(client, projectId, name));
        if (branchId === undefined) return undefined;
        await client.branches.delete(branchId, { projectId });
        return "branch";
      },
    });
    const shelf = { env: "development", branch: name };
    terminal.say(`Branch ${id} of project ${projectId}`);

    const branch = await client.branches.getByName(projectId, name);
    const secrets = await client.getSecrets(shelf.env, { branch: name });
    check(branch.id === id, `the branch of this name is ${branch.id}, not ${id}`);
    check(Object.keys(secrets).length === 0, "a new branch has secrets");
    return { value: shelf, checked: "can be found by its name, empty" };
  },
};

async function findBranch({ branches }: XtraClient, projectId: string, name: string): Promise<string | undefined> {
  const listed = await branches.list(projectId);
  return listed.find((branch) => branch.name === name)?.id;
}
