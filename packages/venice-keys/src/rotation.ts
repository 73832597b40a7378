import { type CleanCause, SdkError } from "@keyrack/core";
import { NotFoundError, RotationError, type RotationOutcome, type RotationStep } from "./errors.ts";
import { isObject } from "./json.ts";
import { refuseArgument, service } from "./service.ts";
import type { ApiKey, CreatedApiKey } from "./types/api-key.ts";
import type { CreateApiKeyParams } from "./types/api-key-params.ts";
import type { ConsumptionLimit } from "./types/consumption-limit.ts";
import type { RotateApiKeyParams, RotatedApiKey } from "./types/rotation.ts";

/** The calls that a rotation is made of. */
export interface RotationCalls {
  retrieve(id: string): Promise<ApiKey>;
  create(params: CreateApiKeyParams): Promise<CreatedApiKey>;
  /** Makes a call with the given key. */
  verify(apiKey: string): Promise<unknown>;
  /** Deletes a key although the caller may have aborted. */
  discard(id: string): Promise<unknown>;
  /** Rejects with the caller's reason if the caller has aborted. */
  checkpoint(): Promise<void>;
}

/** Replaces a key by a copy of it: make, deliver, verify, delete the old one; take the copy back where that fails. */
export async function rotateKey(calls: RotationCalls, id: string, params: RotateApiKeyParams): Promise<RotatedApiKey> {
  const deliver: unknown = isObject(params) ? params.deliver : undefined;
  if (typeof deliver !== "function") throw refuseArgument("deliver must be a function.");
  const created = await calls.create(copyOf(await calls.retrieve(id)));
  let step: RotationStep = "deliver";
  try {
    await params.deliver(created.apiKey, created);
    step = "verify";
    await calls.verify(created.apiKey);
  } catch (reason) {
    throw await takeBack(calls, { step, oldId: id, newId: created.id, reason });
  }
  await deleteOld(calls, id, created.id);
  return { id: created.id, replacedId: id };
}

// Nulls are kept, for they are settings; what is unknown is refused by `create`, so that no limit gets lost.
function copyOf({ apiKeyType, consumptionLimits, ...key }: ApiKey): CreateApiKeyParams {
  const { description = "", expiresAt, ipAllowlist, limitPeriod, modelPrivacy } = key;
  return {
    // What the service says of its own key is what it takes.
    apiKeyType: apiKeyType as CreateApiKeyParams["apiKeyType"],
    description,
    expiresAt: expiresAt === null ? undefined : new Date(expiresAt),
    consumptionLimit: limitOf(consumptionLimits),
    limitPeriod: limitPeriod as CreateApiKeyParams["limitPeriod"],
    modelPrivacy: modelPrivacy as CreateApiKeyParams["modelPrivacy"],
    ipAllowlist,
  };
}

// `vcu` is the old name of `diem`, so beside it a null of it could lift the cap again.
function limitOf({ vcu, ...limits }: ConsumptionLimit): ConsumptionLimit | undefined {
  const limit = limits.diem === undefined && vcu !== undefined ? { ...limits, vcu } : limits;
  return Object.keys(limit).length > 0 ? limit : undefined;
}

interface Setback {
  readonly step: RotationStep;
  readonly oldId: string;
  readonly newId: string;
  readonly reason: unknown;
}

// Gives what the rotation rejects with.
async function takeBack(calls: RotationCalls, { newId, oldId, reason, step }: Setback): Promise<unknown> {
  const left = await stateAfter(async () => await calls.discard(newId), newId);
  // A deliverer may quote the secret in what it throws; the SDK never does.
  const cause = step === "verify" ? explain(reason) : undefined;
  const isClean = left.remaining.length + left.uncertain.length === 0;
  if (isClean) {
    try {
      await calls.checkpoint();
    } catch (end) {
      return end;
    }
  }
  const remaining = [oldId, ...left.remaining];
  return failed({ step, remaining, uncertain: left.uncertain, cause: cause ?? left.cause });
}

async function deleteOld(calls: RotationCalls, oldId: string, newId: string): Promise<void> {
  const left = await stateAfter(async () => await calls.discard(oldId), oldId);
  if (left.remaining.length + left.uncertain.length === 0) return;
  throw failed({ ...left, step: "delete", remaining: [newId, ...left.remaining] });
}

async function stateAfter(discard: () => Promise<unknown>, id: string): Promise<Omit<RotationOutcome, "step">> {
  try {
    await discard();
  } catch (error) {
    const cause = explain(error);
    if (error instanceof NotFoundError) return { remaining: [], uncertain: [], cause };
    const isUncertain = error instanceof SdkError && error.maybeApplied;
    return isUncertain ? { remaining: [], uncertain: [id], cause } : { remaining: [id], uncertain: [], cause };
  }
  return { remaining: [], uncertain: [], cause: undefined };
}

const beginnings: Readonly<Record<RotationStep, string>> = {
  deliver: "deliver failed",
  verify: "the new key was delivered, but could not be verified",
  delete: "the new key is delivered and verified, but the old one could not be deleted",
};

function failed(outcome: RotationOutcome): RotationError {
  const { remaining, step, uncertain } = outcome;
  const doubt = uncertain.length > 0 ? `; not known: whether ${uncertain.join(", ")} still exists` : "";
  const message = `The rotation did not end well: ${beginnings[step]}; keys that exist: ${remaining.join(", ")}${doubt}.`;
  const maybeApplied = uncertain.length > 0;
  return new RotationError({ service, code: `rotation_${step}_failed`, message, maybeApplied, ...outcome });
}

// An aborted call rejects with what the caller gave, which is no cause.
function explain(reason: unknown): CleanCause | undefined {
  if (!(reason instanceof SdkError)) return undefined;
  const { code, message, name } = reason;
  return { name, code, message };
}
