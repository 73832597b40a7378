import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate with its private key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Who signs certificates. */
export interface Authority extends Certificate {
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** What a certificate says; without `issuer` it signs itself. */
export interface CertificateWish {
  readonly issuer?: Authority;
  /** An IPv4 address that it is good for. @defaultValue 127.0.0.1 */
  readonly address?: string;
  /** Days from now until it ends. @defaultValue 1 */
  readonly days?: number;
}

const ecdsaWithSha256 = sequence(identifier("2a8648ce3d040302"));
const day = 86_400_000;

/** Makes an authority that is good for a day. */
export function makeAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const canSign = extension("551d13", sequence(element(0x01, Buffer.from([0xff]))));
  const body = describe({ subject: name, issuer: name, publicKey, days: 1, extensions: [canSign] });
  return { name, privateKey, cert: seal(body, privateKey), key: toPem(privateKey) };
}

/** Makes a server's or client's certificate (RFC 5280, version 3, P-256). */
export function makeCertificate({ issuer, address = "127.0.0.1", days = 1 }: CertificateWish): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const names = extension("551d11", sequence(element(0x87, Buffer.from(address.split(".").map(Number)))));
  const subject = `toy ${address}`;
  const body = describe({ subject, issuer: issuer?.name ?? subject, publicKey, days, extensions: [names] });
  return { cert: seal(body, issuer?.privateKey ?? privateKey), key: toPem(privateKey) };
}

interface Description {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly days: number;
  readonly extensions: readonly Buffer[];
}

function describe({ subject, issuer, publicKey, days, extensions }: Description): Buffer {
  const version = element(0xa0, element(0x02, Buffer.from([2])));
  const serial = element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const validity = sequence(time(Date.now() - 30 * day), time(Date.now() + days * day));
  const key = publicKey.export({ type: "spki", format: "der" });
  const extra = element(0xa3, sequence(...extensions));
  return sequence(version, serial, ecdsaWithSha256, nameOf(issuer), validity, nameOf(subject), key, extra);
}

function seal(body: Buffer, key: KeyObject): string {
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, key)]));
  const lines =
    sequence(body, ecdsaWithSha256, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function toPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function nameOf(commonName: string): Buffer {
  return sequence(element(0x31, sequence(identifier("550403"), element(0x0c, Buffer.from(commonName)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(identifier(id), element(0x04, value));
}

function time(at: number): Buffer {
  return element(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));
}

function identifier(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

// DER (X.690): a tag, the length, the content.
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}
