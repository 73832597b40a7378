/** What the service's own code throws and does not expect: it ends in the route's 500. */
export class Fault extends Error {
  override name = "Fault";
}

/** Makes a fault with the text of the service's database layer, which names the model and the operation. */
export function databaseFault(model: string, operation: string, reason: string): Fault {
  return new Fault(`\nInvalid \`prisma.${model}.${operation}()\` invocation:\n\n\n${reason}`);
}

/** Tells whether a value has the form of an id: 24 hex digits. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{24}$/i.test(value);
}

/** Hands an id back in small letters; throws the database's fault for anything that has not the form of one. */
export function checkedId(model: string, value: unknown): string {
  if (!isId(value)) throw databaseFault(model, "findUnique", "Malformed ObjectID: 24 hex digits are needed.");
  return value.toLowerCase();
}
