import { Resource } from "@keyrack/core";
import { checkBody } from "../checks.ts";
import { checkCreateKey, checkMigrateKeys, checkUpdateCredits, checkUpdateKey, checkVerifyKey } from "../key-checks.ts";
import type { UnkeyCallOptions } from "../options.ts";
import type { Answer, EmptyData, JsonObject } from "../types/answer.ts";
import type { Credits } from "../types/credits.ts";
import type { Key } from "../types/key.ts";
import type {
  CreatedKey,
  CreateKeyParams,
  DeleteKeyParams,
  GetKeyParams,
  KeyPermissionsParams,
  KeyRolesParams,
  RerollKeyParams,
  UpdateCreditsParams,
  UpdateKeyParams,
  WhoamiParams,
} from "../types/key-params.ts";
import type { MigratedKey, MigrateKeysParams, MigrateKeysResult } from "../types/migrate-keys.ts";
import type { Permission, Role } from "../types/permission.ts";
import type { VerifyKeyParams, VerifyKeyResult } from "../types/verify-key.ts";

/** Keys: making, verifying and changing them. */
export class Keys extends Resource {
  /**
   * Creates a key and gives its secret, once. Never repeated by itself after a lost answer: the first key may live.
   *
   * 404 where there is no such API or role, or the root key may not create; 412 where the API has no keys or stores
   * no recoverable ones. A deleted API is accepted, and its key never verifies. `POST /v2/keys.createKey`
   */
  async createKey(params: CreateKeyParams, options?: UnkeyCallOptions): Promise<Answer<CreatedKey>> {
    return await this.http.post("/v2/keys.createKey", { json: checkCreateKey(params), safety: "unsafe" }, options);
  }

