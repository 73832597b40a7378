import { type Asset, type Optropic, type ResponseMeta, withMeta } from "@keyrack/optropic";
import type { OptropicAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Desk, IssuedCredential, Step } from "../desk.ts";
import { until } from "../until.ts";

/** What to register, and under which keyset. */
export interface Registration {
  /** Also the vertical, so that a list holds this story alone. */
  readonly name: string;
  readonly keysetId: string;
  readonly credential: IssuedCredential;
}

/** A credential as Optropic knows it. */
export interface RegisteredAsset {
  readonly assetId: string;
  readonly credential: IssuedCredential;
}

// Waits of the default would make up a quarter of the demo.
const retryConfig = { baseDelay: 100 };

/**
 * Registers the credential as an asset, on the emulator through a 503 and an answer that gets lost after the asset was
 * made: the one idempotency key of all attempts keeps it one asset. Cleaning up revokes it.
 */
export const registerCredential: Step<OptropicAccess, Registration, RegisteredAsset> = {
  title: "Register the credential",
  async run(desk, registration) {
    const { client, emulator, terminal } = desk;
    const { credential, name } = registration;
    emulator?.inject({ kind: "fail", status: 503, route: "POST /v1/assets" });
    emulator?.inject({ kind: "drop", route: "POST /v1/assets" });
    const { meta, value: asset } = await create(client, registration);
    const assetId = asset.id;
    desk.undo(async () => await revokeUnlessRevoked(client, assetId));
    const events = emulator === undefined ? [] : ["503", "no answer"];
    terminal.say(`create: ${[...events, meta.status].join(", then ")} at attempt ${meta.attempts}`);
    terminal.say(`Asset ${assetId} stands for ${credential.id} of ${credential.service}`);

    const listed = await until(
      desk,
      async () => await listOwn(desk, name),
      ({ length }) => length > 0,
    );
    check(emulator === undefined || meta.attempts === 3, `create took ${meta.attempts} attempts instead of 3`);
    check(listed.length === 1, `${listed.length} assets were made instead of 1`);
    check(listed[0] === assetId, `the asset listed is ${listed[0]}, not ${assetId}`);
    check(asset.external_id === credential.id, "the asset does not name the credential");
    return { value: { assetId, credential }, checked: "one asset, whatever was repeated" };
  },
};

async function create(
  client: Optropic,
  { credential, keysetId, name }: Registration,
): Promise<{ value: Asset; meta: ResponseMeta }> {
  const { holder, id, service } = credential;
  const config = { product_name: `Credential of ${service}`, holder, keyset_id: keysetId };
  return await withMeta(
    async (options) =>
      await client.assets.create({ external_id: id, vertical: name, config }, { ...options, retryConfig }),
  );
}

async function listOwn({ client, signal }: Desk<OptropicAccess>, vertical: string): Promise<string[]> {
  return await Array.fromAsync(client.assets.listAll({ vertical }, { signal }), ({ id }) => id);
}

async function revokeUnlessRevoked(client: Optropic, assetId: string): Promise<string | undefined> {
  const { status } = await client.assets.retrieve(assetId);
  if (status === "revoked") return undefined;
  await client.assets.revoke(assetId, { reason: "The story ended early" });
  return "asset (revoked)";
}
