import { assetAnswer, findAsset, makeAsset } from "./assets.ts";
import { revoke, verify } from "./assets-verify.ts";
import type { Call } from "./call.ts";
import { Fields } from "./fields.ts";
import { doOneByOne, errorsOrNull } from "./one-by-one.ts";

/** Creates up to `max_batch_size` assets; faulty ones are listed in `errors`, the others are made. */
export async function batchCreate(call: Call): Promise<object> {
  const fields = new Fields(call.body);
  const items = fields.list("assets", call.tenant.limits.max_batch_size);
  // Any id is taken: clients that can name a keyset here have no way to create one.
  const keysetId = fields.optionalText("keyset_id");
  fields.check();
  const outcome = await doOneByOne(items, async (item) => assetAnswer(await makeAsset(call, item, keysetId)));
  const { results: assets } = outcome;
  return { created: assets.length, requested: items.length, assets, errors: errorsOrNull(outcome) };
}

/** Verifies up to `max_batch_size` assets; `verified` counts those that were found, revoked ones too. */
export async function batchVerify(call: Call): Promise<object> {
  const fields = new Fields(call.body);
  const ids = fields.texts("asset_ids", call.tenant.limits.max_batch_size);
  fields.check();
  const outcome = await doOneByOne(
    ids,
    async (asset_id) => ({ asset_id, ...(await verify(call, findAsset(call, asset_id))) }),
    (asset_id) => ({ asset_id }),
  );
  const { results } = outcome;
  return { verified: results.length, requested: ids.length, results, errors: errorsOrNull(outcome) };
}

/** Revokes up to `max_batch_size` assets for one reason. */
export async function batchRevoke(call: Call): Promise<object> {
  const fields = new Fields(call.body);
  const ids = fields.texts("asset_ids", call.tenant.limits.max_batch_size);
  const reason = fields.text("reason");
  fields.check();
  const outcome = await doOneByOne(
    ids,
    async (asset_id) => {
      const asset = findAsset(call, asset_id);
      revoke(call, asset, reason);
      return { asset_id, status: asset.status, revoked_at: asset.revoked_at };
    },
    (asset_id) => ({ asset_id }),
  );
  const { results } = outcome;
  return { revoked: results.length, requested: ids.length, results, errors: errorsOrNull(outcome) };
}
