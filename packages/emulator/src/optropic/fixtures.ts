import { everyPermission } from "./permissions.ts";
import type { TenantLimits } from "./records.ts";
import { signingPublicKey } from "./signer.ts";
import type { KeySettings, Store } from "./store.ts";

const createdAt = Date.UTC(2024, 0, 1);
const longAgo = Date.UTC(2024, 5, 1);

const limits: TenantLimits = {
  max_assets: 1_000_000,
  max_api_calls_per_month: 100_000_000,
  max_keys: 10_000,
  max_webhooks: 1_000,
  max_batch_size: 1_000,
};

/** What an emulated Optropic starts with: ids of tenants are the same in every run, key texts come from the seed. */
export interface OptropicFixtures {
  /** A live key with every permission in `tnt_test`. */
  readonly apiKey: string;
  /** A sandbox key (`optr_test_`) with every permission in `tnt_test`. */
  readonly sandboxApiKey: string;
  /** A live key of `tnt_test` with `assets:read` and `audit:read` only. */
  readonly limitedApiKey: string;
  /** A key of `tnt_test` that expired in 2024. */
  readonly expiredApiKey: string;
  /** A key of `tnt_test` that was revoked in 2024. */
  readonly revokedApiKey: string;
  /** A key of `tnt_test` with 3 requests a minute. */
  readonly cappedApiKey: string;
  /** A live key with every permission in another tenant, `tnt_other`. */
  readonly otherApiKey: string;
  /** A live key with every permission in `tnt_small`, which may have 2 assets, 2 keys and 1 webhook. */
  readonly smallApiKey: string;
  readonly tenantId: string;
  /** The Ed25519 key, in hex, that fits the signatures of seals, exports and revocation filters. */
  readonly signingPublicKey: string;
}

/** Puts the fixtures into a fresh store. */
export function seedFixtures(store: Store): OptropicFixtures {
  const test = store.addTenant({ id: "tnt_test", name: "Test", plan: "enterprise", createdAt, limits });
  const other = store.addTenant({ id: "tnt_other", name: "Other", plan: "enterprise", createdAt, limits });
  const small = store.addTenant({
    id: "tnt_small",
    name: "Small",
    plan: "starter",
    createdAt,
    limits: { ...limits, max_assets: 2, max_keys: 2, max_webhooks: 1 },
  });
  const add = (settings: Partial<KeySettings> & Pick<KeySettings, "label">): string =>
    store.addKey({ tenant: test, environment: "live", permissions: everyPermission, createdAt, ...settings }).text;
  return {
    apiKey: add({ label: "live" }),
    sandboxApiKey: add({ label: "sandbox", environment: "test" }),
    limitedApiKey: add({ label: "limited", permissions: ["assets:read", "audit:read"] }),
    expiredApiKey: add({ label: "expired", expiresAt: longAgo }),
    revokedApiKey: add({ label: "revoked", revokedAt: longAgo }),
    cappedApiKey: add({ label: "capped", requestsPerMinute: 3 }),
    otherApiKey: add({ label: "live", tenant: other }),
    smallApiKey: add({ label: "live", tenant: small }),
    tenantId: test.id,
    signingPublicKey,
  };
}
