import { type Call, type Context, isoTime } from "./call.ts";
import { Fields, type JsonObject } from "./fields.ts";
import { type Page, takePage } from "./pages.ts";
import { requireQuota } from "./quota.ts";
import type { Asset } from "./records.ts";
import { found, Refusal } from "./refusal.ts";
import { sealAsset } from "./seal.ts";
import { queueDeliveries } from "./webhook-deliveries.ts";

const defaultVertical = "general";
const defaultSecurityLevel = "signed";

/** Creates an asset with its seal; it is a sandbox asset when the key is a sandbox key. */
export async function createAsset(call: Call): Promise<object> {
  return assetAnswer(await makeAsset(call, call.body));
}

/** Lists assets, oldest first, without metadata. */
export function listAssets({ tenant, query }: Call): Page<object> {
  const isSandbox = query.boolean("is_sandbox");
  const rows = Array.from(tenant.assets.values()).filter(
    ({ vertical, status, is_sandbox }) =>
      query.accepts("vertical", vertical) &&
      query.accepts("status", status) &&
      (isSandbox === undefined || isSandbox === is_sandbox),
  );
  const { data, pagination } = takePage(query, rows);
  return { data: data.map(assetAnswer), pagination };
}

/** Shows an asset with all its facts. */
export function getAsset(call: Call): object {
  return assetDetail(findAsset(call, call.id));
}

/** Changes an asset: each field that is sent replaces the old one as a whole. A revoked asset is refused with 410. */
export function updateAsset(call: Call): object {
  const asset = findAsset(call, call.id);
  refuseRevoked(asset);
  const { external_id, vertical, config, metadata } = readSettings(new Fields(call.body));
  if (external_id !== undefined) asset.external_id = external_id;
  if (vertical !== undefined) asset.vertical = vertical;
  if (config !== undefined) asset.config = config;
  if (metadata !== undefined) asset.metadata = metadata;
  asset.updated_at = isoTime(call.now);
  return assetDetail(asset);
}

/** Makes an asset from a create body. */
export async function makeAsset(context: Context, body: unknown, keysetId?: string): Promise<Asset> {
  const { tenant, store, key, now } = context;
  const fields = new Fields(body);
  const securityLevel = fields.optionalText("security_level") ?? defaultSecurityLevel;
  const { external_id, vertical = defaultVertical, config = {}, metadata = {} } = readSettings(fields);
  requireQuota(context, "max_assets", tenant.assets.size);
  const id = store.createId("ast");
  const created_at = isoTime(now);
  const asset: Asset = {
    id,
    external_id,
    vertical,
    security_level: securityLevel,
    status: "active",
    is_sandbox: key.isSandbox,
    keyset_id: keysetId,
    config,
    metadata,
    created_at,
    updated_at: created_at,
    seal: await sealAsset({ id, created_at }),
  };
  tenant.assets.set(id, asset);
  queueDeliveries(context, "asset.created");
  return asset;
}

/** Finds an asset of the tenant or refuses with 404. */
export function findAsset({ tenant }: Context, id: string): Asset {
  return found(tenant.assets.get(id), "asset", id);
}

/** An asset as lists show it; `config` is sent under its older name too. */
export function assetAnswer({ metadata: _metadata, updated_at: _updatedAt, ...asset }: Asset): object {
  return { ...asset, assetConfig: asset.config };
}

function assetDetail(asset: Asset): object {
  return { ...asset, assetConfig: asset.config };
}

interface Settings {
  readonly external_id: string | undefined;
  readonly vertical: string | undefined;
  readonly config: JsonObject | undefined;
  readonly metadata: JsonObject | undefined;
}

function readSettings(fields: Fields): Settings {
  const settings = {
    external_id: fields.optionalText("external_id"),
    vertical: fields.optionalText("vertical"),
    config: fields.optionalObject("config"),
    metadata: fields.optionalObject("metadata"),
  };
  fields.check();
  return settings;
}

function refuseRevoked({ id, status, revocation_reason, revoked_at }: Asset): void {
  if (status !== "revoked") return;
  const details = { code: id, reason: revocation_reason, revokedAt: revoked_at };
  throw new Refusal("CODE_REVOKED", "The asset is revoked.", details);
}
