/** What is known of a refused request when its hint is chosen. */
export interface RefusedRequest {
  readonly status: number;
  readonly method: string;
  /** The path with each interpolated value as `{}`. */
  readonly route: string;
  readonly path: string;
  /** Whether the client's token is a service account's. */
  readonly isServiceAccount: boolean;
}

const ownerOnly =
  /^(?:DELETE \/branch\/[^/]+|POST \/branch\/[^/]+\/clear|POST \/project\/[^/]+\/(?:clear|toggle-block))$/;
const anonymousFails = /^(?:POST \/access\/(?:request|approve)|GET \/access\/list|POST \/audit\/cli-logs)$/;
// The groups in which the service takes an account's id for that of a person.
const personsOnly =
  /^(?:(?:GET|POST) \/project|POST \/branch|GET \/secret|POST \/projects\/[^/]+\/envs\/clone|GET \/projects\/[^/]+\/webhooks|[A-Z]+ \/(?:team|workspace|access|access-requests|audit|notifications)(?:\/.*)?)$/;
const takesIds =
  /^\/(?:access|audit|auth\/api-keys|branch|notification|project|rotation|secret|service|team|workspace)/;

/** Says what an answer of this service often means, where its own text does not. */
export function hintFor({ isServiceAccount, method, path, route, status }: RefusedRequest): string | undefined {
  const call = `${method} ${route}`;
  if (status === 401) {
    return ownerOnly.test(call)
      ? "this route also answers 401 to a good token of somebody who may not do this"
      : undefined;
  }
  if (status !== 500) return undefined;
  if (isServiceAccount && personsOnly.test(call)) return "service-account tokens are not supported by this endpoint";
  if (anonymousFails.test(call)) return "this route also answers 500 to a token that is unknown or has expired";
  if (hasMalformedId(path, route))
    return "an id in the path is not 24 hexadecimal digits, to which the service answers 500";
  return takesIds.test(route) ? "the service also answers 500 to an id that is not 24 hexadecimal digits" : undefined;
}

// An environment and the key of a secret are names and no ids.
const names: ReadonlySet<string> = new Set(["envs", "secrets", "jit"]);

function hasMalformedId(path: string, route: string): boolean {
  const routeSegments = route.split("/");
  const isId = (index: number): boolean => routeSegments[index] === "{}" && !names.has(routeSegments[index - 1] ?? "");
  return path.split("/").some((segment, index) => isId(index) && !/^[0-9a-f]{24}$/i.test(segment));
}
