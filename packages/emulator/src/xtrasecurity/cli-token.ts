import { jwtVerify, SignJWT } from "jose";
import type { ApiKey } from "./model-access.ts";
import type { Store } from "./store.ts";

const algorithm = "HS256";
const type = "cli-token";
const lifetime = 24 * 60 * 60 * 1000;

/** Who a CLI token stands for: the owner of the key that it was bought with. */
export type TokenOwner = Pick<ApiKey, "userId" | "serviceAccountId">;

/** Signs a CLI token that is good for 24 hours. */
export async function signCliToken(store: Store, { userId, serviceAccountId }: TokenOwner): Promise<string> {
  const now = new Date(store.now());
  return await new SignJWT({ type, userId, serviceAccountId })
    .setProtectedHeader({ alg: algorithm })
    .setIssuedAt(now)
    .setExpirationTime(new Date(now.getTime() + lifetime))
    .sign(store.tokenKey);
}

/** Reads a CLI token; `undefined` where its signature, its type or its time is wrong. */
export async function readCliToken(store: Store, token: string): Promise<TokenOwner | undefined> {
  try {
    const options = { algorithms: [algorithm], currentDate: new Date(store.now()) };
    const { payload } = await jwtVerify(token, store.tokenKey, options);
    if (payload["type"] !== type) return undefined;
    return { userId: textOrNull(payload["userId"]), serviceAccountId: textOrNull(payload["serviceAccountId"]) };
  } catch {
    return undefined;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
