import { type Bytes, sha256Hex } from "./bytes.ts";
import type { Call } from "./call.ts";
import { buildTable, type CuckooTable } from "./cuckoo-filter.ts";
import type { Tenant } from "./model.ts";
import type { Asset } from "./records.ts";
import { BinaryBody } from "./reply.ts";
import { sign, signingKeyNumber } from "./signer.ts";

const formatVersion = 1;
const headerBytes = 19;

/** Hands over the tenant's revoked assets as a signed filter, with the tenant's salt in a header. */
export async function getRevocationFilter({ tenant, now }: Call): Promise<BinaryBody> {
  const items = await Promise.all(revokedAssets(tenant).map(async ({ id }) => await sha256Hex(id + tenant.salt)));
  const table = await buildTable(items);
  const payload = writePayload(table, { issuedAt: Math.floor(now / 1000), itemCount: items.length });
  const signed = join(payload, await sign(payload));
  return new BinaryBody(signed, { "X-Optropic-Filter-Salts": `${tenant.id}:${tenant.salt}` });
}

interface Facts {
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly itemCount: number;
}

function writePayload({ capacity, bytes }: CuckooTable, { issuedAt, itemCount }: Facts): Bytes {
  const header = new DataView(new ArrayBuffer(headerBytes));
  header.setUint8(0, formatVersion);
  header.setBigInt64(1, BigInt(issuedAt));
  header.setUint32(9, itemCount);
  header.setUint16(13, signingKeyNumber);
  header.setUint32(15, capacity);
  return join(new Uint8Array(header.buffer), bytes);
}

function revokedAssets({ assets }: Tenant): readonly Asset[] {
  return Array.from(assets.values()).filter(({ status }) => status === "revoked");
}

function join(first: Bytes, second: Bytes): Bytes {
  const joined = new Uint8Array(first.byteLength + second.byteLength);
  joined.set(first);
  joined.set(second, first.byteLength);
  return joined;
}
