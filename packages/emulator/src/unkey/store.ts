import type { Surroundings } from "../service.ts";
import type {
  Api,
  Identity,
  Key,
  KeyOrigin,
  KeySettings,
  Namespace,
  Permission,
  Role,
  RootKey,
  Workspace,
} from "./model.ts";
import { RateWindows } from "./rate-windows.ts";
import { foldCase, SortedIndex } from "./sorted-index.ts";

const idCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const idLength = 9;

/** The memory of one emulated service, with what every workspace shares: root keys, hashes and counters. */
export class Store {
  readonly random: () => number;
  readonly rootKeys: Map<string, RootKey> = new Map();
  /** Every key ever made but those deleted for good, so that no hash comes twice. */
  readonly keyByHash: Map<string, Key> = new Map();
  readonly windows: RateWindows = new RateWindows();

  constructor(surroundings: Surroundings) {
    this.random = () => surroundings.random();
  }

  /** Makes an id: the prefix, `_` and nine letters and digits from the emulator's seed. */
  createId(prefix: string): string {
    const characters = Array.from({ length: idLength }, () =>
      idCharacters.charAt(Math.floor(this.random() * idCharacters.length)),
    );
    return `${prefix}_${characters.join("")}`;
  }

  /** Puts a key into its workspace, its API and the hashes; the hash must be new. */
  addKey(origin: KeyOrigin, settings: KeySettings): Key {
    const key: Key = { ...origin, ...settings, updatedAt: undefined };
    this.keyByHash.set(key.hash, key);
    key.workspace.keys.set(key.id, key);
    key.api.keys.add(key);
    return key;
  }

  /** Finds an identity by the customer's id for it, or makes one with nothing but that. */
  ensureIdentity(workspace: Workspace, externalId: string): Identity {
    const known = workspace.identityByExternalId.get(externalId);
    return known ?? this.addIdentity(workspace, { externalId, meta: undefined, ratelimits: new Map() });
  }

  /** Makes an identity; its external id must be free. */
  addIdentity(workspace: Workspace, fields: Omit<Identity, "id">): Identity {
    const identity = { id: this.createId("id"), ...fields };
    workspace.identities.add(identity);
    workspace.identityByExternalId.set(identity.externalId, identity);
    return identity;
  }

  /** Makes a permission; its slug must be free in any letter case. */
  addPermission(workspace: Workspace, fields: Omit<Permission, "id">): Permission {
    const permission = { id: this.createId("perm"), ...fields };
    workspace.permissions.add(permission);
    workspace.permissionBySlug.set(foldCase(permission.slug), permission);
    return permission;
  }

  /** Makes a role; its name must be free in any letter case. */
  addRole(workspace: Workspace, fields: Omit<Role, "id">): Role {
    const role = { id: this.createId("role"), ...fields };
    workspace.roles.add(role);
    workspace.roleByName.set(foldCase(role.name), role);
    return role;
  }

  /** Makes an API with no setting but its name. */
  addApi(workspace: Workspace, name: string): Api {
    return addApi(workspace, { id: this.createId("api"), name });
  }

  /** Makes a rate-limit namespace; its name must be free. */
  addNamespace(workspace: Workspace, name: string): Namespace {
    return addNamespace(workspace, { id: this.createId("rlns"), name });
  }
}

/** Makes an empty workspace. */
export function createWorkspace(
  settings: Pick<Workspace, "id"> & Partial<Pick<Workspace, "enabled" | "requestsPerMinute" | "migrations">>,
): Workspace {
  return {
    enabled: true,
    requestsPerMinute: undefined,
    migrations: new Set(),
    ...settings,
    apis: new Map(),
    keys: new Map(),
    identities: new SortedIndex(),
    identityByExternalId: new Map(),
    permissions: new SortedIndex(),
    permissionBySlug: new Map(),
    roles: new SortedIndex(),
    roleByName: new Map(),
    namespaces: new Map(),
    namespaceByName: new Map(),
  };
}

/** Puts an API into a workspace; what is not said is off. */
export function addApi(workspace: Workspace, settings: Pick<Api, "id" | "name"> & Partial<Api>): Api {
  const api: Api = {
    hasKeyspace: true,
    deleteProtection: false,
    storesRecoverableKeys: false,
    allowedAddresses: [],
    defaultPrefix: undefined,
    defaultByteLength: undefined,
    deleted: false,
    ...settings,
    keys: new SortedIndex(),
  };
  workspace.apis.set(api.id, api);
  return api;
}

/** Puts a rate-limit namespace into a workspace. */
export function addNamespace(
  workspace: Workspace,
  settings: Pick<Namespace, "id" | "name"> & { deleted?: boolean },
): Namespace {
  const namespace: Namespace = {
    deleted: false,
    ...settings,
    overrideByIdentifier: new Map(),
    overrides: new SortedIndex(),
  };
  workspace.namespaces.set(namespace.id, namespace);
  workspace.namespaceByName.set(namespace.name, namespace);
  return namespace;
}
