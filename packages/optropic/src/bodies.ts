import type { QueryValue } from "@keyrack/core";
import { isObject, type JsonObject } from "./json.ts";
import { refuseArgument } from "./service.ts";

/** Checks that an argument is an object. */
export function requireObject(name: string, value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw refuseArgument(`${name} must be an object.`);
}

/** Makes a body of an argument: its members without those that are null or undefined. Deeper nulls are sent. */
export function bodyOf(params: object): JsonObject {
  const members = Object.entries(requireObject("params", params));
  return Object.fromEntries(members.filter(([, value]) => value !== undefined && value !== null));
}

/** Makes a query of an argument. */
export function queryOf(params: object): Readonly<Record<string, QueryValue>> {
  return requireObject("params", params) as Record<string, QueryValue>;
}