  /**
   * Verifies a key; whatever comes of it is an answer, not an error: look at `valid` and `code`. NOT_FOUND can also
   * mean that the root key lacks the permission to verify keys of this API.
   *
   * Spends a credit unless `credits.cost` is 0; limits that apply by themselves count even then, so there is no free
   * look: `whoami` is one. Repeated at most once by itself, and never after a 429. 400 for a permission query that
   * does not parse, 412 for the name of a limit that neither key nor identity has. `POST /v2/keys.verifyKey`
   */
  async verifyKey<Meta extends object = JsonObject>(
    params: VerifyKeyParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<VerifyKeyResult<Meta>>> {
    const request = { json: checkVerifyKey(params), safety: "metered", secrets: [params.key] } as const;
    return await this.http.post("/v2/keys.verifyKey", request, options);
  }

  /** Fetches one key by its id. 404 where there is none; with `decrypt`, 412 where none is stored. `POST /v2/keys.getKey` */
  async getKey<Meta extends object = JsonObject>(
    params: GetKeyParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<Key<Meta>>> {
    return await this.http.post("/v2/keys.getKey", { json: checkBody(params, "keyId"), safety: "read" }, options);
  }

  /**
   * Tells about a key by the key itself, without spending credits or counting. 404 where there is none or the root key
   * may not read it. `POST /v2/keys.whoami`
   */
  async whoami<Meta extends object = JsonObject>(
    params: WhoamiParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<Key<Meta>>> {
    const request = { json: checkBody(params, "key"), safety: "read", secrets: [params.key] } as const;
    return await this.http.post("/v2/keys.whoami", request, options);
  }

  /**
   * Changes a key: what is left out stays, null clears. Verifications see it at once. 404 where there is no such key or
   * role. `POST /v2/keys.updateKey`
   */
  async updateKey(params: UpdateKeyParams, options?: UnkeyCallOptions): Promise<Answer<EmptyData>> {
    return await this.http.post("/v2/keys.updateKey", { json: checkUpdateKey(params), safety: "idempotent" }, options);
  }

  /**
   * Sets, adds to or takes from the credits of a key, and gives what it has then. Only `set` is repeated by itself.
   * 400 where an unlimited key is to gain or lose, 404 where there is none. `POST /v2/keys.updateCredits`
   */
  async updateCredits(params: UpdateCreditsParams, options?: UnkeyCallOptions): Promise<Answer<Credits>> {
    const json = checkUpdateCredits(params);
    const safety = params.operation === "set" ? "idempotent" : "unsafe";
    return await this.http.post("/v2/keys.updateCredits", { json, safety }, options);
  }

  /** Deletes a key, at once for verifications. 404 where there is none, or none any more. `POST /v2/keys.deleteKey` */
  async deleteKey(params: DeleteKeyParams, options?: UnkeyCallOptions): Promise<Answer<EmptyData>> {
    return await this.http.post(
      "/v2/keys.deleteKey",
      { json: checkBody(params, "keyId"), safety: "idempotent" },
      options,
    );
  }

  /**
   * Makes a key with the same settings and gives its secret, once; the old one expires as `expiration` says, which a
   * key verified lately feels up to ten seconds later. Of a prefix with `_` only the part before it is kept.
   *
   * Never repeated by itself after a lost answer. 404 where there is no such key. `POST /v2/keys.rerollKey`
   */
  async rerollKey(params: RerollKeyParams, options?: UnkeyCallOptions): Promise<Answer<CreatedKey>> {
    return await this.http.post("/v2/keys.rerollKey", { json: checkBody(params, "keyId"), safety: "unsafe" }, options);
  }

  /**
   * Adds 1 to 1000 permissions and gives all that the key holds directly. A slug that does not exist is made, if the
   * root key may; so the id of a permission would become a new slug. `POST /v2/keys.addPermissions`
   */
  async addPermissions(params: KeyPermissionsParams, options?: UnkeyCallOptions): Promise<Answer<Permission[]>> {
    const request = { json: checkBody(params, "keyId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/keys.addPermissions", request, options);
  }

  /**
   * Removes 1 to 1000 permissions and gives those that are left, in no order. 404, and nothing changes, where a slug
   * does not exist; one that the key does not hold is passed over. `POST /v2/keys.removePermissions`
   */
  async removePermissions(params: KeyPermissionsParams, options?: UnkeyCallOptions): Promise<Answer<Permission[]>> {
    const request = { json: checkBody(params, "keyId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/keys.removePermissions", request, options);
  }

  /** Replaces the permissions that a key holds directly; `[]` clears, missing ones are made. `POST /v2/keys.setPermissions` */
  async setPermissions(params: KeyPermissionsParams, options?: UnkeyCallOptions): Promise<Answer<Permission[]>> {
    const request = { json: checkBody(params, "keyId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/keys.setPermissions", request, options);
  }

  /** Adds roles and gives all that the key has. 404, and nothing changes, where one does not exist. `POST /v2/keys.addRoles` */
  async addRoles(params: KeyRolesParams, options?: UnkeyCallOptions): Promise<Answer<Role[]>> {
    const request = { json: checkBody(params, "keyId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/keys.addRoles", request, options);
  }

  /**
   * Removes roles and gives those that are left, in no order. 404, and nothing changes, where one does not exist; one
   * that the key does not have is passed over. `POST /v2/keys.removeRoles`
   */
  async removeRoles(params: KeyRolesParams, options?: UnkeyCallOptions): Promise<Answer<Role[]>> {
    const request = { json: checkBody(params, "keyId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/keys.removeRoles", request, options);
  }

  /** Replaces the roles of a key; `[]` clears. 404, and nothing changes, where one does not exist. `POST /v2/keys.setRoles` */
  async setRoles(params: KeyRolesParams, options?: UnkeyCallOptions): Promise<Answer<Role[]>> {
    const request = { json: checkBody(params, "keyId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/keys.setRoles", request, options);
  }

  /**
   * Takes keys over by their hashes. Part of a batch can fail: hashes that are known already come back in `failed`,
   * also those that an earlier attempt of this call brought in. 404 where there is no such API or migration.
   * `POST /v2/keys.migrateKeys`
   */
  async migrateKeys(params: MigrateKeysParams, options?: UnkeyCallOptions): Promise<Answer<MigrateKeysResult>> {
    const request = { json: checkMigrateKeys(params), safety: "unique" } as const;
    const answer = await this.http.post<Answer<{ migrated: MigratedKey[] | null; failed: string[] | null }>>(
      "/v2/keys.migrateKeys",
      request,
      options,
    );
    const { failed, migrated } = answer.data;
    // The service sends null in place of an empty list.
    return { ...answer, data: { ...answer.data, migrated: migrated ?? [], failed: failed ?? [] } };
  }
}
