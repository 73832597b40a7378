import { ownOptions } from "@keyrack/core";
import { writeExpiry } from "./dates.ts";
import { isObject, type JsonObject } from "./json.ts";
import { holdsSecret } from "./secret-shape.ts";
import { refuseArgument, service } from "./service.ts";
import type { CreateApiKeyParams, UpdateApiKeyParams } from "./types/api-key-params.ts";
import type { CreateWeb3KeyParams } from "./types/web3.ts";

const settingNames = ["description", "expiresAt", "consumptionLimit", "limitPeriod", "modelPrivacy", "ipAllowlist"];
const createNames: ReadonlySet<string> = new Set(["apiKeyType", ...settingNames]);
const updateNames: ReadonlySet<string> = new Set(settingNames);
const web3Names: ReadonlySet<string> = new Set(["apiKeyType", "address", "signature", "token", ...settingNames]);
const limitNames: ReadonlySet<string> = new Set(["usd", "diem", "vcu"]);

const largestLimit = 9_999_999_999;

/** Checks a key to be made and writes its body: undefined members are gone, nulls stay, an unknown one is refused. */
export function writeCreate(params: CreateApiKeyParams): JsonObject {
  const body = membersOf(params, createNames);
  requireText("description", body["description"], { mayBeEmpty: true });
  requireType(body["apiKeyType"]);
  return writeSettings(body);
}

/** Checks what is to change of a key and writes its body; a null `expiresAt` stays, for it removes the expiry. */
export function writeUpdate(id: unknown, params: UpdateApiKeyParams): JsonObject {
  const { expiresAt, ...settings } = membersOf(params, updateNames);
  const written = writeSettings(expiresAt === null ? settings : { expiresAt, ...settings });
  return { id: requireId(id), ...written, ...(expiresAt === null && { expiresAt }) };
}

/** Checks a key to be made for a wallet and writes its body; what looks like a private key is refused. */
export function writeWeb3(params: CreateWeb3KeyParams): JsonObject {
  const body = membersOf(params, web3Names);
  for (const name of ["address", "signature", "token"]) {
    requireText(name, body[name]);
    refuseRawKey(name, body[name]);
  }
  requireType(body["apiKeyType"]);
  return writeSettings(body);
}

/** Checks the id of a key; what looks like the secret of one is refused, for ids stand in addresses and messages. */
export function requireId(id: unknown): string {
  if (typeof id !== "string" || id.trim() === "") throw refuseArgument("id must be a string that is not empty.");
  if (holdsSecret(id)) throw refuseArgument("id has the form of a secret: give the id of the key.");
  return id;
}

/** Checks the id of a key that is about to stand in a path, where some words have routes of their own. */
export function requirePathId(id: unknown): string {
  const checked = requireId(id);
  if (!/^(?:rate_limits|generate_web3_key)(?:[/\\]|$)/i.test(checked.trim())) return checked;
  throw refuseArgument("id must not be rate_limits or generate_web3_key: these are routes of their own.");
}

function membersOf(params: object, names: ReadonlySet<string>): JsonObject {
  if (!isObject(params)) throw refuseArgument("params must be an object.");
  return ownOptions<JsonObject>({ service, option: "params" }, params, names);
}

function writeSettings({ expiresAt, ...body }: JsonObject): JsonObject {
  const { consumptionLimit, description, ipAllowlist, limitPeriod, modelPrivacy } = body;
  if (description !== undefined) requireText("description", description, { mayBeEmpty: true });
  if (consumptionLimit !== undefined) checkLimit(consumptionLimit);
  requireOneOf("limitPeriod", limitPeriod, ["EPOCH", "MONTH", "LIFETIME"]);
  requireOneOf("modelPrivacy", modelPrivacy, ["ALL", "PRIVATE_TEXT", "PRIVATE_ONLY"]);
  if (ipAllowlist !== undefined && !isListOfTexts(ipAllowlist)) {
    throw refuseArgument("ipAllowlist must be a list of strings.");
  }
  return { ...body, ...(expiresAt !== undefined && { expiresAt: writeExpiry(expiresAt) }) };
}

// NaN would arrive as null, which lifts the cap.
function checkLimit(limit: unknown): void {
  if (!isObject(limit)) throw refuseArgument("consumptionLimit must be an object.");
  const option = "params.consumptionLimit";
  for (const [name, value] of Object.entries(ownOptions<JsonObject>({ service, option }, limit, limitNames))) {
    const isFine = value === null || (typeof value === "number" && value >= 0 && value <= largestLimit);
    if (!isFine) throw refuseArgument(`consumptionLimit.${name} must be a number from 0 to ${largestLimit}, or null.`);
  }
}

function requireType(type: unknown): void {
  if (type === undefined) throw refuseArgument("apiKeyType must be given.");
  requireOneOf("apiKeyType", type, ["INFERENCE", "ADMIN"]);
}

function requireOneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value as string)) return;
  throw refuseArgument(`${name} must be one of ${allowed.join(", ")}.`);
}

function requireText(name: string, value: unknown, { mayBeEmpty = false } = {}): void {
  if (typeof value === "string" && (mayBeEmpty || value.trim() !== "")) return;
  throw refuseArgument(`${name} must be a string${mayBeEmpty ? "" : " that is not empty"}.`);
}

// 32 bytes in hex are a private key, and never an address, a signature or a token.
function refuseRawKey(name: string, value: unknown): void {
  if (!/^\s*(?:0x)?[\da-f]{64}\s*$/i.test(String(value))) return;
  throw refuseArgument(`${name} has the form of a private key, which must not be sent anywhere.`);
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
