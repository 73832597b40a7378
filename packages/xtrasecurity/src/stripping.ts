import { isObject, memberOf } from "./json.ts";
import { infoOf } from "./secret-rows.ts";
import type { BranchComparison, Branch, ListedBranch, ModifiedSecret, OneSidedSecret } from "./types/branch.ts";
import type { Project } from "./types/project.ts";
import { isMaskWord, openValue } from "./value-kinds.ts";

const shownOfPeople: ReadonlySet<string> = new Set(["id", "name", "email", "image", "role"]);
const hiddenOfBranches: ReadonlySet<string> = new Set(["project", "secrets"]);

/** A row whose `user` holds no more than id, name, mail address, image and role: the service sends password hashes, too. */
export function withPerson<T>(row: T): T {
  const user = memberOf(row, "user");
  return isObject(user) ? { ...row, user: keep(user, (name) => shownOfPeople.has(name)) } : row;
}

/** A branch without its project and its secrets, which the service sends in clear and with their history. */
export function branchOf(row: unknown): Branch {
  return keep(row, (name) => !hiddenOfBranches.has(name)) as unknown as Branch;
}

/** A branch of a list: the number of its secrets stands in their place. */
export function listedBranchOf(row: unknown): ListedBranch {
  const secrets = memberOf(row, "secrets");
  const secretCount = Array.isArray(secrets) ? secrets.length : 0;
  return { ...(withPerson(branchOf(row)) as ListedBranch), secretCount };
}

/** A project whose secrets hold no values, its branches no secrets, and its user no credentials. */
export function projectOf<T extends Project>(row: T): T {
  const [branches, secrets] = [memberOf(row, "branches"), memberOf(row, "secrets")];
  return {
    ...withPerson(row),
    ...(Array.isArray(branches) && { branches: branches.map(branchOf) }),
    ...(Array.isArray(secrets) && { secrets: secrets.map(infoOf) }),
  };
}

/** A comparison of branches by keys, with values in clear only where they are asked for. */
export function comparisonOf(answer: BranchComparison, includeValues: boolean): BranchComparison {
  const place = (row: unknown): OneSidedSecret => keep(row, (name) => name === "key" || name === "environmentType");
  const oneSided = (row: unknown): OneSidedSecret => ({
    ...place(row),
    ...(includeValues && valueOf(row, "decryptedValue", "value")),
  });
  const modified = (row: unknown): ModifiedSecret => ({
    ...place(row),
    ...(includeValues && { ...valueOf(row, "baseValue"), ...valueOf(row, "compareValue") }),
  });
  return {
    added: answer.added.map(oneSided),
    removed: answer.removed.map(oneSided),
    modified: answer.modified.map(modified),
  };
}

// The service writes an envelope where a value is empty or could not be decrypted.
function valueOf(row: unknown, name: string, as: string = name): Record<string, string> {
  const text = memberOf(row, name);
  const value = typeof text === "string" && !isMaskWord(text) ? openValue(text) : undefined;
  return value === undefined ? {} : { [as]: value };
}

function keep<T>(row: unknown, isShown: (name: string) => boolean): T {
  const members = isObject(row) ? Object.entries(row) : [];
  return Object.fromEntries(members.filter(([name]) => isShown(name))) as T;
}
