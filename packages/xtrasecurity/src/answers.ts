import { type BinaryAnswer, DecodeError } from "@keyrack/core";
import { SecretsError } from "./errors.ts";
import { isObject, memberOf } from "./json.ts";
import { service } from "./service.ts";

/** Says what is wrong with an answer that must hold a list under this name; undefined where nothing is. */
export function holdsList(name: string): (body: unknown) => string | undefined {
  return (body) => (Array.isArray(memberOf(body, name)) ? undefined : `the body holds no list "${name}"`);
}

/** Says what is wrong with an answer that must hold an object under this name; undefined where nothing is. */
export function holdsObject(name: string): (body: unknown) => string | undefined {
  return (body) => (isObject(memberOf(body, name)) ? undefined : `the body holds no object "${name}"`);
}

/** The error of something that a 200 does not hold; `request` is verb and route, `what` names the thing without its id. */
export function notFound(request: string, what: string): SecretsError {
  const [method = "", route = ""] = request.split(" ");
  const message = `${request} was answered without ${what}; it does not exist, or this token may not see it`;
  return new SecretsError({ service, code: "not_found", message, method, path: route, route, status: 200 });
}

/** The text of a file; a page of HTML, such as that of a login, is refused. `request` is verb and route. */
export function textOfFile({ bytes, headers }: BinaryAnswer, request: string): string {
  const text = new TextDecoder().decode(bytes);
  if (!/html/i.test(headers.get("content-type") ?? "") && !/^\s*</.test(text)) return text;
  const [method = "", route = ""] = request.split(" ");
  const message = `${request} was answered with 200, but with a page of HTML`;
  throw new DecodeError({ service, code: "invalid_response", message, method, path: route, route, status: 200 });
}
