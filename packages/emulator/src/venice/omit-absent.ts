/** An object whose members may be missing, but are never `undefined`. */
export type Present<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Leaves out the members that are `undefined`; keeps `null`. */
export function omitAbsent<T extends object>(values: T): Present<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}
