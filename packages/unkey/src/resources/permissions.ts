import { paginate, type PagingOptions, Resource } from "@keyrack/core";
import { checkBody } from "../checks.ts";
import type { UnkeyCallOptions } from "../options.ts";
import { service } from "../service.ts";
import type { Answer, EmptyData } from "../types/answer.ts";
import { toUnkeyPage, type UnkeyPage } from "../types/page.ts";
import type { Permission, Role } from "../types/permission.ts";
import type {
  CreatedPermission,
  CreatedRole,
  CreatePermissionParams,
  CreateRoleParams,
  DeletePermissionParams,
  DeleteRoleParams,
  GetPermissionParams,
  GetRoleParams,
  ListPermissionsParams,
  ListRolesParams,
  SetRolePermissionsParams,
} from "../types/permission-params.ts";

/** Permissions and roles of the workspace. Slugs and role names are unique in any letter case. */
export class Permissions extends Resource {
  /** Creates a permission. 409 where the slug is taken, in any letter case. `POST /v2/permissions.createPermission` */
  async createPermission(
    params: CreatePermissionParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<CreatedPermission>> {
    const json = checkBody(params, "name", "slug");
    return await this.http.post("/v2/permissions.createPermission", { json, safety: "unique" }, options);
  }

  /** Fetches one permission. 404 where there is none. `POST /v2/permissions.getPermission` */
  async getPermission(params: GetPermissionParams, options?: UnkeyCallOptions): Promise<Answer<Permission>> {
    const json = checkBody(params, "permission");
    return await this.http.post("/v2/permissions.getPermission", { json, safety: "read" }, options);
  }

  /**
   * Deletes a permission and takes it from every key and role; verifications may see it for ten seconds more.
   * 404 where there is none. `POST /v2/permissions.deletePermission`
   */
  async deletePermission(params: DeletePermissionParams, options?: UnkeyCallOptions): Promise<Answer<EmptyData>> {
    const json = checkBody(params, "permission");
    return await this.http.post("/v2/permissions.deletePermission", { json, safety: "idempotent" }, options);
  }

  /** Fetches one page of permissions, ordered by id. `POST /v2/permissions.listPermissions` */
  async listPermissions(
    params: ListPermissionsParams = {},
    options?: UnkeyCallOptions,
  ): Promise<UnkeyPage<Permission>> {
    const request = { json: checkBody(params), safety: "read" } as const;
    return toUnkeyPage(await this.http.postPage<Permission>("/v2/permissions.listPermissions", request, options));
  }

  /** Walks every permission, page after page; nothing is sent before the first item is asked for. */
  listAllPermissions(
    params?: ListPermissionsParams,
    options?: UnkeyCallOptions & PagingOptions,
  ): AsyncGenerator<Permission, void, undefined> {
    return paginate({ service, options, first: async (rest) => await this.listPermissions(params, rest) });
  }

  /** Creates a role. 409 where the name is taken, in any letter case. `POST /v2/permissions.createRole` */
  async createRole(params: CreateRoleParams, options?: UnkeyCallOptions): Promise<Answer<CreatedRole>> {
    const json = checkBody(params, "name");
    return await this.http.post("/v2/permissions.createRole", { json, safety: "unique" }, options);
  }

  /** Fetches one role with its permissions. 404 where there is none. `POST /v2/permissions.getRole` */
  async getRole(params: GetRoleParams, options?: UnkeyCallOptions): Promise<Answer<Role>> {
    return await this.http.post(
      "/v2/permissions.getRole",
      { json: checkBody(params, "role"), safety: "read" },
      options,
    );
  }

  /**
   * Deletes a role and takes it from every key; verifications may see it for ten seconds more. 404 where there is
   * none. `POST /v2/permissions.deleteRole`
   */
  async deleteRole(params: DeleteRoleParams, options?: UnkeyCallOptions): Promise<Answer<EmptyData>> {
    const json = checkBody(params, "role");
    return await this.http.post("/v2/permissions.deleteRole", { json, safety: "idempotent" }, options);
  }

  /** Fetches one page of roles, ordered by id. `POST /v2/permissions.listRoles` */
  async listRoles(params: ListRolesParams = {}, options?: UnkeyCallOptions): Promise<UnkeyPage<Role>> {
    const request = { json: checkBody(params), safety: "read" } as const;
    return toUnkeyPage(await this.http.postPage<Role>("/v2/permissions.listRoles", request, options));
  }

  /** Walks every role, page after page; nothing is sent before the first item is asked for. */
  listAllRoles(
    params?: ListRolesParams,
    options?: UnkeyCallOptions & PagingOptions,
  ): AsyncGenerator<Role, void, undefined> {
    return paginate({ service, options, first: async (rest) => await this.listRoles(params, rest) });
  }

  /**
   * Replaces the permissions of a role; missing ones are made, so the id of a permission would become a new slug.
   * Gives them sorted by slug. 404 where there is no such role. `POST /v2/permissions.setRolePermissions`
   */
  async setRolePermissions(
    params: SetRolePermissionsParams,
    options?: UnkeyCallOptions,
  ): Promise<Answer<Permission[]>> {
    const request = { json: checkBody(params, "roleId"), safety: "idempotent", expects: "array" } as const;
    return await this.http.post("/v2/permissions.setRolePermissions", request, options);
  }
}
