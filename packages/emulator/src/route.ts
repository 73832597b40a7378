/** A method and a path, of which some segments may be open. */
export interface Route {
  readonly method: string;
  /** `undefined` stands for any one segment that is not empty. */
  readonly segments: readonly (string | undefined)[];
}

/** Reads `"POST /v2/keys.createKey"`; a segment `*` or `{name}` is open. Throws a `TypeError` for any other form. */
export function parseRoute(text: string): Route {
  const [, method, path] = /^([A-Z]+) (\/[^\s?#]*)$/.exec(text) ?? [];
  if (method === undefined || path === undefined) {
    throw new TypeError(
      'A fault\'s route must be a method in capitals, a space and a path, as in "POST /v2/keys.createKey".',
    );
  }
  return { method, segments: path.split("/").map((segment) => (isOpen(segment) ? undefined : segment)) };
}

/** Compares with a path as on the wire; letter case counts, and so does a slash at the end. */
export function matchesRoute(route: Route, method: string, path: string): boolean {
  if (route.method !== method) return false;
  const segments = path.split("/");
  if (segments.length !== route.segments.length) return false;
  return route.segments.every((wanted, index) =>
    wanted === undefined ? segments[index] !== "" : wanted === segments[index],
  );
}

function isOpen(segment: string): boolean {
  return segment === "*" || /^\{[^{}]*\}$/.test(segment);
}
