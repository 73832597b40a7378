import type { ApiKey, Tenant } from "./model.ts";
import type { TenantLimits } from "./records.ts";
import type { Surroundings } from "../service.ts";

const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const idLength = 12;
const secretLength = 32;
const saltBytes = 16;
const hour = 60 * 60 * 1000;
const minute = 60 * 1000;
const requestsPerHour = 1_000_000;

/** What a key can be given; anything else follows from the environment. */
export interface KeySettings {
  readonly tenant: Tenant;
  readonly environment: string;
  readonly permissions: readonly string[];
  readonly createdAt: number;
  readonly label?: string | undefined;
  readonly requestsPerMinute?: number | undefined;
  readonly allowedAddresses?: readonly string[] | undefined;
  readonly expiresAt?: number | undefined;
  readonly revokedAt?: number | undefined;
}

/** The memory of one emulated service. */
export class Store {
  readonly tenants: Map<string, Tenant> = new Map();
  /** Every key of every tenant, revoked ones too. */
  readonly keyByText: Map<string, ApiKey> = new Map();
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The service's time in Unix milliseconds. */
  now(): number {
    return this.#surroundings.clock.now();
  }

  /** Makes an id: the prefix, `_` and twelve letters and digits from the emulator's seed. */
  createId(prefix: string): string {
    return `${prefix}_${this.#letters(idLength)}`;
  }

  /** Makes a secret from the emulator's seed, so that a run can be repeated: never use one in earnest. */
  createSecret(prefix: string): string {
    return prefix + this.#letters(secretLength);
  }

  /** Makes bytes from the emulator's seed, in hex. */
  createHex(byteLength: number): string {
    const bytes = Array.from({ length: byteLength }, () => Math.floor(this.#surroundings.random() * 256));
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Makes an empty tenant; its id must be new. */
  addTenant(settings: Pick<Tenant, "id" | "name" | "plan" | "createdAt"> & { limits: TenantLimits }): Tenant {
    const tenant: Tenant = {
      ...settings,
      salt: this.createHex(saltBytes),
      keys: new Map(),
      keysets: new Map(),
      assets: new Map(),
      auditEvents: new Map(),
      chainHeads: new Map(),
      schemas: new Map(),
      webhooks: new Map(),
      documents: new Map(),
      provenance: new Map(),
      challenges: new Map(),
      devices: new Map(),
      jobs: new Map(),
      replies: new Map(),
      days: new Map(),
      compliance: { compliance_mode: "standard", retention_policy: {} },
    };
    this.tenants.set(tenant.id, tenant);
    return tenant;
  }

  /** Makes a key, whose text begins with the prefix of its environment: `optr_live_` for any that is no sandbox. */
  addKey(settings: KeySettings): ApiKey {
    const { environment, requestsPerMinute, allowedAddresses = [] } = settings;
    const isSandbox = environment === "test" || environment === "sandbox";
    const rate =
      requestsPerMinute === undefined
        ? { limit: requestsPerHour, duration: hour }
        : { limit: requestsPerMinute, duration: minute };
    const key: ApiKey = {
      id: this.createId("key"),
      tenant: settings.tenant,
      text: this.createSecret(`optr_${isSandbox ? environment : "live"}_`),
      environment,
      isSandbox,
      permissions: settings.permissions,
      rate: { ...rate, windowStart: 0, used: 0 },
      allowedAddresses,
      createdAt: settings.createdAt,
      label: settings.label,
      expiresAt: settings.expiresAt,
      revokedAt: settings.revokedAt,
      lastUsedAt: undefined,
    };
    this.keyByText.set(key.text, key);
    key.tenant.keys.set(key.id, key);
    return key;
  }

  #letters(length: number): string {
    const draw = (): string => characters.charAt(Math.floor(this.#surroundings.random() * characters.length));
    return Array.from({ length }, draw).join("");
  }
}
