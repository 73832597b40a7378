import { createCredits } from "./credits.ts";
import { hashKeyText, writeKeyText } from "./key-text.ts";
import type { Api, RootKey, Workspace } from "./model.ts";
import { everyPermission, limitedPermissions } from "./root-permissions.ts";
import { addApi, addNamespace, createWorkspace, type Store } from "./store.ts";

const createdAt = 1_700_000_000_000;
const longAgo = Date.UTC(2020, 0, 1);

/** What an emulated Unkey starts with: ids are the same in every run, key texts come from the seed. */
export interface UnkeyFixtures {
  /** May do everything in `ws_test`. */
  readonly rootKey: string;
  /** Holds only `api.*.read_api`, `api.*.update_key`, `rbac.*.add_permission_to_key` and `ratelimit.*.limit`. */
  readonly limitedRootKey: string;
  /** Holds no permission. */
  readonly nakedRootKey: string;
  /** Expired in 2020. */
  readonly expiredRootKey: string;
  readonly disabledRootKey: string;
  /** May do everything in another workspace, `ws_other`. */
  readonly otherRootKey: string;
  /** Belongs to a workspace that is disabled. */
  readonly closedRootKey: string;
  /** Belongs to a workspace with 3 requests a minute. */
  readonly cappedRootKey: string;
  /** Belongs to a workspace with 0 requests a minute. */
  readonly zeroRootKey: string;
  /** An API that cannot be deleted. */
  readonly protectedApiId: string;
  /** An API that only 203.0.113.1 may verify keys of. */
  readonly whitelistApiId: string;
  readonly whitelistKeyId: string;
  readonly whitelistKey: string;
  /** An API with the default prefix `dflt` and 24 bytes. */
  readonly defaultsApiId: string;
  /** An API without a keyspace. */
  readonly keylessApiId: string;
  /** An API that stores recoverable keys. */
  readonly vaultApiId: string;
  /** An API of `ws_other`, as the next three are that workspace's. */
  readonly foreignApiId: string;
  readonly foreignKey: string;
  readonly foreignKeyId: string;
  readonly foreignNamespaceId: string;
  /** The name of a deleted rate-limit namespace. */
  readonly goneNamespace: string;
  /** A migration for migrateKeys, of SHA-256 hashes. */
  readonly migrationId: string;
}

/** Fixtures that are in place at once, and a promise for the hashes of the keys among them. */
export interface Seeding {
  readonly fixtures: UnkeyFixtures;
  readonly ready: Promise<unknown>;
}

/** Puts the fixtures into a fresh store. */
export function seedFixtures(store: Store): Seeding {
  const test = createWorkspace({ id: "ws_test", migrations: new Set(["mig_test"]) });
  const other = createWorkspace({ id: "ws_other" });
  addApi(test, { id: "api_protected", name: "protected", deleteProtection: true });
  addApi(test, { id: "api_defaults", name: "with defaults", defaultPrefix: "dflt", defaultByteLength: 24 });
  addApi(test, { id: "api_keyless", name: "keyless", hasKeyspace: false });
  addApi(test, { id: "api_vault", name: "recoverable", storesRecoverableKeys: true });
  addNamespace(test, { id: "rlns_gone", name: "gone", deleted: true });
  addNamespace(other, { id: "rlns_foreign", name: "foreign" });
  const whitelist = addApi(test, { id: "api_whitelist", name: "whitelisted", allowedAddresses: ["203.0.113.1"] });
  const foreign = addApi(other, { id: "api_foreign", name: "foreign" });
  const rootKeys = addRootKeys(store, test, other);
  const whitelistKey = addKey(store, test, { api: whitelist, id: "key_whitelist", prefix: "wl" });
  const foreignKey = addKey(store, other, { api: foreign, id: "key_foreign", prefix: "fk" });

  const fixtures = {
    ...rootKeys,
    protectedApiId: "api_protected",
    whitelistApiId: "api_whitelist",
    whitelistKeyId: "key_whitelist",
    whitelistKey: whitelistKey.text,
    defaultsApiId: "api_defaults",
    keylessApiId: "api_keyless",
    vaultApiId: "api_vault",
    foreignApiId: "api_foreign",
    foreignKey: foreignKey.text,
    foreignKeyId: "key_foreign",
    foreignNamespaceId: "rlns_foreign",
    goneNamespace: "gone",
    migrationId: "mig_test",
  };
  return { fixtures, ready: Promise.all([whitelistKey.stored, foreignKey.stored]) };
}

function addRootKeys(store: Store, test: Workspace, other: Workspace) {
  const add = (workspace: Workspace, settings: Partial<RootKey> = {}): string => {
    const { text } = writeKeyText(store.random, { prefix: "unkey" });
    store.rootKeys.set(text, {
      workspace,
      permissions: everyPermission,
      enabled: true,
      expires: undefined,
      ...settings,
    });
    return text;
  };
  return {
    rootKey: add(test),
    limitedRootKey: add(test, { permissions: limitedPermissions }),
    nakedRootKey: add(test, { permissions: new Set() }),
    expiredRootKey: add(test, { expires: longAgo }),
    disabledRootKey: add(test, { enabled: false }),
    otherRootKey: add(other),
    closedRootKey: add(createWorkspace({ id: "ws_closed", enabled: false })),
    cappedRootKey: add(createWorkspace({ id: "ws_capped", requestsPerMinute: 3 })),
    zeroRootKey: add(createWorkspace({ id: "ws_zero", requestsPerMinute: 0 })),
  };
}

function addKey(
  store: Store,
  workspace: Workspace,
  { api, id, prefix }: { api: Api; id: string; prefix: string },
): { text: string; stored: Promise<void> } {
  const { text, start } = writeKeyText(store.random, { prefix });
  const insert = (hash: string): void => {
    const origin = { id, workspace, api, hash, start, plaintext: undefined, createdAt };
    store.addKey(origin, {
      name: id,
      identity: undefined,
      meta: undefined,
      expires: undefined,
      enabled: true,
      credits: createCredits(undefined, createdAt),
      ratelimits: new Map(),
      permissions: new Set(),
      roles: new Set(),
    });
  };
  return { text, stored: hashKeyText(text).then(insert) };
}
