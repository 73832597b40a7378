import type { SortedIndex } from "./sorted-index.ts";

/** A customer of the service and all that is theirs. */
export interface Workspace {
  readonly id: string;
  readonly enabled: boolean;
  /** How many requests a minute the workspace may make; absent means no limit. */
  readonly requestsPerMinute: number | undefined;
  readonly apis: Map<string, Api>;
  readonly keys: Map<string, Key>;
  readonly identities: SortedIndex<Identity>;
  readonly identityByExternalId: Map<string, Identity>;
  readonly permissions: SortedIndex<Permission>;
  /** By the slug with its letter case folded. */
  readonly permissionBySlug: Map<string, Permission>;
  readonly roles: SortedIndex<Role>;
  /** By the name with its letter case folded. */
  readonly roleByName: Map<string, Role>;
  readonly namespaces: Map<string, Namespace>;
  readonly namespaceByName: Map<string, Namespace>;
  readonly migrations: ReadonlySet<string>;
}

/** A key for the service itself. */
export interface RootKey {
  readonly workspace: Workspace;
  readonly permissions: ReadonlySet<string>;
  readonly enabled: boolean;
  /** Unix milliseconds. */
  readonly expires: number | undefined;
}

/** A set of keys with its settings. */
export interface Api {
  readonly id: string;
  readonly name: string;
  readonly hasKeyspace: boolean;
  readonly deleteProtection: boolean;
  readonly storesRecoverableKeys: boolean;
  /** The addresses that may verify keys; empty means all. */
  readonly allowedAddresses: readonly string[];
  readonly defaultPrefix: string | undefined;
  readonly defaultByteLength: number | undefined;
  readonly keys: SortedIndex<Key>;
  deleted: boolean;
}

/** What every key has that does not change. */
export interface KeyOrigin {
  readonly id: string;
  readonly workspace: Workspace;
  readonly api: Api;
  readonly hash: string;
  readonly start: string;
  /** The secret itself; kept for recoverable keys alone. */
  readonly plaintext: string | undefined;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

/** What can be set when a key is made, and changed later. */
export interface KeySettings {
  name: string | undefined;
  identity: Identity | undefined;
  meta: Meta | undefined;
  /** Unix milliseconds; 0 is a time long past, not the absence of one. */
  expires: number | undefined;
  enabled: boolean;
  credits: Credits;
  ratelimits: NamedLimits;
  permissions: Set<Permission>;
  roles: Set<Role>;
}

/** A key of a customer's customer. */
export interface Key extends KeyOrigin, KeySettings {
  /** Unix milliseconds. */
  updatedAt: number | undefined;
}

/** How often a key may still be used, and when that is filled up again. */
export interface Credits {
  /** Null means unlimited. */
  remaining: number | null;
  refill: Refill | undefined;
  /** Unix milliseconds up to which refills have been given. */
  settledAt: number;
}

/** When credits are filled up, and to how many. */
export interface Refill {
  readonly interval: "daily" | "monthly";
  readonly amount: number;
  readonly refillDay?: number | undefined;
}

/** One user of a customer, across keys. */
export interface Identity {
  readonly id: string;
  readonly externalId: string;
  meta: Meta | undefined;
  ratelimits: NamedLimits;
}

/** A rate limit of a key or an identity. */
export interface NamedLimit {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly autoApply: boolean;
}

/** Rate limits by name. */
export type NamedLimits = ReadonlyMap<string, NamedLimit>;

/** Whatever a caller wants to keep with a key or an identity. */
export type Meta = Readonly<Record<string, unknown>>;

/** One right. */
export interface Permission {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | undefined;
}

/** A named set of rights. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  permissions: Set<Permission>;
}

/** A space in which identifiers are rate limited. */
export interface Namespace {
  readonly id: string;
  readonly name: string;
  readonly deleted: boolean;
  /** By identifier; deleted overrides stay in here. */
  readonly overrideByIdentifier: Map<string, Override>;
  /** The overrides that are in force. */
  readonly overrides: SortedIndex<Override>;
}

/** Another limit for one identifier, or for all that a pattern with `*` matches. */
export interface Override {
  readonly id: string;
  readonly identifier: string;
  limit: number;
  /** Milliseconds. */
  duration: number;
  deleted: boolean;
}
